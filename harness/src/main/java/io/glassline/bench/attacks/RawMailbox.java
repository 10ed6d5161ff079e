package io.glassline.bench.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The city's mailbox: an IMAP server that gives each mail byte for byte and reads none of them.
///
/// The mailbox of the providers' stand-ins parses what it is given, as servers that know ENVELOPE do, and
/// half of these mails are made to be slow to parse: it took 30 s for one, and ended at others. What is
/// tried here is the gateway.
final class RawMailbox implements AutoCloseable {

    /// As the demo's mail server names itself in what it says of senders.
    private static final String AUTHSERV_ID = "mail.city.example";

    private final Path folder;
    private final ServerSocket listening;
    private final List<Mail> mails = new ArrayList<>();
    private final Set<ImapSession> sessions = ConcurrentHashMap.newKeySet();

    /// On disk, for all of them are more than is to be held at once.
    record Mail(Path file, long size, Instant came) {

        byte[] bytes() throws IOException {
            return Files.readAllBytes(file);
        }
    }

    private RawMailbox(Path folder, ServerSocket listening) {
        this.folder = folder;
        this.listening = listening;
    }

    /// @param folder for the mails; it is made.
    static RawMailbox open(Path folder, int port) {
        try {
            Files.createDirectories(folder);
            var mailbox = new RawMailbox(folder, new ServerSocket(port, 0, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("mailbox").start(mailbox::accept);
            return mailbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                var socket = listening.accept();
                Thread.ofVirtual().name("mailbox session").start(() -> serve(socket));
            }
        } catch (IOException e) {
            // it is closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var session = new ImapSession(this, socket);
            sessions.add(session);
            try {
                session.run();
            } finally {
                sessions.remove(session);
            }
        } catch (IOException e) {
            // whoever has hung up comes again
        }
    }

    /// As a mail server puts it there that knows who has sent it.
    ///
    /// @param from as SMTP says it; empty for programs that want no answer.
    void deliver(String from, String raw) {
        var proof = from.isEmpty()
                ? ""
                : "Authentication-Results: " + AUTHSERV_ID + "; dmarc=pass header.from="
                        + from.substring(from.indexOf('@') + 1) + "\r\n";
        put(("Return-Path: <" + from + ">\r\n" + proof + raw).getBytes(ISO_8859_1));
    }

    /// Puts a mail there as it is.
    void put(byte[] raw) {
        synchronized (mails) {
            var file = folder.resolve(mails.size() + 1 + ".eml");
            try {
                Files.write(file, raw);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            mails.add(new Mail(file, raw.length, Instant.now()));
        }
        sessions.forEach(ImapSession::tellNews);
    }

    int count() {
        synchronized (mails) {
            return mails.size();
        }
    }

    /// @param number from 1; UIDs are the same, for nothing is ever taken out.
    Mail mail(int number) {
        synchronized (mails) {
            return mails.get(number - 1);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        sessions.forEach(ImapSession::close);
    }
}

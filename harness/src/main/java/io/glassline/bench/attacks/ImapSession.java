package io.glassline.bench.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// One client of a [RawMailbox], and as much of IMAP (RFC 3501, RFC 2177) as it takes to fetch mails by
/// their numbers. All else is answered with BAD.
final class ImapSession {

    private static final DateTimeFormatter INTERNALDATE = DateTimeFormatter.ofPattern(
                    "dd-MMM-yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final Pattern START = Pattern.compile("BODY\\.PEEK\\[\\](?:<0\\.(\\d+)>)?");

    private final RawMailbox mailbox;
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;
    private int told;
    private boolean isOpen;
    private boolean isIdle;

    ImapSession(RawMailbox mailbox, Socket socket) throws IOException {
        this.mailbox = mailbox;
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /// Until the client has left.
    void run() throws IOException {
        say("* OK ready");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var words = line.split(" ", 3);
            var command = words.length < 2 ? "" : words[1].toUpperCase(Locale.ROOT);
            if (command.equals("IDLE")) {
                idle(words[0]);
            } else {
                answer(words[0], command, words.length < 3 ? "" : words[2]);
            }
            if (command.equals("LOGOUT")) {
                return;
            }
        }
    }

    private synchronized void answer(String tag, String command, String rest) throws IOException {
        switch (command) {
            case "CAPABILITY" -> write("* CAPABILITY IMAP4rev1 IDLE");
            case "SELECT", "EXAMINE" -> open();
            case "FETCH" -> fetch(rest);
            case "UID" -> uidFetch(rest);
            case "LOGIN", "NOOP", "STORE", "CLOSE" -> {} // a mark says nothing here
            case "LOGOUT" -> write("* BYE");
            default -> {
                say(tag + " BAD not here: " + command);
                return;
            }
        }
        writeNews();
        say(tag + " OK done");
    }

    private void open() throws IOException {
        isOpen = true;
        told = mailbox.count();
        write("* FLAGS (\\Seen)");
        write("* " + told + " EXISTS");
        write("* 0 RECENT");
        write("* OK [UIDVALIDITY 1] one");
        write("* OK [UIDNEXT " + (told + 1) + "] next");
        write("* OK [PERMANENTFLAGS (\\Seen \\*)] any");
    }

    private void uidFetch(String rest) throws IOException {
        var words = rest.split(" ", 3);
        writeNews();
        fetch(words[1] + " " + words[2]);
    }

    private void fetch(String rest) throws IOException {
        var words = rest.split(" ", 2);
        for (var number : numbers(words[0]).toArray()) {
            var mail = mailbox.mail(number);
            var start = START.matcher(words[1]);
            if (start.find()) {
                var bytes = mail.bytes();
                var length = start.group(1) == null
                        ? bytes.length
                        : Math.min(bytes.length, Integer.parseInt(start.group(1)));
                out.write(("* " + number + " FETCH (BODY[]" + (start.group(1) == null ? "" : "<0>") + " {" + length
                                + "}\r\n")
                        .getBytes(ISO_8859_1));
                out.write(bytes, 0, length);
                write(")");
            } else {
                write("* %d FETCH (UID %d RFC822.SIZE %d INTERNALDATE \"%s\")"
                        .formatted(number, number, mail.size(), INTERNALDATE.format(mail.came())));
            }
        }
    }

    /// Such as `1,3:5,7:*`; of a range in which there is none, the last.
    private IntStream numbers(String set) {
        return Arrays.stream(set.split(","))
                .flatMapToInt(range -> {
                    var ends = range.split(":");
                    var first = end(ends[0]);
                    var last = end(ends[ends.length - 1]);
                    return IntStream.rangeClosed(Math.min(first, last), Math.max(first, last));
                })
                .filter(number -> number >= 1 && number <= told);
    }

    private int end(String number) {
        return number.equals("*") ? told : Integer.parseInt(number);
    }

    private void idle(String tag) throws IOException {
        synchronized (this) {
            isIdle = true;
            say("+ idling");
            writeNews();
            out.flush();
        }
        in.readLine(); // DONE
        synchronized (this) {
            isIdle = false;
            say(tag + " OK done");
        }
    }

    /// Whoever waits for news hears at once that there are more.
    synchronized void tellNews() {
        if (isIdle) {
            try {
                writeNews();
                out.flush();
            } catch (IOException e) {
                close();
            }
        }
    }

    private void writeNews() throws IOException {
        var count = mailbox.count();
        if (isOpen && count > told) {
            told = count;
            write("* " + count + " EXISTS");
        }
    }

    private synchronized void say(String line) throws IOException {
        write(line);
        out.flush();
    }

    private void write(String line) throws IOException {
        out.write((line + "\r\n").getBytes(ISO_8859_1));
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}

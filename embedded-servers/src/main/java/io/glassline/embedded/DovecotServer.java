package io.glassline.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A Dovecot on a data folder, with one mailbox behind a password on a loopback port: a real IMAP server for tests of
/// mail. Its program comes from the machine (Debian: `dovecot-imapd`).
///
/// A mail is put into the mailbox as a file, byte by byte as it is given, so that no client of ours mends it first.
public final class DovecotServer implements AutoCloseable {

    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(5);
    private static final int ANSWER_WAIT_MAX_MS = 1_000;
    private static final String PASSWORD_SOCKET = "passwords";
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/sbin/dovecot"), Path.of("/usr/local/sbin/dovecot"), Path.of("/opt/dovecot/sbin/dovecot"));

    private final DataFolder folder;
    private final Child child;
    private final int port;
    private final Path mailbox;
    private int delivered;

    private DovecotServer(DataFolder folder, Child child, int port, Path mailbox) {
        this.folder = folder;
        this.child = child;
        this.port = port;
        this.mailbox = mailbox;
    }

    /// Where the program is on this machine, if it is.
    public static Optional<Path> program() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    /// Starts it and waits until it answers. Where we are root, the folders above `dataFolder` must be open to all.
    ///
    /// @throws IllegalStateException saying what to do, when there is no Dovecot, or it does not start.
    public static DovecotServer start(Path dataFolder, String user, String password) throws IOException {
        return start(dataFolder, user, password, Optional.empty());
    }

    /// As above, and takes nothing but TLS.
    public static DovecotServer start(Path dataFolder, String user, String password, TlsCertificate certificate)
            throws IOException {
        return start(dataFolder, user, password, Optional.of(certificate));
    }

    private static DovecotServer start(
            Path dataFolder, String user, String password, Optional<TlsCertificate> certificate) throws IOException {
        var program = program()
                .orElseThrow(() -> new IllegalStateException(
                        "there is no Dovecot on this machine; install it (Debian: apt-get install dovecot-imapd)"));
        var folder = DataFolder.open(dataFolder);
        try {
            var mailbox = folder.path("mailbox");
            for (var part : List.of("tmp", "new", "cur")) {
                Files.createDirectories(mailbox.resolve(part));
            }
            Files.createDirectories(folder.path("home"));
            give(mailbox);
            give(folder.path("home"));
            Files.setPosixFilePermissions(folder.path(""), PosixFilePermissions.fromString("rwx--x--x"));
            var port = folder.port("imap");
            folder.writePrivately(folder.path("users"), user + ":{PLAIN}" + password + "\n");
            folder.writePrivately(folder.path("dovecot.conf"), settings(folder, mailbox, port, certificate));
            var child = Child.start(
                    "Dovecot",
                    List.of(
                            program.toString(),
                            "-F",
                            "-c",
                            folder.path("dovecot.conf").toString()),
                    mailbox,
                    folder.logFile("dovecot"));
            child.await(() -> certificate.isPresent() ? listens(port) : answers(port));
            return new DovecotServer(folder, child, port, mailbox);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /// Root starts it as Debian does, with mail that belongs to nobody in particular, which Dovecot wants; anyone else
    /// runs all of it as themselves.
    private static String settings(DataFolder folder, Path mailbox, int port, Optional<TlsCertificate> certificate)
            throws IOException {
        var us = System.getProperty("user.name");
        var ourGroup = Files.getAttribute(mailbox, "posix:group").toString();
        return """
                protocols = imap
                listen = 127.0.0.1
                base_dir = %1$s/run
                state_dir = %1$s/run
                log_path = %1$s/logs/dovecot.log
                %10$s
                disable_plaintext_auth = no
                default_internal_user = %2$s
                default_login_user = %3$s
                default_internal_group = %4$s
                first_valid_uid = 1
                first_valid_gid = 1
                mail_location = maildir:%5$s
                passdb {
                  driver = passwd-file
                  args = username_format=%%u %1$s/users
                }
                userdb {
                  driver = static
                  args = uid=%6$s gid=%7$s home=%1$s/home
                }
                service imap-login {
                  chroot =
                  inet_listener imap {
                    port = %11$d
                  }
                  inet_listener imaps {
                    port = %8$d
                  }
                }
                service anvil {
                  chroot =
                }
                service auth {
                  user = %9$s
                  unix_listener %1$s/%12$s {
                    mode = 0666
                  }
                }
                """.formatted(
                        folder.path("").toString().replaceFirst("/$", ""),
                        RunAs.isRoot() ? "dovecot" : us,
                        RunAs.isRoot() ? "dovenull" : us,
                        RunAs.isRoot() ? "dovecot" : ourGroup,
                        mailbox,
                        RunAs.isRoot() ? RunAs.NOBODYS_ID : us,
                        RunAs.isRoot() ? RunAs.NOBODYS_ID : ourGroup,
                        certificate.isPresent() ? port : 0,
                        us,
                        certificate
                                .map(it -> "ssl = required\nssl_cert = <%s\nssl_key = <%s"
                                        .formatted(it.certificateFile(), it.keyFile()))
                                .orElse("ssl = no"),
                        certificate.isPresent() ? 0 : port,
                        PASSWORD_SOCKET);
    }

    private static void give(Path file) throws IOException {
        if (RunAs.isRoot()) {
            RunAs.NOBODY.give(file);
        }
    }

    /// Over TLS it says nothing before the client has.
    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_WAIT_MAX_MS);
            return true;
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(ANSWER_WAIT_MAX_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_WAIT_MAX_MS);
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("* OK");
        } catch (IOException e) {
            return false; // not yet
        }
    }

    public int port() {
        return port;
    }

    Path mailbox() {
        return mailbox;
    }

    /// Where other servers ask whether a password is right.
    Path passwordSocket() {
        return folder.path(PASSWORD_SOCKET);
    }

    /// Puts a mail into the mailbox, as it is, as having come at `at`.
    public void deliver(byte[] mail, Instant at) throws IOException {
        delivered++;
        var name = "%d.M%06dP%d.test"
                .formatted(
                        at.getEpochSecond(), delivered, ProcessHandle.current().pid());
        var unfinished = mailbox.resolve("tmp").resolve(name);
        Files.copy(new ByteArrayInputStream(mail), unfinished);
        Files.setLastModifiedTime(unfinished, FileTime.from(at));
        give(unfinished);
        Files.move(unfinished, mailbox.resolve("new").resolve(name));
    }

    @Override
    public void close() {
        child.stop("TERM", STOP_WAIT_MAX);
        folder.close();
    }
}

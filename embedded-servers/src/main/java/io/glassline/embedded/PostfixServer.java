package io.glassline.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Postfix of its own on a data folder, on loopback ports, beside a Dovecot: the city's mail server for
/// tests of mail. Its program comes from the machine (Debian: `postfix`); nothing of the machine's own
/// Postfix is used or touched.
///
/// It is two listeners. `submission` is for the city's own programs: TLS by STARTTLS is required, and a
/// password that Dovecot checks, and a mail goes to anyone. `incoming` is for the world: it takes mail for
/// the city's mailbox, and says at once which mailboxes there are not. Both put mail for the city into
/// Dovecot's mailbox. Of the world outside there is one domain, [#WORLD], with the mailbox `ana`; a mail to
/// anyone else there comes back as a bounce, as from another server. `full`, `grey` and `gone` are refused
/// when they are named, with what servers say of such.
///
/// Postfix's master gives its parts to several users, so it can be started only by root: [#mayRun()].
public final class PostfixServer implements AutoCloseable {

    public static final String WORLD = "citizens.example";

    /// The largest mail it takes.
    public static final int MAIL_MAX_BYTES = 200_000;

    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(5);
    private static final int ANSWER_WAIT_MAX_MS = 5_000;
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/lib/postfix/sbin/master"), Path.of("/usr/libexec/postfix/master"));
    private static final List<String> OWN_QUEUES = List.of(
            "incoming",
            "active",
            "deferred",
            "bounce",
            "defer",
            "flush",
            "saved",
            "corrupt",
            "hold",
            "trace",
            "private");

    private final DataFolder folder;
    private final Child child;
    private final Path world;
    private final int submissionPort;
    private final int incomingPort;

    private PostfixServer(DataFolder folder, Child child, Path world, int submissionPort, int incomingPort) {
        this.folder = folder;
        this.child = child;
        this.world = world;
        this.submissionPort = submissionPort;
        this.incomingPort = incomingPort;
    }

    /// Where the program is on this machine, if it is.
    public static Optional<Path> program() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    /// Whether we may start one: only root may.
    public static boolean mayRun() {
        return RunAs.isRoot();
    }

    /// Starts it and waits until it answers. The folders above `dataFolder` must be open to all.
    ///
    /// @param city the mailbox, and who signs in.
    /// @param address the city's address, which is the mailbox's.
    /// @throws IllegalStateException saying what to do, when there is no Postfix, or it does not start.
    public static PostfixServer start(Path dataFolder, DovecotServer city, String address, TlsCertificate certificate)
            throws IOException {
        var program = program()
                .orElseThrow(() -> new IllegalStateException(
                        "there is no Postfix on this machine; install it (Debian: apt-get install postfix)"));
        var folder = DataFolder.open(dataFolder);
        try {
            Files.setPosixFilePermissions(folder.path(""), PosixFilePermissions.fromString("rwx--x--x"));
            var world = folder.path("world");
            for (var part : List.of("tmp", "new", "cur")) {
                Files.createDirectories(world.resolve("ana").resolve(part));
            }
            RunAs.NOBODY.give(world);
            makeQueues(folder.path("queue"));
            give(Files.createDirectories(folder.path("state")), "postfix", null, "rwx------");
            var submission = folder.port("submission");
            var incoming = folder.port("incoming");
            var settings = Files.createDirectories(folder.path("settings"));
            Files.writeString(settings.resolve("main.cf"), main(folder, city, address, certificate, world));
            Files.writeString(settings.resolve("master.cf"), master(submission, incoming));
            var child = Child.start(
                    "Postfix",
                    List.of(program.toString(), "-c", settings.toString(), "-d"),
                    folder.path("queue"),
                    folder.logFile("postfix-start"));
            child.await(() -> answers(submission) && answers(incoming));
            return new PostfixServer(folder, child, world, submission, incoming);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /// As Postfix's own script makes them, which takes some seconds for it.
    private static void makeQueues(Path queue) throws IOException {
        Files.createDirectories(queue.resolve("pid"));
        for (var name : OWN_QUEUES) {
            give(Files.createDirectories(queue.resolve(name)), "postfix", null, "rwx------");
        }
        give(Files.createDirectories(queue.resolve("maildrop")), "postfix", "postdrop", "rwx-wx---");
        give(Files.createDirectories(queue.resolve("public")), "postfix", "postdrop", "rwx--x---");
    }

    private static void give(Path file, String user, @Nullable String group, String rights) throws IOException {
        var users = file.getFileSystem().getUserPrincipalLookupService();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        Files.setOwner(file, users.lookupPrincipalByName(user));
        if (group != null) {
            Files.setAttribute(file, "posix:group", users.lookupPrincipalByGroupName(group));
        }
    }

    private static String main(
            DataFolder folder, DovecotServer city, String address, TlsCertificate certificate, Path world) {
        var domain = address.substring(address.indexOf('@') + 1);
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/state
                maillog_file = %1$s/logs/postfix.log
                maillog_file_prefixes = /
                myhostname = mail.%2$s
                mydestination =
                mynetworks =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                alias_maps =
                alias_database =
                local_recipient_maps =
                virtual_mailbox_domains = %2$s %3$s
                virtual_mailbox_maps = inline:{ {%4$s = %5$s/} {ana@%3$s = %6$s/ana/} }
                virtual_mailbox_base = /
                virtual_uid_maps = static:%7$d
                virtual_gid_maps = static:%7$d
                virtual_minimum_uid = 1
                message_size_limit = %8$d
                mailbox_size_limit = 0
                smtpd_tls_cert_file = %9$s
                smtpd_tls_key_file = %10$s
                smtpd_tls_security_level = may
                smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
                smtpd_sasl_type = dovecot
                smtpd_sasl_path = %11$s
                smtpd_error_sleep_time = 0
                """.formatted(
                        folder.path("").toString().replaceFirst("/$", ""),
                        domain,
                        WORLD,
                        address,
                        city.mailbox(),
                        world,
                        RunAs.NOBODYS_ID,
                        MAIL_MAX_BYTES,
                        certificate.certificateFile(),
                        certificate.keyFile(),
                        city.passwordSocket());
    }

    private static String master(int submission, int incoming) {
        return """
                127.0.0.1:%1$d inet n - n - - smtpd
                    -o smtpd_tls_security_level=encrypt
                    -o smtpd_sasl_auth_enable=yes
                    -o smtpd_tls_auth_only=yes
                    -o smtpd_reject_unlisted_recipient=no
                    -o { smtpd_recipient_restrictions = check_recipient_access inline:{ \
                {full@%3$s = 452 4.2.2 the mailbox is full} {grey@%3$s = 451 4.7.1 greylisted, come again} \
                {gone@%3$s = 550 5.1.1 there is no such user} }, permit_sasl_authenticated, reject }
                127.0.0.1:%2$d inet n - n - - smtpd
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                verify unix - - n - 1 verify
                proxymap unix - - n - - proxymap
                smtp unix - - n - - smtp
                error unix - - n - - error
                retry unix - - n - - error
                virtual unix - n n - - virtual
                anvil unix - - n - 1 anvil
                tlsmgr unix - - n 1000? 1 tlsmgr
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(submission, incoming, WORLD);
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(ANSWER_WAIT_MAX_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_WAIT_MAX_MS);
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("220 ");
        } catch (IOException e) {
            return false; // not yet
        }
    }

    /// Where the city's programs give in what they send.
    public int submissionPort() {
        return submissionPort;
    }

    /// Where the world gives in mail for the city.
    public int incomingPort() {
        return incomingPort;
    }

    /// The mails that `ana` of the world has, as they came.
    public List<byte[]> anasMails() throws IOException {
        var mails = new ArrayList<byte[]>();
        try (var files = Files.list(world.resolve("ana").resolve("new"))) {
            for (var file : files.sorted().toList()) {
                mails.add(Files.readAllBytes(file));
            }
        }
        return mails;
    }

    @Override
    public void close() {
        child.stop("TERM", STOP_WAIT_MAX);
        folder.close();
    }
}

package io.glassline.simulator;

import io.glassline.simulator.provider.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Runs the provider stand-ins alone.
public final class Main {

    private static final Set<String> FLAGS =
            Set.of("--port", "--smtp-port", "--imap-port", "--gateway", "--state", "--bind", "--seed");
    private static final String USAGE = """
            usage: simulator [flags]
              --port PORT       HTTP: provider APIs, /sent, /incoming, /demo   (8090)
              --smtp-port PORT  SMTP                                           (port + 1)
              --imap-port PORT  IMAP                                           (port + 2)
              --gateway URL     the gateway's public base, as it is signed     (http://localhost:8080)
              --state FOLDER    remember everything there                      (memory only)
              --bind ADDRESS    the address to listen on                       (127.0.0.1)
              --seed NUMBER     decides which requests a fault's rate hits     (1)
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length == 1 && arguments[0].equals("--help")) {
            System.out.print(USAGE);
            return;
        }
        StandIns standIns;
        try {
            var flags = flags(arguments);
            standIns = StandIns.start(settings(flags));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(USAGE);
            System.exit(2);
            return;
        } catch (IllegalStateException failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(standIns::close, "close"));
        System.out.printf(
                "Provider stand-ins on %s (SMTP %d, IMAP %d); demo phone: %s/demo%n",
                standIns.url(), standIns.smtpPort(), standIns.imapPort(), standIns.url());
        new CountDownLatch(1).await();
    }

    private static Map<String, String> flags(String[] arguments) {
        var flags = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!FLAGS.contains(arguments[i])) {
                throw new IllegalArgumentException("unknown flag " + arguments[i]);
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            flags.put(arguments[i], arguments[i + 1]);
        }
        return flags;
    }

    private static Settings settings(Map<String, String> flags) {
        var port = port(flags, "--port", 8090);
        return new Settings(
                        port,
                        port(flags, "--smtp-port", port == 0 ? 0 : port + 1),
                        port(flags, "--imap-port", port == 0 ? 0 : port + 2),
                        URI.create(flags.getOrDefault("--gateway", "http://localhost:8080")),
                        Optional.ofNullable(flags.get("--state")).map(Path::of),
                        InstantSource.system(),
                        Long.parseLong(flags.getOrDefault("--seed", "1")))
                .listeningOn(flags.getOrDefault("--bind", "127.0.0.1"));
    }

    private static int port(Map<String, String> flags, String flag, int otherwise) {
        var text = flags.getOrDefault(flag, String.valueOf(otherwise));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException(flag + " must be a port from 0 to 65535, not " + text);
        }
        return Integer.parseInt(text);
    }
}

package io.glassline.demo;

import io.glassline.app.command.DemoSecrets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// A day of the demo, or of `serve`, in half a minute, in a folder that is thrown away. The JVM that runs it can be
/// told to write down what it loaded (`-XX:AOTCacheOutput`), and the next one starts with that: see the launcher.
@Command(name = "rehearse", description = "Does everything once, so that a cache can be trained.", hidden = true)
public final class RehearseCommand implements Callable<Integer> {

    /// The demo's three, and two for mail after the last.
    private static final int PORTS = 5;

    private static final int PORT_FIRST = 28_000;
    private static final int PORT_LAST = 29_990;

    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    /// What is asked on each channel: a gate, a greeting, the knowledge, a flow, a person.
    private static final List<String> ASKED =
            List.of("HELP", "hello", "When is trash day?", "check permit status", "PRM-2025-00421", "AGENT");

    @Parameters(
            paramLabel = "COMMAND",
            description =
                    "starts serve, which is rehearsed in a process of its own; without it, the demo is, in this one")
    List<String> serve = List.of();

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public Integer call() throws IOException {
        var folder = Files.createTempDirectory("glassline-rehearsal");
        try {
            if (serve.isEmpty()) {
                rehearseDemo(folder);
            } else {
                rehearseServe(folder);
            }
        } finally {
            delete(folder);
        }
        return 0;
    }

    private void rehearseDemo(Path folder) {
        var demo = new DemoCommand();
        demo.port = portsInARow();
        demo.insidePort = demo.port + 1;
        demo.providersPort = demo.port + 2;
        demo.during(folder, () -> {
            for (var text : ASKED) {
                say("http://localhost:" + demo.providersPort, "city-sms", "+15550190", text);
                say("http://localhost:" + demo.providersPort, "city-whatsapp", "15550191", text);
                say("http://localhost:" + demo.providersPort, "city-telegram", "70001", text);
            }
            look("http://localhost:" + demo.port, "http://localhost:" + demo.insidePort, DemoSecrets.API_TOKEN);
        });
    }

    private void rehearseServe(Path folder) {
        var node = new ServeRehearsal(serve, portsInARow());
        node.during(folder, () -> {
            for (var n = 0; n < ASKED.size(); n++) {
                send(node.textMessage("+15550190", ASKED.get(n), n));
            }
            look(node.publicUrl(), node.insideUrl(), node.apiToken());
        });
    }

    private void look(String internet, String inside, String apiToken) {
        pause(Duration.ofSeconds(5)); // turns, sends, reports and the log go on by themselves
        for (var path : List.of("/health", "/metrics", "/console", "/console/sign-in", "/api/queues")) {
            get(inside + path, apiToken);
        }
        for (var path : List.of("/", "/log/checkpoint")) {
            get(internet + path, apiToken);
        }
    }

    private void say(String providers, String account, String from, String text) {
        send(HttpRequest.newBuilder(URI.create(providers + "/incoming"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"account":"%s","from":"%s","text":"%s"}""".formatted(account, from, text))));
    }

    private void get(String url, String apiToken) {
        send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + apiToken));
    }

    /// Whatever is answered: it is the doing that counts.
    private void send(HttpRequest.Builder request) {
        try {
            http.send(request.timeout(ANSWER_MAX).build(), BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new InterruptedIOException("interrupted"));
        }
    }

    private static void pause(Duration lasting) {
        try {
            Thread.sleep(lasting);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int portsInARow() {
        for (var first = PORT_FIRST; first < PORT_LAST; first += PORTS) {
            if (areFree(first)) {
                return first;
            }
        }
        throw new IllegalStateException("no " + PORTS + " free ports in a row");
    }

    private static boolean areFree(int first) {
        for (var port = first; port < first + PORTS; port++) {
            try (var socket = new ServerSocket(port)) {
                socket.setReuseAddress(true);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

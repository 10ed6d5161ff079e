package io.glassline.demo.town;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A running demo, and what one does with it from outside.
public final class Town implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    /// How long anything that should happen may take on a busy machine. Nothing is measured by it.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    final int port;
    final int insidePort;
    final int providersPort;
    private final Path data;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;
    private Optional<Path> config = Optional.empty();
    private Map<String, String> environment = Map.of();

    private final List<String> javaOptions;

    private Town(Path data, int firstPort, String... javaOptions) {
        this.data = data;
        this.javaOptions = List.of(javaOptions);
        this.port = firstPort;
        this.insidePort = firstPort + 1;
        this.providersPort = firstPort + 2; // and the two after it, for mail
    }

    public static Town start(Path data, String... javaOptions) {
        var town = new Town(data, fiveFreePorts(), javaOptions);
        town.start();
        return town;
    }

    /// A town of another city.
    public static Town of(Path config, Path data) {
        var town = new Town(data, fiveFreePorts());
        town.config = Optional.of(config);
        town.start();
        return town;
    }

    /// A town of another city with these variables in its environment.
    static Town of(Path config, Map<String, String> environment, Path data) {
        var town = new Town(data, fiveFreePorts());
        town.config = Optional.of(config);
        town.environment = environment;
        town.start();
        return town;
    }

    /// A town with these variables in its environment.
    public static Town with(Map<String, String> environment, Path data) {
        var town = new Town(data, fiveFreePorts());
        town.environment = environment;
        town.start();
        return town;
    }

    /// One town for all the tests that do it no harm.
    public static Town shared() {
        return Shared.TOWN;
    }

    private static final class Shared {
        static final Town TOWN = start(temporary());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(TOWN::close));
        }

        private static Path temporary() {
            try {
                return Files.createTempDirectory("glassline-town");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Starts, or starts again on the same data and ports.
    public void start() {
        try {
            Files.createDirectories(data);
            var builder = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            await("the demo is ready", READY_WITHIN, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the demo ended by itself");
                }
                return isUp();
            });
        } catch (AssertionError e) {
            process.destroyForcibly();
            throw new AssertionError(e.getMessage() + "; it printed:\n" + printed(), e);
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dglassline.home=" + home()));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.glassline.demo.Demo",
                "demo",
                "--port",
                Integer.toString(port),
                "--inside-port",
                Integer.toString(insidePort),
                "--providers-port",
                Integer.toString(providersPort),
                "--data",
                data.toString(),
                "--password",
                "demo"));
        config.ifPresent(folder -> command.addAll(List.of("--config", folder.toString())));
        return command;
    }

    /// The project's root, where `config` lies.
    static Path home() {
        var here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("config")) ? here : here.getParent();
    }

    private boolean isUp() {
        try {
            return get(inside("/health")).path("status").asText().equals("UP");
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    /// As `kill -9` does.
    public void kill() {
        process.destroyForcibly();
        waitForEnd();
    }

    /// As Ctrl-C does.
    @Override
    public void close() {
        process.destroy();
        waitForEnd();
    }

    private void waitForEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the demo does not end:\n" + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path output() {
        return data.resolve("printed.txt");
    }

    public Path data() {
        return data;
    }

    /// How to connect to the embedded servers.
    static Properties servers(Path data) {
        var how = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("servers.properties"))) {
            how.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return how;
    }

    public String printed() {
        try {
            return Files.readString(output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What citizens and providers do

    /// A citizen says something; the provider's stand-in makes the signed webhook, or the mail, of it.
    public JsonNode says(String account, String from, String text) {
        return post(providers("/incoming"), Map.of("account", account, "from", from, "text", text));
    }

    /// What the city said to this citizen on this account, oldest first.
    public List<String> heard(String account, String to) {
        var heard = new ArrayList<String>();
        sent(account, to).forEach(item -> heard.add(item.path("text").asText()));
        return heard;
    }

    public JsonNode sent(String account, String to) {
        return get(providers("/sent?account=" + account + "&to=" + encoded(to)));
    }

    /// Waits until the city has said something to this citizen that fits, and gives all it said.
    public List<String> hears(String account, String to, String expected) {
        return awaitValue(
                to + " hears «" + expected + "» on " + account,
                () -> heard(account, to),
                heard -> heard.stream().anyMatch(text -> text.contains(expected)));
    }

    public void fault(Map<String, Object> fault) {
        post(providers("/faults"), fault);
    }

    public void noFaults() {
        send(request(providers("/faults")).DELETE());
    }

    // What programs of the city do

    public JsonNode api(String path) {
        return read(send(withToken(request(inside("/api" + path))).GET()));
    }

    public JsonNode apiPost(String path, Map<String, ?> body) {
        return read(send(withToken(request(inside("/api" + path)))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(body)))));
    }

    /// The conversations of this address, as the API tells them, newest included.
    public JsonNode conversations(String address) {
        return api("/conversations?address=" + encoded(address)).path("conversations");
    }

    /// The one conversation of this address, whole.
    public JsonNode conversation(String address) {
        var all = awaitValue(
                "there is a conversation with " + address, () -> conversations(address), found -> found.size() > 0);
        return api("/conversations/" + all.get(0).path("id").asText());
    }

    public static HttpRequest.Builder withToken(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer demo-api-token");
    }

    // Plain HTTP

    public URI internet(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    public URI inside(String path) {
        return URI.create("http://localhost:" + insidePort + path);
    }

    public URI providers(String path) {
        return URI.create("http://localhost:" + providersPort + path);
    }

    public HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public JsonNode get(URI uri) {
        return read(send(request(uri).GET()));
    }

    public JsonNode post(URI uri, Map<String, ?> body) {
        return read(send(
                request(uri).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json(body)))));
    }

    private static JsonNode read(HttpResponse<String> response) {
        try {
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        response.uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON from " + response.uri() + ": " + response.body(), e);
        }
    }

    private static String json(Map<String, ?> body) {
        return JSON.<ObjectNode>valueToTree(body).toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // Patience

    public static void await(String what, Supplier<Boolean> holds) {
        await(what, PATIENCE, holds);
    }

    public static <T> T awaitValue(String what, Supplier<T> value, Predicate<T> holds) {
        var last = new Object[1];
        try {
            await(what, PATIENCE, () -> {
                var now = value.get();
                last[0] = now;
                return holds.test(now);
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; last seen: " + last[0], e);
        }
        @SuppressWarnings("unchecked")
        var seen = (T) last[0];
        return seen;
    }

    private static void await(String what, Duration within, Supplier<Boolean> holds) {
        var until = System.nanoTime() + within.toNanos();
        while (!holds.get()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("waited " + within.toSeconds() + " s in vain until " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /// Five ports in a row that nobody has just now.
    private static int fiveFreePorts() {
        for (var first = 20_000 + (int) (ProcessHandle.current().pid() % 1_000) * 10; first < 60_000; first += 10) {
            if (areFree(first)) {
                return first;
            }
        }
        throw new IllegalStateException("no five free ports in a row");
    }

    private static boolean areFree(int first) {
        for (var port = first; port < first + 5; port++) {
            try (var socket = new ServerSocket(port)) {
                socket.setReuseAddress(true);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}

package io.glassline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The stand-ins and a gateway, running, and a client to ask them.
final class World implements AutoCloseable {

    static final Settings.Pace FAST = new Settings.Pace(Duration.ofMillis(20), 0.02, 0.05, 0.05, Duration.ofSeconds(1));
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    final FakeGateway gateway;
    final StandIns standIns;
    private final HttpClient http = HttpClient.newHttpClient();

    World() {
        this(settings -> settings);
    }

    World(java.util.function.UnaryOperator<Settings> changes) {
        gateway = new FakeGateway();
        standIns = StandIns.start(changes.apply(settings(gateway.base(), Optional.empty(), InstantSource.system())));
    }

    static Settings settings(URI gateway, Optional<Path> state, InstantSource clock) {
        return new Settings(0, 0, 0, gateway, state, clock, 7).with(FAST);
    }

    static Settings at(Settings settings, InstantSource clock) {
        return new Settings(0, 0, 0, settings.gatewayBase(), settings.stateFolder(), clock, settings.seed())
                .with(settings.pace())
                .with(settings.limits());
    }

    Answered incoming(String json) {
        return send("POST", "/incoming", json, "Content-Type", "application/json");
    }

    Answered fault(String json) {
        return send("POST", "/faults", json, "Content-Type", "application/json");
    }

    Answered get(String path) {
        return send("GET", path, "");
    }

    JsonNode sent(String account, String to) {
        return get("/sent?account=" + account + "&to=" + URLEncoder.encode(to, StandardCharsets.UTF_8))
                .json();
    }

    Answered send(String method, String path, String body, String... headers) {
        try {
            var request = HttpRequest.newBuilder(URI.create(standIns.url() + path))
                    .timeout(PATIENCE)
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return new Answered(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException closed) {
            throw new java.io.UncheckedIOException(closed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    static String form(String... pairs) {
        return Arrays.stream(pairs)
                .map(pair -> pair.split("=", 2))
                .map(pair -> URLEncoder.encode(pair[0], StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(pair[1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// Waits until it holds, and says why not if it never does.
    static void eventually(Check check) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                Thread.sleep(20);
            }
        }
    }

    @Override
    public void close() {
        standIns.close();
        gateway.close();
    }

    interface Check {
        void run() throws Exception;
    }

    record Answered(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        JsonNode json() {
            try {
                return Json.MAPPER.readTree(response.body());
            } catch (IOException notJson) {
                throw new AssertionError("not JSON: " + response.body(), notJson);
            }
        }

        JsonNode ok() {
            assertThat(status()).as(response.body()).isBetween(200, 299);
            return json();
        }
    }
}

package io.glassline.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A gateway that remembers what it was called with, checks signatures by code of its own, and answers from a
/// script.
final class FakeGateway implements AutoCloseable {

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final int port;
    private volatile Function<Call, Reply> script = _ -> Reply.xml("<Response/>");

    FakeGateway() {
        this(0);
    }

    FakeGateway(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 100);
        } catch (IOException busy) {
            throw new IllegalStateException(busy);
        }
        this.port = server.getAddress().getPort();
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    FakeGateway answering(Function<Call, Reply> newScript) {
        script = newScript;
        return this;
    }

    URI base() {
        return URI.create("http://localhost:" + port);
    }

    int port() {
        return port;
    }

    List<Call> to(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            var call = new Call(
                    exchange.getRequestMethod(),
                    "http://localhost:" + port + exchange.getRequestURI(),
                    exchange.getRequestURI().getPath(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            calls.add(call);
            var reply = script.apply(call);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            var body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    record Reply(int status, String contentType, String body) {

        static Reply xml(String body) {
            return new Reply(200, "text/xml", body);
        }

        static Reply status(int status) {
            return new Reply(status, "text/plain", "");
        }
    }

    record Call(String method, String url, String path, TreeMap<String, String> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String form(String key) {
            return pairs(text()).stream()
                    .filter(pair -> pair[0].equals(key))
                    .map(pair -> pair[1])
                    .findFirst()
                    .orElse("");
        }

        String query(String key) {
            var raw = URI.create(url).getRawQuery();
            return pairs(raw == null ? "" : raw).stream()
                    .filter(pair -> pair[0].equals(key))
                    .map(pair -> pair[1])
                    .findFirst()
                    .orElse("");
        }

        /// Written out by hand from Twilio's description, not by the code under test.
        boolean isSignedByTwilio() throws Exception {
            var sorted = new ArrayList<>(pairs(text()));
            sorted.sort((left, right) -> left[0].compareTo(right[0]));
            var signed = new StringBuilder(url);
            sorted.forEach(pair -> signed.append(pair[0]).append(pair[1]));
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec("demo-twilio-auth-token".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            var expected = Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
            return expected.equals(headers.get("X-Twilio-Signature"));
        }

        boolean isSignedByMeta() throws Exception {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("demo-meta-app-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return ("sha256=" + HexFormat.of().formatHex(mac.doFinal(body))).equals(headers.get("X-Hub-Signature-256"));
        }

        private static List<String[]> pairs(String encoded) {
            var pairs = new ArrayList<String[]>();
            for (var pair : encoded.split("&")) {
                var equals = pair.indexOf('=');
                if (equals > 0) {
                    pairs.add(new String[] {
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8)
                    });
                }
            }
            return pairs;
        }
    }
}

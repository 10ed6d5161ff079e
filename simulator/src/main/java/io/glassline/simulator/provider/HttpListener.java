package io.glassline.simulator.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The port all HTTP comes in by; one virtual thread for each request.
public final class HttpListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final int BODY_BYTES_MAX = 32 << 20;
    private static final int CONNECTIONS_WAITING_MAX = 1024;

    static {
        // Without it each answer on a kept connection waits for the peer's delayed ACK, about 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Beyond 200 idle connections it would close one after its answer without a word, and the call that is on its
        // way on it then is in doubt; providers keep theirs for a minute or more, and so does this.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        System.setProperty("sun.net.httpserver.idleInterval", "75");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public HttpListener(String bindAddress, int port, Function<Request, Answer> desk) {
        try {
            server = HttpServer.create(new InetSocketAddress(bindAddress, port), CONNECTIONS_WAITING_MAX);
        } catch (BindException busy) {
            throw portBusy("HTTP", bindAddress, port, busy);
        } catch (IOException failed) {
            throw new IllegalStateException("cannot listen on " + bindAddress + ":" + port, failed);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, desk));
        server.start();
    }

    public static IllegalStateException portBusy(String what, String bindAddress, int port, Exception cause) {
        return new IllegalStateException(
                "port " + port + " is busy: the provider stand-ins cannot listen for " + what + " on " + bindAddress
                        + ":" + port + ". Stop the program that uses it, or choose another port",
                cause);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void handle(HttpExchange exchange, Function<Request, Answer> desk) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
            var answer = body.length > BODY_BYTES_MAX
                    ? Answer.problem(413, "Too large", "a body may have " + BODY_BYTES_MAX + " bytes")
                    : answer(exchange, body, desk);
            switch (answer) {
                case Answer.Reply reply -> write(exchange, reply);
                case Answer.Silence() -> {} // closing before the headers closes the connection
            }
        }
    }

    private static Answer answer(HttpExchange exchange, byte[] body, Function<Request, Answer> desk) {
        var uri = exchange.getRequestURI();
        try {
            var query = uri.getRawQuery() == null ? Params.NONE : Params.parse(uri.getRawQuery());
            return desk.apply(new Request(
                    exchange.getRequestMethod(), uri.getRawPath(), query, exchange.getRequestHeaders(), body));
        } catch (BadRequest bad) {
            return Answer.problem(bad.status(), bad.status() == 404 ? "Not found" : "Bad request", bad.detail());
        } catch (RuntimeException bug) {
            LOG.error("{} {} failed", exchange.getRequestMethod(), uri.getRawPath(), bug);
            return Answer.problem(500, "Internal error", "a fault of the stand-ins: " + bug);
        }
    }

    private static void write(HttpExchange exchange, Answer.Reply reply) throws IOException {
        var headers = exchange.getResponseHeaders();
        if (!reply.contentType().isEmpty()) {
            headers.set("Content-Type", reply.contentType());
        }
        reply.headers().forEach(headers::set);
        var bodyless = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), bodyless ? -1 : reply.body().length);
        if (!bodyless) {
            exchange.getResponseBody().write(reply.body());
        }
    }
}

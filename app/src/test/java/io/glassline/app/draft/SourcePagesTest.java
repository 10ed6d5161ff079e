package io.glassline.app.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.glassline.answer.SourcePassage;
import io.glassline.answer.SourceReader.Look;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The source page of an answer on a real server: what is read of it, and that a site is asked first.
class SourcePagesTest {

    private HttpServer server;
    private volatile String robots = "";
    private volatile String trash = "Trash is picked up on Tuesday before 7 am.";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var isRobots = exchange.getRequestURI().getPath().equals("/robots.txt");
            var body = (isRobots
                            ? robots
                            : "<html lang=en><body><main><h2>Bulk items</h2><p>Call us about a sofa.</p>"
                                    + "<h2>Collection</h2><p>" + trash + "</p></main></body></html>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", isRobots ? "text/plain" : "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private Look look(Set<URI> inside) {
        return new SourcePages(inside, InstantSource.system(), _ -> {})
                .look(at("/waste"), "en", "Your trash is picked up on Tuesday.", Optional.empty());
    }

    @Test
    void whatStandsThereAboutTheAnswerIsRead() {
        assertThat(look(Set.of(at("/"))))
                .isEqualTo(
                        new Look.Found(new SourcePassage("Collection", "Trash is picked up on Tuesday before 7 am.")));
        trash = "Trash is picked up on Wednesday before 7 am.";
        assertThat(look(Set.of(at("/"))))
                .isEqualTo(new Look.Found(
                        new SourcePassage("Collection", "Trash is picked up on Wednesday before 7 am.")));
    }

    @Test
    void aSiteThatAsksUsNotToIsNotRead() {
        robots = "User-agent: *\nDisallow: /waste\n";
        assertThat(look(Set.of(at("/")))).isEqualTo(new Look.NotRead("its robots.txt asks us not to"));
    }

    @Test
    void aPageInsideTheNetworkIsNotCalled() {
        assertThat(look(Set.of()))
                .isInstanceOfSatisfying(
                        Look.NotRead.class, not -> assertThat(not.because()).startsWith("not called:"));
    }
}

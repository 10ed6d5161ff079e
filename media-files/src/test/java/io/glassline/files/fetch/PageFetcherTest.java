package io.glassline.files.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageFetcherTest {

    private static final Duration PAGE_MAX = Duration.ofSeconds(1);

    private HttpServer server;
    private PageFetcher pages;
    private final byte[] bomb = packed(new byte[50 << 20]);
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        pages = new PageFetcher(
                new PageHosts(Set.of("city.example"), Set.of(at("/"))),
                _ -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                PAGE_MAX);
    }

    @AfterEach
    void stop() throws IOException {
        pages.close();
        server.stop(0);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.add(exchange.getRequestURI().getPath());
        switch (exchange.getRequestURI().getPath()) {
            case "/packed" -> {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                send(exchange, packed("a page".getBytes(UTF_8)));
            }
            case "/bomb" -> {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                send(exchange, bomb);
            }
            case "/huge" -> {
                exchange.sendResponseHeaders(200, 0); // in chunks, so that no header tells how large it is
                var block = new byte[1 << 20];
                try (var body = exchange.getResponseBody()) {
                    for (var i = 0; i < 50; i++) {
                        body.write(block);
                    }
                }
            }
            case "/slow" -> {
                exchange.sendResponseHeaders(200, 0);
                try (var body = exchange.getResponseBody()) {
                    for (var i = 0; i < 40; i++) {
                        body.write('.');
                        body.flush();
                        Thread.sleep(100);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            case "/inward" -> {
                exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest");
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            }
            default -> {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            }
        }
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        try (var to = exchange.getResponseBody()) {
            to.write(body);
        }
    }

    private static byte[] packed(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var to = new GZIPOutputStream(packed)) {
            to.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Test
    void aPageThatIsPackedIsGivenUnpacked() {
        assertThat(pages.get(at("/packed"))).isInstanceOfSatisfying(PageAnswer.Page.class, page -> {
            assertThat(new String(page.body(), UTF_8)).isEqualTo("a page");
            assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
        });
    }

    @ParameterizedTest
    @CsvSource({"/huge", "/bomb"})
    void aPageIsReadNoFurtherThanItsLimit(String path) {
        assertThat(pages.get(at(path))).isEqualTo(new PageAnswer.TooLarge(PageFetcher.PAGE_BYTES_MAX));
    }

    @Test
    void aPageThatTricklesIsGivenUp() {
        assertThat(pages.get(at("/slow"))).isEqualTo(new PageAnswer.Failed("it took too long"));
    }

    @Test
    void aRedirectIsGivenBackAndItsGoalIsCheckedLikeAnyOther() {
        var answer = pages.get(at("/inward"));
        assertThat(answer).isEqualTo(new PageAnswer.Moved(URI.create("http://169.254.169.254/latest")));
        assertThat(pages.get(((PageAnswer.Moved) answer).to()))
                .isEqualTo(new PageAnswer.NotCalled("it names an address and no host"));
    }

    @Test
    void aListedNameThatLeadsInsideIsNotCalled() {
        assertThat(pages.get(URI.create("http://city.example/")))
                .isEqualTo(new PageAnswer.NotCalled("city.example is an address that is not of the public internet"));
        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://other.example/       | other.example is not among the hosts that were listed
                    https://www.city.example/    | www.city.example is not among the hosts that were listed
                    https://city.example:8443/   | it names a port
                    https://me@city.example/     | it is no plain URL
                    ftp://city.example/          | it is no web page
                    http://2130706433/           | it names an address and no host
                    http://127.0.0.1:1/          | it names an address and no host
                    """)
    void whatIsNotListedIsNotCalled(String url, String because) {
        assertThat(pages.get(URI.create(url))).isEqualTo(new PageAnswer.NotCalled(because));
    }
}

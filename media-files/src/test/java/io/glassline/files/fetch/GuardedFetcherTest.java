package io.glassline.files.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glassline.channel.MediaRequest;
import io.glassline.channel.MediaStep;
import io.glassline.channel.WebhookCall;
import io.glassline.media.MediaFetcher.FetchOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a real server on this machine, which an account's own setting names, and another that none does.
class GuardedFetcherTest {

    private static final int BYTES_MAX = 1_000;

    private HttpServer provider;
    private HttpServer other;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();

    @BeforeEach
    void start() throws IOException {
        provider = server();
        other = server();
    }

    private HttpServer server() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var at = exchange.getLocalAddress().getPort() == provider.getAddress().getPort() ? "provider" : "other";
        var path = exchange.getRequestURI().getPath();
        calls.add(at + path + (exchange.getRequestHeaders().containsKey("Authorization") ? " with token" : ""));
        switch (path) {
            case "/file" -> reply(exchange, 200, "a picture".getBytes(UTF_8));
            case "/large" -> reply(exchange, 200, new byte[BYTES_MAX + 1]);
            case "/endless" -> {
                exchange.sendResponseHeaders(200, 0);
                try (var body = exchange.getResponseBody()) {
                    for (var n = 0; n < 100_000; n++) {
                        body.write(new byte[100]);
                    }
                }
            }
            case "/drip" -> {
                exchange.sendResponseHeaders(200, 0);
                try (var body = exchange.getResponseBody()) {
                    for (var n = 0; n < 100; n++) {
                        body.write(1);
                        body.flush();
                        Thread.sleep(50);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            case "/gone" -> reply(exchange, 404, new byte[0]);
            case "/refused" -> reply(exchange, 401, new byte[0]);
            case "/broken" -> reply(exchange, 503, new byte[0]);
            case "/here" -> redirect(exchange, "/file");
            case "/loop" -> redirect(exchange, "/loop");
            case "/nowhere" -> redirect(exchange, "ht tp://");
            case "/other" ->
                redirect(exchange, "http://localhost:" + other.getAddress().getPort() + "/file");
            case "/inside" -> redirect(exchange, "http://169.254.169.254/latest/meta-data/");
            case "/private" -> redirect(exchange, "https://storage.example/file");
            case "/where" -> reply(exchange, 200, "/file".getBytes(UTF_8));
            default -> reply(exchange, 404, new byte[0]);
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(307, -1);
        exchange.close();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
        other.stop(0);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # path     | outcome  | says
          /file    | Fetched  | a picture
          /here    | Fetched  | a picture
          /gone    | Missing  | The provider does not have it (404).
          /refused | Failed   | The provider does not take our credentials (401).
          /broken  | Failed   | The provider answered 503.
          /large   | TooLarge | 1000
          /endless | TooLarge | 1000
          /loop    | Never    | It is not fetched: it leads on more than 3 times.
          /nowhere | Never    | It is not fetched: it leads to nowhere.
          /other   | Never    | It is not fetched: it is not over TLS.
          /inside  | Never    | It is not fetched: it is not over TLS.
          /private | Never    | It is not fetched: storage.example is an address that is not of the public internet.
          /drip    | Failed   | The provider did not give it: it took too long.
        """)
    void saysWhatCameOfIt(String path, String outcome, String says) throws IOException {
        var came = fetch(load(path));
        assertThat(came.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(words(came)).isEqualTo(says);
        assertThat(calls).noneMatch(call -> call.startsWith("other"));
    }

    private String words(FetchOutcome came) {
        return switch (came) {
            case FetchOutcome.Fetched _ -> got.toString(UTF_8);
            case FetchOutcome.Missing(var because) -> because;
            case FetchOutcome.Failed(var because) -> because;
            case FetchOutcome.TooLarge(var max) -> Long.toString(max);
            case FetchOutcome.Never(var because) -> because;
        };
    }

    @Test
    void credentialsGoToTheOriginTheyAreForAndAlongARedirectWithinIt() throws IOException {
        fetch(load("/here"));
        assertThat(calls).containsExactly("provider/here with token", "provider/file with token");
    }

    @Test
    void whereTheBytesAreIsAskedFirst() throws IOException {
        var came = fetch(new MediaStep.Ask(request(at("/where")), (status, body) -> load(new String(body, UTF_8))));
        assertThat(came).isInstanceOf(FetchOutcome.Fetched.class);
        assertThat(got.toString(UTF_8)).isEqualTo("a picture");
    }

    @Test
    void anAnswerToThatQuestionIsReadToItsLimit() throws IOException {
        var came = fetch(new MediaStep.Ask(request(at("/endless")), (_, _) -> load("/file")));
        assertThat(came).isEqualTo(new FetchOutcome.TooLarge(MediaStep.ANSWER_MAX_BYTES));
    }

    @ParameterizedTest(name = "{0} resolves to {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # host            | addresses
          api.example     | 127.0.0.1
          api.example     | 10.0.0.8
          api.example     | 3.5.80.1, 169.254.169.254
          api.example     | fd00::1
        """)
    void aNameOfTheProviderThatLeadsInsideIsNotCalled(String host, String addresses) throws IOException {
        var at = URI.create("https://" + host + ":443/file");
        var came = fetch(
                new MediaStep.Load(new MediaRequest(at, Map.of(), Set.of(host), Optional.empty())),
                _ -> literals(addresses));
        assertThat(came)
                .isEqualTo(new FetchOutcome.Never(
                        "It is not fetched: " + host + " is an address that is not of the public internet."));
    }

    /// The connection is made to what was looked at: a name is looked up once, and there is no second
    /// answer to take.
    @Test
    void aNameThatChangesItsMindChangesNothing() throws IOException {
        var lookups = new AtomicInteger();
        var at = URI.create("https://api.example/file");
        var came = fetch(
                new MediaStep.Load(new MediaRequest(at, Map.of(), Set.of("api.example"), Optional.empty())), _ -> {
                    lookups.incrementAndGet();
                    return literals(lookups.get() == 1 ? "10.0.0.1" : "3.5.80.1");
                });
        assertThat(came).isInstanceOf(FetchOutcome.Never.class);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void aFileInTheCallIsTakenFromThere() throws IOException {
        var call = new WebhookCall("IMAP", "", "imap:1", Map.of(), "mail".getBytes(UTF_8), Instant.EPOCH);
        try (var fetcher = fetcher(_ -> literals("3.5.80.1"))) {
            var step = new MediaStep.InCall(mail -> Optional.of(mail.body()));
            assertThat(fetcher.fetch(step, BYTES_MAX, got, () -> Optional.of(call)))
                    .isEqualTo(new FetchOutcome.Fetched());
            assertThat(got.toString(UTF_8)).isEqualTo("mail");
            assertThat(fetcher.fetch(step, 3, got, () -> Optional.of(call))).isEqualTo(new FetchOutcome.TooLarge(3));
            assertThat(fetcher.fetch(step, BYTES_MAX, got, Optional::empty)).isInstanceOf(FetchOutcome.Missing.class);
        }
    }

    @Test
    void aRequestIsPrintedWithoutItsSecrets() {
        assertThat(request(URI.create("https://api.telegram.org/file/bot123:abc/x"))
                        .toString())
                .doesNotContain("abc")
                .doesNotContain("secret");
    }

    private FetchOutcome fetch(MediaStep step) throws IOException {
        return fetch(step, host -> literals(host.equals("storage.example") ? "10.0.0.1" : "3.5.80.1"));
    }

    private FetchOutcome fetch(MediaStep step, CheckedResolver.Lookup lookup) throws IOException {
        try (var fetcher = fetcher(lookup)) {
            return fetcher.fetch(step, BYTES_MAX, got, Optional::empty);
        }
    }

    private static GuardedFetcher fetcher(CheckedResolver.Lookup lookup) {
        return new GuardedFetcher(lookup, Duration.ofSeconds(2));
    }

    private static InetAddress[] literals(String addresses) throws UnknownHostException {
        return Arrays.stream(addresses.split(", ")).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    private MediaStep.Load load(String path) {
        return new MediaStep.Load(request(at(path)));
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + provider.getAddress().getPort() + path);
    }

    private MediaRequest request(URI at) {
        return new MediaRequest(
                at, Map.of("Authorization", "Bearer secret"), Set.of("storage.example"), Optional.of(at("")));
    }
}

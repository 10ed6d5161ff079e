package io.glassline.declared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Secret;
import io.glassline.config.Problem;
import io.glassline.declared.cases.OutcomeText;
import io.glassline.declared.channel.DeclaredAdapter;
import io.glassline.message.Address;
import io.glassline.message.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A declared channel and a provider that really answers.
class SendingTest {

    private static final String FILE = """
        channel: harbor
        about: Text messages through Harbor
        capabilities: { text-max-chars: 1600 }
        policy: { parts-per-second: 20, when-unknown: send-again }
        account:
          secrets: [client-secret]
        addresses: [https://api.harbor.example]
        receive:
          - decode: json
            proof:
              - { shared: client-secret, in: "header:x-secret" }
            events:
              - { citizen: item.from, id: item.id, text: item.text }
        token:
          request:
            url: https://api.harbor.example/oauth2/token
            form: { grant_type: client_credentials, client_secret: '=secret["client-secret"]' }
          value: answer.access_token
          lasts-seconds: answer.expires_in
        send:
          requests:
            - url: https://api.harbor.example/v1/{message.to}/messages
              headers: { Authorization: '="Bearer " + token' }
              json: { text: =message.text }
          outcome:
            - { when: status == 201, accepted: answer.id }
        """;

    @TempDir
    Path folder;

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-02T08:00:00Z");
    private HttpServer provider;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                requests.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
                var answer = answers.remove().split(" ", 2);
                var bytes = answer[1].getBytes(UTF_8);
                exchange.sendResponseHeaders(Integer.parseInt(answer[0]), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    @Test
    void aTokenIsMintedOnceAndKeptUntilShortlyBeforeItEnds() throws IOException {
        var adapter = adapter();
        answers.addAll(List.of(
                "200 {\"access_token\":\"t1\",\"expires_in\":3600}", "201 {\"id\":\"m1\"}", "201 {\"id\":\"m2\"}"));
        assertThat(send(adapter)).isEqualTo("accepted m1");
        assertThat(send(adapter)).isEqualTo("accepted m2");

        now = now.plusSeconds(3600 - 59);
        answers.addAll(List.of("200 {\"access_token\":\"t2\",\"expires_in\":3600}", "201 {\"id\":\"m3\"}"));
        assertThat(send(adapter)).isEqualTo("accepted m3");
        assertThat(requests)
                .containsExactly(
                        "/oauth2/token null grant_type=client_credentials&client_secret=made-up-secret",
                        "/v1/7/messages Bearer t1 {\"text\":\"hello\"}",
                        "/v1/7/messages Bearer t1 {\"text\":\"hello\"}",
                        "/oauth2/token null grant_type=client_credentials&client_secret=made-up-secret",
                        "/v1/7/messages Bearer t2 {\"text\":\"hello\"}");
    }

    @Test
    void aTokenThatIsNotTakenAnyMoreIsMintedAnewOnce() throws IOException {
        var adapter = adapter();
        answers.addAll(List.of(
                "200 {\"access_token\":\"t1\"}", "401 ", "200 {\"access_token\":\"t2\"}", "201 {\"id\":\"m1\"}"));
        assertThat(send(adapter)).isEqualTo("accepted m1");

        answers.addAll(List.of("401 ", "200 {\"access_token\":\"t3\"}", "401 "));
        assertThat(send(adapter)).isEqualTo("account fault 401: the provider answered 401");
        assertThat(answers).isEmpty();
    }

    @Test
    void aSecretThatTheProviderDoesNotKnowIsTheAccountsFaultAndNothingIsSent() throws IOException {
        answers.add("400 {\"error\":\"invalid_client\"}");
        assertThat(send(adapter()))
                .isEqualTo("account fault 400: the provider gave no token for the account's secrets");
        answers.add("503 ");
        assertThat(send(adapter())).isEqualTo("retry: the provider gave no token: it answered 503");
        assertThat(requests).allMatch(request -> request.startsWith("/oauth2/token"));
    }

    @Test
    void whatACitizenIsCalledLeadsARequestNowhereElse() throws IOException {
        answers.addAll(List.of("200 {\"access_token\":\"t1\"}", "201 {\"id\":\"m1\"}"));
        send(adapter(), "../../admin?x=1#@evil.example/");
        assertThat(requests.getLast()).startsWith("/v1/..%2F..%2Fadmin%3Fx%3D1%23%40evil.example%2F/messages ");
    }

    @Test
    void aRedirectIsNotFollowedAndAnEndlessAnswerIsNotReadToItsEnd() throws IOException {
        answers.addAll(List.of("200 {\"access_token\":\"t1\"}", "302 "));
        assertThat(send(adapter())).isEqualTo("unknown: the provider answered with a redirect");
        answers.addAll(List.of("200 {\"access_token\":\"t1\"}", "201 " + "x".repeat(9 << 20)));
        assertThat(send(adapter())).startsWith("unknown: no answer came");
    }

    @Test
    void aProviderThatIsNotThereMayBeTriedAgain() throws IOException {
        var adapter = adapter();
        provider.stop(0);
        assertThat(send(adapter)).startsWith("retry: the provider could not be reached");
    }

    private DeclaredAdapter adapter() throws IOException {
        Files.createDirectories(folder.resolve("channels"));
        Files.writeString(folder.resolve("channels/harbor.yml"), FILE);
        var problems = new ArrayList<Problem>();
        return new DeclaredChannels(() -> now)
                .read(folder, "harbor.yml", problems)
                .orElseThrow(() -> new AssertionError(problems));
    }

    private String send(DeclaredAdapter adapter) {
        return send(adapter, "7");
    }

    private String send(DeclaredAdapter adapter, String to) {
        var account = new ChannelAccount(
                "city-harbor",
                adapter.kind(),
                "1",
                Map.of("api-url", "http://127.0.0.1:" + provider.getAddress().getPort()),
                Map.of("client-secret", new Secret("made-up-secret")));
        var message = new Outgoing(
                new Message.Id(new UUID(1, 2)),
                new UUID(3, 4),
                new Address(adapter.kind(), to),
                "hello",
                List.of(),
                Locale.ENGLISH,
                Optional.empty(),
                true);
        return OutcomeText.of(
                adapter.send(message, adapter.render(message).getFirst(), account, "https://city.example/callback"));
    }
}

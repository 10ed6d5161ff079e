package io.glassline.simulator;

import static io.glassline.simulator.World.eventually;
import static io.glassline.simulator.World.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.twilio.exception.ApiException;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import io.glassline.simulator.provider.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioStandInTest {

    private static final String SID = "ACdemo00000000000000000000000000";
    private static final String MESSAGES = "/2010-04-01/Accounts/" + SID + "/Messages.json";
    private static final PhoneNumber CITY = new PhoneNumber("+15550100");
    private static final PhoneNumber CITIZEN = new PhoneNumber("+15550199");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void twiliosOwnLibrarySendsFetchesAndLists() throws Exception {
        var client = client("demo-twilio-auth-token");

        var sent = Message.creator(CITIZEN, CITY, "Grüße von der Stadt 🙂").create(client);

        assertThat(sent.getSid()).matches("SM[0-9a-f]{32}");
        assertThat(sent.getStatus()).isEqualTo(Message.Status.QUEUED);
        assertThat(sent.getNumSegments()).isEqualTo("1");
        assertThat(sent.getDirection()).isEqualTo(Message.Direction.OUTBOUND_API);
        eventually(() -> assertThat(Message.fetcher(sent.getSid()).fetch(client).getStatus())
                .isEqualTo(Message.Status.DELIVERED));
        world.incoming("{\"account\":\"city-sms\",\"from\":\"+15550199\",\"text\":\"hello\"}")
                .ok();
        var listed = StreamSupport.stream(
                        Message.reader().setTo(CITY).read(client).spliterator(), false)
                .toList();
        assertThat(listed).singleElement().satisfies(inbound -> {
            assertThat(inbound.getDirection()).isEqualTo(Message.Direction.INBOUND);
            assertThat(inbound.getStatus()).isEqualTo(Message.Status.RECEIVED);
            assertThat(inbound.getBody()).isEqualTo("hello");
        });
        assertThat(Message.deleter(sent.getSid()).delete(client)).isTrue();
        assertThatThrownBy(() -> Message.fetcher(sent.getSid()).fetch(client))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getCode()).isEqualTo(20404));
    }

    @Test
    void listsInPagesNewestFirst() throws Exception {
        var client = client("demo-twilio-auth-token");
        for (int i = 1; i <= 5; i++) {
            Message.creator(CITIZEN, CITY, "number " + i).create(client);
        }

        var bodies = StreamSupport.stream(
                        Message.reader()
                                .setTo(CITIZEN)
                                .setPageSize(2L)
                                .read(client)
                                .spliterator(),
                        false)
                .map(Message::getBody)
                .toList();

        assertThat(bodies).containsExactly("number 5", "number 4", "number 3", "number 2", "number 1");
    }

    @Test
    void listsByTheTimeSent() {
        post(form("To=+15550199", "From=+15550100", "Body=now"));

        assertThat(list("DateSent%3E=2020-01-01T00:00:00Z")).isEqualTo(1);
        assertThat(list("DateSent%3E=2999-01-01")).isZero();
        assertThat(list("DateSent%3C=2020-01-01")).isZero();
        assertThat(list("DateSent=2020-01-01")).isZero();
    }

    private int list(String query) {
        return world.send("GET", MESSAGES + "?" + query, "", "Authorization", authorization())
                .ok()
                .path("messages")
                .size();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # what is wrong       | form                                             | status | code
          no recipient        | From=+15550100&Body=hi                           | 400    | 21604
          recipient no number | To=mum&From=+15550100&Body=hi                    | 400    | 21211
          no sender           | To=+15550199&Body=hi                             | 400    | 21603
          a sender not ours   | To=+15550199&From=+15550177&Body=hi              | 400    | 21606
          sender no number    | To=+15550199&From=me&Body=hi                     | 400    | 21212
          nothing said        | To=+15550199&From=+15550100                      | 400    | 21602
          1601 characters     | To=+15550199&From=+15550100&Body=LONG            | 400    | 21617
          a callback not URL  | To=+15550199&From=+15550100&Body=hi&StatusCallback=x | 400 | 21609
          nothing             | To=+15550199&From=+15550100&Body=hi              | 201    |
          1600 characters     | To=+15550199&From=+15550100&Body=FULL            | 201    |
        """)
    void saysWhatIsWrongWithASendAsTwilioDoes(String what, String form, int status, String code) {
        var written = form.replace("+", "%2B").replace("LONG", "x".repeat(1601)).replace("FULL", "x".repeat(1600));

        var answer = post(written);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("code").asText("")).isEqualTo(code == null ? "" : code);
        assertThat(world.sent("city-sms", "+15550199").size()).isEqualTo(status == 201 ? 1 : 0);
    }

    @Test
    void aWrongTokenIsRefusedInTwiliosWords() {
        assertThatThrownBy(() -> Message.creator(CITIZEN, CITY, "hi").create(client("guessed")))
                .isInstanceOfSatisfying(ApiException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(401);
                    assertThat(refused.getCode()).isEqualTo(20003);
                });
        assertThat(world.send("POST", MESSAGES, "To=x").status()).isEqualTo(401);
    }

    @Test
    void theWayToThePhoneIsToldToTheStatusCallbackAndSigned() throws Exception {
        var callback = world.gateway.base() + "/channels/city-sms/status?part=a%2Fb&n=1";
        var sid = post(form("To=+15550199", "From=+15550100", "Body=hi", "StatusCallback=" + callback))
                .ok()
                .path("sid")
                .asText();

        eventually(() -> assertThat(world.gateway.to("/channels/city-sms/status"))
                .extracting(call -> call.form("MessageStatus"))
                .containsExactlyInAnyOrder("sent", "delivered"));
        for (var call : world.gateway.to("/channels/city-sms/status")) {
            assertThat(call.url()).isEqualTo(callback);
            assertThat(call.isSignedByTwilio()).isTrue();
            assertThat(call.form("MessageSid")).isEqualTo(sid);
            assertThat(call.headers()).containsKey("I-Twilio-Idempotency-Token");
            if (call.form("MessageStatus").equals("delivered")) {
                assertThat(call.form("RawDlrDoneDate")).matches("\\d{10}");
            }
        }
        assertThat(world.gateway.calls.stream()
                        .map(call -> call.headers().get("I-Twilio-Idempotency-Token"))
                        .distinct())
                .hasSize(2);
    }

    @Test
    void someNumbersAreUnreachable() throws Exception {
        var callback = "StatusCallback=" + world.gateway.base() + "/channels/city-sms/status";
        post(form("To=+15550404", "From=+15550100", "Body=hi", callback)).ok();

        eventually(() -> assertThat(world.gateway.calls)
                .extracting(call -> call.form("MessageStatus") + call.form("ErrorCode"))
                .containsExactlyInAnyOrder("sent", "undelivered30003"));
    }

    @Test
    void aCitizensMessageIsASignedWebhook() throws Exception {
        var answer = world.incoming(
                "{\"account\":\"city-sms\",\"from\":\"+15550199\",\"text\":\"Wo ist die Tür? & a=b +1\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").asInt()).isEqualTo(200);
        var call = world.gateway.calls.getFirst();
        assertThat(call.path()).isEqualTo("/channels/city-sms");
        assertThat(call.isSignedByTwilio()).isTrue();
        assertThat(call.form("Body")).isEqualTo("Wo ist die Tür? & a=b +1");
        assertThat(call.form("From")).isEqualTo("+15550199");
        assertThat(call.form("To")).isEqualTo("+15550100");
        assertThat(call.form("MessageSid")).isEqualTo(answer.json().path("id").asText());
        assertThat(call.form("NumMedia")).isEqualTo("0");
    }

    @Test
    void aPictureIsFetchedWithTheCredentialsThroughARedirect() throws Exception {
        world.incoming("""
                {"account":"city-sms","from":"+15550199","text":"look",
                 "media":[{"contentType":"image/png","data":"AQIDBA==","filename":"hole.png"}]}""").ok();

        var call = world.gateway.calls.getFirst();
        assertThat(call.form("MessageSid")).startsWith("MM");
        assertThat(call.form("MediaContentType0")).isEqualTo("image/png");
        var path = URI.create(call.form("MediaUrl0")).getPath();
        assertThat(world.get(path).status()).isEqualTo(401);
        var redirect = world.send("GET", path, "", "Authorization", authorization());
        assertThat(redirect.status()).isEqualTo(307);
        var storage = redirect.response().headers().firstValue("Location").orElseThrow();
        assertThat(world.get(URI.create(storage).getPath()).text().getBytes(StandardCharsets.UTF_8))
                .containsExactly(1, 2, 3, 4);
        assertThat(world.send("DELETE", path, "", "Authorization", authorization())
                        .status())
                .isEqualTo(204);
        assertThat(world.send("GET", path, "", "Authorization", authorization()).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # the gateway answers with | body                                                              | is sent
          text/xml                 | <Response/>                                                       |
          text/xml                 | <Response><Message>Thanks &amp; bye</Message></Response>          | Thanks & bye
          application/xml          | <Response><Message><Body>one</Body></Message></Response>          | one
          text/plain               | OK                                                                | OK
          application/json         | {"ok":true}                                                       |
        """)
    void whatTheAnswerSaysIsSent(String type, String body, String sent) throws Exception {
        world.gateway.answering(_ -> new FakeGateway.Reply(200, type, body));

        world.incoming("{\"account\":\"city-sms\",\"from\":\"+15550199\",\"text\":\"hi\"}")
                .ok();

        var texts = world.sent("city-sms", "+15550199").findValuesAsText("text");
        assertThat(texts).isEqualTo(sent == null ? List.of() : List.of(sent));
    }

    @Test
    void tooManyAtOnceAreRefused() {
        try (var slow = new World(s -> World.at(s, new ManualClock()).with(Settings.Limits.REAL))) {
            var form = form("To=+15550199", "From=+15550100", "Body=hi");
            assertThat(post(slow, form).status()).isEqualTo(201);

            var second = post(slow, form);

            assertThat(second.status()).isEqualTo(429);
            assertThat(second.json().path("code").asInt()).isEqualTo(20429);
        }
    }

    @Test
    void whoTextedStopIsNotReachedWhereTwilioAnswersStop() {
        var clock = new ManualClock();
        try (var strict = new World(s -> World.at(s, clock).with(Settings.Limits.REAL))) {
            var form = form("To=+15550199", "From=+15550100", "Body=hi");
            strict.incoming("{\"account\":\"city-sms\",\"from\":\"+15550199\",\"text\":\" stop \"}")
                    .ok();
            assertThat(post(strict, form).json().path("code").asInt()).isEqualTo(21610);

            strict.incoming("{\"account\":\"city-sms\",\"from\":\"+15550199\",\"text\":\"START\"}")
                    .ok();
            clock.advance(java.time.Duration.ofSeconds(2));

            assertThat(post(strict, form).status()).isEqualTo(201);
        }
    }

    private World.Answered post(String form) {
        return post(world, form);
    }

    private static World.Answered post(World world, String form) {
        return world.send(
                "POST",
                MESSAGES,
                form,
                "Authorization",
                authorization(),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private static String authorization() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((SID + ":demo-twilio-auth-token").getBytes(StandardCharsets.UTF_8));
    }

    private TwilioRestClient client(String token) {
        return new TwilioRestClient.Builder(SID, token)
                .httpClient(new ToTheStandIn(world.standIns.url()))
                .build();
    }

    /// The library's transport, led to the stand-in.
    private static final class ToTheStandIn extends com.twilio.http.HttpClient {
        private final HttpClient http = HttpClient.newHttpClient();
        private final String base;

        ToTheStandIn(String base) {
            this.base = base;
        }

        @Override
        public Response makeRequest(com.twilio.http.Request request) {
            var wanted = URI.create(request.constructURL().toString());
            var query = wanted.getRawQuery() == null ? "" : "?" + wanted.getRawQuery();
            var params = request.getPostParams().entrySet().stream()
                    .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + "=" + value))
                    .toArray(String[]::new);
            var call = HttpRequest.newBuilder(URI.create(base + wanted.getRawPath() + query))
                    .header("Authorization", request.getAuthString())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(
                            request.getMethod().toString(),
                            HttpRequest.BodyPublishers.ofString(params.length == 0 ? "" : form(params)))
                    .build();
            try {
                var answer = http.send(call, HttpResponse.BodyHandlers.ofString());
                var headers = answer.headers().map().entrySet().stream()
                        .map(entry ->
                                new BasicHeader(entry.getKey(), entry.getValue().getFirst()))
                        .toArray(Header[]::new);
                return new Response(answer.body(), answer.statusCode(), headers);
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}

package io.glassline.simulator;

import static io.glassline.simulator.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.simulator.FakeGateway.Call;
import io.glassline.simulator.FakeGateway.Reply;
import io.glassline.simulator.provider.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PhoneCallsTest {

    private static final Settings.Pace PATIENT_LISTENER =
            new Settings.Pace(Duration.ofMillis(20), 0.02, 0.05, 1, Duration.ofSeconds(10));

    private World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aMenuIsAnsweredByKeysAndThenBySpeech() throws Exception {
        answering(call -> switch (call.path()) {
            case "/channels/city-voice" -> """
                <Response><Say>Welcome</Say>
                  <Gather input="dtmf speech" numDigits="1" action="city-voice/menu?step=1"><Say>Press 1 for <emphasis>bins</emphasis></Say></Gather>
                  <Redirect>/channels/city-voice?timeout=true</Redirect></Response>""";
            case "/channels/city-voice/menu" -> """
                <Response><Gather input="speech" action="/channels/city-voice/street"><Say>Which street?</Say></Gather></Response>""";
            default -> "<Response><Say>Thank you</Say><Hangup/><Say>never said</Say></Response>";
        });

        var placed = call("+15550199", "1");
        assertThat(placed.status()).isEqualTo(200);
        call("+15550199", "Main Street 1");

        eventually(() -> assertThat(state("+15550199")).isEqualTo("ended"));
        assertThat(said("+15550199"))
                .containsExactly(
                        "city: Welcome Press 1 for bins",
                        "caller: 1",
                        "city: Which street?",
                        "caller: Main Street 1",
                        "city: Thank you");
        assertThat(world.sent("city-voice", "+15550199").findValuesAsText("text"))
                .containsExactly("Welcome Press 1 for bins", "Which street?", "Thank you");
        var menu = world.gateway.to("/channels/city-voice/menu").getFirst();
        assertThat(menu.query("step")).isEqualTo("1");
        assertThat(menu.form("Digits")).isEqualTo("1");
        var street = world.gateway.to("/channels/city-voice/street").getFirst();
        assertThat(street.form("SpeechResult")).isEqualTo("Main Street 1");
        assertThat(street.form("Confidence")).isEqualTo("0.9");
        for (var request : world.gateway.calls) {
            assertThat(request.isSignedByTwilio()).as(request.path()).isTrue();
            assertThat(request.form("CallSid"))
                    .isEqualTo(placed.json().path("id").asText());
            assertThat(request.form("From")).isEqualTo("+15550199");
            assertThat(request.form("To")).isEqualTo("+15550101");
        }
        var first = world.gateway.calls.getFirst();
        assertThat(first.form("CallStatus")).isEqualTo("ringing");
        assertThat(first.form("Direction")).isEqualTo("inbound");
        eventually(() -> assertThat(world.gateway.to("/channels/city-voice/status"))
                .singleElement()
                .satisfies(end -> {
                    assertThat(end.form("CallStatus")).isEqualTo("completed");
                    assertThat(end.form("CallDuration")).matches("\\d+");
                }));
    }

    @Test
    void silenceFallsThroughWithoutARequest() throws Exception {
        answering(call -> call.query("round").equals("2") ? "<Response><Say>Goodbye</Say><Hangup/></Response>" : """
                  <Response><Gather input="speech" action="/channels/city-voice/heard"><Say>Hello?</Say></Gather>
                    <Say>I did not hear you.</Say>
                    <Redirect>/channels/city-voice?round=2</Redirect></Response>""");

        call("+15550199", "");

        eventually(() -> assertThat(said("+15550199"))
                .containsExactly("city: Hello?", "city: I did not hear you.", "city: Goodbye"));
        assertThat(world.gateway.to("/channels/city-voice/heard")).isEmpty();
    }

    @Test
    void anEmptyResultIsPostedWhereItWasAskedFor() throws Exception {
        answering(call -> call.path().equals("/channels/city-voice/heard")
                ? "<Response><Hangup/></Response>"
                : "<Response><Gather actionOnEmptyResult='true' action='/channels/city-voice/heard'/></Response>");

        call("+15550199", "");

        eventually(() -> assertThat(world.gateway.to("/channels/city-voice/heard"))
                .singleElement()
                .satisfies(empty -> {
                    assertThat(empty.text()).contains("Digits=").doesNotContain("SpeechResult");
                }));
    }

    @Test
    void theLineIsHeldUntilTheCityListensAndWordsSaidMeanwhileAreKept() throws Exception {
        var holding = new AtomicInteger(3);
        answering(call -> {
            if (call.path().equals("/channels/city-voice/heard")) {
                return "<Response><Say>You said " + call.form("SpeechResult") + "</Say></Response>";
            }
            return holding.getAndDecrement() > 0
                    ? "<Response><Say>One moment.</Say><Pause length='4'/><Redirect method='GET'>city-voice?wait=1</Redirect></Response>"
                    : "<Response><Gather input='speech' action='/channels/city-voice/heard'/></Response>";
        });

        call("+15550199", "");
        eventually(() -> assertThat(state("+15550199")).isEqualTo("holding"));
        var joined = call("+15550199", "lamp out");

        assertThat(joined.json().path("joined").asBoolean()).isTrue();
        eventually(() -> assertThat(said("+15550199"))
                .containsExactly(
                        "city: One moment.",
                        "city: One moment.",
                        "city: One moment.",
                        "caller: lamp out",
                        "city: You said lamp out"));
        var redirected = world.gateway.calls.get(1);
        assertThat(redirected.method()).isEqualTo("GET");
        assertThat(redirected.query("wait")).isEqualTo("1");
        assertThat(redirected.query("CallSid")).startsWith("CA");
        assertThat(redirected.isSignedByTwilio()).isTrue();
    }

    @Test
    void keysBeyondWhatIsTakenAreLeftForTheNextStep() throws Exception {
        answering(call -> switch (call.path()) {
            case "/channels/city-voice" -> "<Response><Gather numDigits='1' action='/a'/></Response>";
            case "/a" -> "<Response><Gather action='/b'/></Response>"; // ends with #
            default -> "<Response><Say>Done</Say></Response>";
        });

        call("+15550199", "123#9");

        eventually(() -> assertThat(state("+15550199")).isEqualTo("ended"));
        assertThat(world.gateway.to("/a").getFirst().form("Digits")).isEqualTo("1");
        var second = world.gateway.to("/b").getFirst();
        assertThat(second.form("Digits")).isEqualTo("23");
        assertThat(second.form("FinishedOnKey")).isEqualTo("#");
    }

    @Test
    void wordsAreNotHeardWhereOnlyKeysAre() throws Exception {
        answering(call -> call.query("round").isEmpty()
                ? "<Response><Gather input='dtmf' action='/heard'/><Redirect>?round=2</Redirect></Response>"
                : "<Response><Gather input='speech' action='/heard'/></Response>");

        call("+15550199", "bins please");

        eventually(() -> assertThat(world.gateway.to("/heard"))
                .singleElement()
                .satisfies(heard -> assertThat(heard.form("SpeechResult")).isEqualTo("bins please")));
    }

    @Test
    void theCallerMayHangUp() throws Exception {
        world.close();
        world = new World(settings -> settings.with(PATIENT_LISTENER));
        answering(_ ->
                "<Response><Gather input='speech' timeout='9' action='/heard'><Say>Yes?</Say></Gather></Response>");
        var sid = call("+15550199", "").ok().path("id").asText();
        eventually(() -> assertThat(state("+15550199")).isEqualTo("listening"));

        assertThat(world.send("DELETE", "/calls/" + sid, "").status()).isEqualTo(204);

        eventually(() ->
                assertThat(world.gateway.to("/channels/city-voice/status")).hasSize(1));
        assertThat(state("+15550199")).isEqualTo("ended");
        assertThat(world.gateway.to("/heard")).isEmpty();
        assertThat(world.send("DELETE", "/calls/CAnone", "").status()).isEqualTo(404);
    }

    @Test
    void twoCallsFromOneNumberAreTwo() throws Exception {
        world.close();
        world = new World(settings -> settings.with(PATIENT_LISTENER));
        answering(call -> call.path().equals("/heard")
                ? "<Response><Say>" + call.form("CallSid") + " said " + call.form("SpeechResult") + "</Say></Response>"
                : "<Response><Gather input='speech' timeout='9' action='/heard'/></Response>");

        var first = callOfItsOwn("+15550199");
        var second = callOfItsOwn("+15550199");
        assertThat(sayInto(second, "two")).isEqualTo(204);
        assertThat(sayInto(first, "one")).isEqualTo(204);

        eventually(() -> assertThat(world.sent("city-voice", "+15550199").findValuesAsText("text"))
                .containsExactlyInAnyOrder(first + " said one", second + " said two"));
        eventually(() -> assertThat(sayInto(first, "more")).isEqualTo(409));
        assertThat(sayInto("CAnone", "more")).isEqualTo(404);
    }

    @Test
    void thatACallerHungUpMayNotBeTold() throws Exception {
        world.close();
        world = new World(settings -> settings.with(PATIENT_LISTENER));
        answering(_ -> "<Response><Gather input='speech' timeout='9' action='/heard'/></Response>");
        var call = callOfItsOwn("+15550199");

        assertThat(world.send("DELETE", "/calls/" + call + "?told=false", "").status())
                .isEqualTo(204);

        eventually(() -> assertThat(state("+15550199")).isEqualTo("ended"));
        assertThat(world.gateway.to("/channels/city-voice/status")).isEmpty();
    }

    @Test
    void whatTwilioDoesNotSayEndsTheCallWithAnError() throws Exception {
        answering(_ -> "<Response><Gather><Say>" + "x".repeat(4_097) + "</Say></Gather></Response>");

        call("+15550199", "hello");

        eventually(
                () -> assertThat(lastCall("+15550199").path("error").asText()).contains("more than Twilio takes"));
    }

    private String callOfItsOwn(String from) {
        return world.send("POST", "/calls", "{\"from\":\"" + from + "\",\"text\":\"\"}")
                .ok()
                .path("id")
                .asText();
    }

    private int sayInto(String call, String text) {
        return world.send("POST", "/calls/" + call, "{\"text\":\"" + text + "\"}")
                .status();
    }

    @Test
    void aRejectedCallIsBusy() throws Exception {
        answering(_ -> "<Response><Reject reason='busy'/></Response>");

        call("+15550199", "hello");

        eventually(() -> assertThat(world.gateway.to("/channels/city-voice/status"))
                .singleElement()
                .satisfies(end -> assertThat(end.form("CallStatus")).isEqualTo("busy")));
    }

    @Test
    void aFailingLineIsTriedAgainAndThenTheCallFails() throws Exception {
        world.gateway.answering(call -> call.path().endsWith("/status") ? Reply.status(204) : Reply.status(500));

        var placed = call("+15550199", "hello");

        assertThat(placed.status()).isEqualTo(202);
        assertThat(placed.json().path("status").asInt()).isEqualTo(500);
        eventually(() -> assertThat(world.gateway.to("/channels/city-voice/status"))
                .singleElement()
                .satisfies(end -> assertThat(end.form("CallStatus")).isEqualTo("failed")));
        var tries = world.gateway.to("/channels/city-voice");
        assertThat(tries).hasSize(4);
        assertThat(tries)
                .extracting(call -> call.headers().get("I-Twilio-Idempotency-Token"))
                .containsOnly(tries.getFirst().headers().get("I-Twilio-Idempotency-Token"));
    }

    @Test
    void withheldCallersComeAsWords() throws Exception {
        answering(_ -> "<Response><Say>Hello</Say></Response>");

        call("anonymous", "hi").ok();

        assertThat(world.gateway.calls.getFirst().form("From")).isEqualTo("anonymous");
        eventually(() -> assertThat(world.sent("city-voice", "anonymous")).hasSize(1));
    }

    private void answering(Function<Call, String> twiml) {
        world.gateway.answering(
                call -> call.path().endsWith("/status") ? Reply.status(204) : Reply.xml(twiml.apply(call)));
    }

    private World.Answered call(String from, String text) {
        return world.incoming("{\"account\":\"city-voice\",\"from\":\"" + from + "\",\"text\":\"" + text + "\"}");
    }

    private JsonNode lastCall(String from) {
        var calls = world.get("/calls?from=" + from.replace("+", "%2B")).json();
        return calls.get(calls.size() - 1);
    }

    private String state(String from) {
        return lastCall(from).path("state").asText();
    }

    private List<String> said(String from) {
        var said = new ArrayList<String>();
        for (var line : lastCall(from).path("said")) {
            said.add(line.path("who").asText() + ": " + line.path("text").asText());
        }
        return said;
    }
}

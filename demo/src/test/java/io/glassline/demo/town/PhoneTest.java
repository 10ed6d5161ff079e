package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole calls, from Twilio's stand-in through the gateway and back: what is said in one call is never heard in
/// another, and nobody holds the line for nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhoneTest {

    private Town town;

    @BeforeAll
    void startATownWhoseOfficesAreAlwaysOpen(@TempDir Path home, @TempDir Path data) throws IOException {
        try (var files = Files.walk(Town.home().resolve("config"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = home.resolve(Town.home().relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, withOpenOffices(Files.readString(file)));
            }
        }
        town = Town.start(data, "-Dglassline.home=" + home);
    }

    private static String withOpenOffices(String text) {
        return text.replace("open: [Mon-Fri 08:00-17:00]\n", "open: [Mon-Sun 00:00-24:00]\n    on-holidays: open\n");
    }

    @AfterAll
    void stopTheTown() {
        town.close();
    }

    @Test
    void anAgentTalksWithACallerWhoHoldsTheLineAndIsToldWhenNobodyListens() {
        var call = call("+15550103006");
        says(call, "talk to a person");
        assertThat(hears(call, "A person from City Hall will be with you.").getLast())
                .contains("You are number ")
                .contains("To keep your place and be called back, press 1.");
        says(call, "it is about my roof");
        hears(call, "I have added that to your request.");

        var id = town.conversations("+15550103006").get(0).path("id").asText();
        town.apiPost("/conversations/" + id + "/taking", Map.of());
        town.apiPost("/conversations/" + id + "/messages", Map.of("text", "Good morning, which roof?"));
        hears(call, "Good morning, which roof?");
        says(call, "the one on Elm Street");
        Town.await(
                "the agent reads it",
                () -> town.api("/conversations/" + id).toString().contains("the one on Elm Street"));

        hangUp(call);
        Town.await("the end of the call is known", () -> isReplyRefused(id));
        assertThat(town.api("/conversations/" + id).path("state").asText()).isEqualTo("agent");
    }

    @Test
    void whoAsksToBeCalledBackKeepsThePlaceAndTheLineIsFreed() {
        var call = call("+15550103007");
        says(call, "0");
        hears(call, "You are number");
        says(call, "1");

        hears(call, "A person will call you back");
        Town.await("the line is freed", () -> state(call).equals("ended"));
        assertThat(states("+15550103007")).containsExactly("waiting");
    }

    @Test
    void aMessageIsKeptForAPersonAndTheMenuIsAWayBack() {
        var call = call("+15550103008");
        says(call, "0");
        hears(call, "You are number");
        says(call, "3");
        Town.await("the menu is heard again", () -> heard(call).getLast().contains("Say in a few words"));
        says(call, "0");
        Town.await("the caller waits again", () -> heard(call).getLast().contains("You are number"));
        says(call, "leave a message");
        hears(call, "Please say your message now.");
        says(call, "My roof leaks since the storm");
        hears(call, "I have kept that.");

        hangUp(call);
        var id = town.conversations("+15550103008").get(0).path("id").asText();
        var conversation = town.api("/conversations/" + id);
        assertThat(conversation.path("state").asText()).isEqualTo("waiting");
        assertThat(conversation.toString()).contains("My roof leaks since the storm");
    }

    /// Walks the form by keys alone, and by speech alone, on the line itself.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the caller does                                            | and hears at last
              2; 20260117#                                               | Permit PRM-2026-0117
              permit status; twenty twenty six oh one one seven          | Permit PRM-2026-0117
              2; 77#; 77#; 77#                                           | A person from
              permit status; the blue house; next to it; you know which  | A person from
            """)
    void theFormIsNoDeadEnd(String does, String hears) {
        var call = call("+15550103009");
        for (var step : does.split("; ")) {
            says(call, step);
        }
        hears(call, hears);
        hangUp(call);
    }

    @Test
    void twoCallsFromOneNumberAtOnceHearEachItsOwn() {
        var first = call("+15550103001");
        var second = call("+15550103001");
        says(first, "When do you pick up my trash?");
        says(second, "permit status");

        hears(first, "once a week");
        hears(second, "permit number");
        assertThat(heard(first)).noneMatch(text -> text.contains("permit number"));
        assertThat(heard(second)).noneMatch(text -> text.contains("once a week"));
        hangUp(first);
        hangUp(second);
    }

    /// The form of one caller, and an agent's words to another, stay with the call they belong to.
    @Test
    void theNextCallerWithTheSameNumberBeginsAtTheBeginning() {
        var first = call("+15550103002");
        says(first, "permit status");
        hears(first, "permit number");
        hangUp(first);

        var second = call("+15550103002");

        assertThat(hears(second, "Hello, this is the City of Alder Bay.").getFirst())
                .contains("In an emergency, hang up and call 911.")
                .contains("For a person, press 0.");
        says(second, "twenty twenty six oh one one seven");
        Town.await("an answer is heard", () -> heard(second).size() > 1);
        assertThat(heard(second)).noneMatch(text -> text.contains("Permit PRM-2026-0117"));
        assertThat(town.conversations("+15550103002").size()).isEqualTo(2);
        hangUp(second);
    }

    @Test
    void anAgentsWordsThatNobodyHeardAreADeadLetterAndTheNextIsRefused() {
        var first = call("+15550103003");
        says(first, "there is a fire"); // the duty desk is always open
        hears(first, "I end this call now");
        Town.await("the line is freed", () -> state(first).equals("ended"));

        var id = town.conversations("+15550103003").get(0).path("id").asText();
        town.apiPost("/conversations/" + id + "/taking", Map.of());
        Town.await("the end of the call is known", () -> isReplyRefused(id));

        var second = call("+15550103003");
        hears(second, "Hello, this is the City of Alder Bay.");
        assertThat(heard(second)).noneMatch(text -> text.contains("Help is on its way"));
        assertThat(town.api("/conversations/" + id).path("state").asText()).isEqualTo("agent");
        hangUp(second);
    }

    private boolean isReplyRefused(String id) {
        var answer = town.send(Town.withToken(town.request(town.inside("/api/conversations/" + id + "/messages")))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"Help is on its way.\"}")));
        return answer.statusCode() == 422 && answer.body().contains("Nobody is on the line");
    }

    @Test
    void callersWhoKeepTheirNumberBackNeverShareAConversation() {
        var first = call("anonymous");
        says(first, "permit status");
        hears(first, "permit number");
        var second = call("anonymous");

        hears(second, "Hello, this is the City of Alder Bay.");
        says(second, "twenty twenty six oh one one seven");
        Town.await("an answer is heard", () -> heard(second).size() > 1);
        assertThat(heard(second)).noneMatch(text -> text.contains("Permit PRM-2026-0117"));
        hangUp(first);
        hangUp(second);
    }

    /// Twilio sends a request twice, sends the end first, and sends things after the end.
    @Test
    void requestsThatComeTwiceOrLateSayNothingNew() {
        var sid = "CA" + UUID.randomUUID().toString().replace("-", "");
        var begun = request(sid, "", Map.of("CallStatus", "ringing"));
        assertThat(begun).contains("Hello, this is the City of Alder Bay.");
        assertThat(request(sid, "", Map.of("CallStatus", "ringing")))
                .as("the same again")
                .isEqualTo(begun);

        assertThat(request(sid, "/status", Map.of("CallStatus", "completed"))).contains("<Response/>");
        assertThat(request(sid, "?step=1&silences=0&state=asked", Map.of("CallStatus", "in-progress", "Digits", "0")))
                .as("a key that comes after the end")
                .contains("<Response/>");

        var other = "CA" + UUID.randomUUID().toString().replace("-", "");
        assertThat(request(other, "/status", Map.of("CallStatus", "completed"))).contains("<Response/>");
        assertThat(request(other, "", Map.of("CallStatus", "ringing")))
                .as("the end came first")
                .contains("<Response/>");
        Town.await(
                "no conversation is left with the bot",
                () -> states("+15550103005").stream().noneMatch("bot"::equals));
    }

    private String request(String sid, String path, Map<String, String> more) {
        var form = new TreeMap<>(Map.of(
                "CallSid", sid,
                "AccountSid", "ACdemo00000000000000000000000000",
                "From", "+15550103005",
                "To", "+15550101",
                "Direction", "inbound"));
        form.putAll(more);
        var answer = town.send(Signed.twilio(town.internet("/channels/city-voice" + path), form, Signed.TWILIO_TOKEN));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private String call(String from) {
        return town.post(town.providers("/calls"), Map.of("from", from, "text", ""))
                .path("id")
                .asText();
    }

    private void says(String call, String words) {
        Town.await("the city listens", () -> state(call).equals("listening"));
        town.post(town.providers("/calls/" + call), Map.of("text", words));
    }

    private void hangUp(String call) {
        town.send(town.request(town.providers("/calls/" + call)).DELETE());
        Town.await("the call has ended", () -> state(call).equals("ended"));
    }

    private List<String> hears(String call, String words) {
        return Town.awaitValue(
                "the caller hears «" + words + "»",
                () -> heard(call),
                heard -> heard.stream().anyMatch(text -> text.contains(words)));
    }

    private List<String> heard(String call) {
        var heard = new ArrayList<String>();
        for (var line : shown(call).path("said")) {
            if (line.path("who").asText().equals("city")) {
                heard.add(line.path("text").asText());
            }
        }
        return heard;
    }

    private String state(String call) {
        return shown(call).path("state").asText();
    }

    private JsonNode shown(String call) {
        for (var one : town.get(town.providers("/calls"))) {
            if (one.path("sid").asText().equals(call)) {
                return one;
            }
        }
        throw new AssertionError("no call " + call);
    }

    private List<String> states(String number) {
        return town.conversations(number).findValuesAsText("state");
    }
}

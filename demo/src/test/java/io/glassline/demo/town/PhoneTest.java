package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
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
        call.says("talk to a person");
        assertThat(call.hears("A person from City Hall will be with you.").getLast())
                .contains("You are number ")
                .contains("To keep your place and be called back, press 1.");
        call.says("it is about my roof");
        call.hears("I have added that to your request.");

        var id = town.conversations("+15550103006").get(0).path("id").asText();
        town.apiPost("/conversations/" + id + "/taking", Map.of());
        town.apiPost("/conversations/" + id + "/messages", Map.of("text", "Good morning, which roof?"));
        call.hears("Good morning, which roof?");
        call.says("the one on Elm Street");
        Town.await(
                "the agent reads it",
                () -> town.api("/conversations/" + id).toString().contains("the one on Elm Street"));

        call.hangsUp();
        Town.await("the end of the call is known", () -> isReplyRefused(id));
        assertThat(town.api("/conversations/" + id).path("state").asText()).isEqualTo("agent");
    }

    @Test
    void whoAsksToBeCalledBackKeepsThePlaceAndTheLineIsFreed() {
        var call = call("+15550103007");
        call.says("0");
        call.hears("You are number");
        call.says("1");

        call.hears("A person will call you back");
        Town.await("the line is freed", () -> call.state().equals("ended"));
        assertThat(states("+15550103007")).containsExactly("waiting");
    }

    @Test
    void aMessageIsKeptForAPersonAndTheMenuIsAWayBack() {
        var call = call("+15550103008");
        call.says("0");
        call.hears("You are number");
        call.says("3");
        Town.await("the menu is heard again", () -> call.heard().getLast().contains("Say in a few words"));
        call.says("0");
        Town.await("the caller waits again", () -> call.heard().getLast().contains("You are number"));
        call.says("leave a message");
        call.hears("Please say your message now.");
        call.says("My roof leaks since the storm");
        call.hears("I have kept that.");

        call.hangsUp();
        var id = town.conversations("+15550103008").get(0).path("id").asText();
        var conversation = town.api("/conversations/" + id);
        assertThat(conversation.path("state").asText()).isEqualTo("waiting");
        assertThat(conversation.toString()).contains("My roof leaks since the storm");
    }

    /// Walks the form by keys alone, and by speech alone, on the line itself.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the caller does                                            | and hears at last
              2; 20260117#                                               | Permit P R M, 2 0 2 6, 0 1 1 7
              permit status; twenty twenty six oh one one seven          | Permit P R M, 2 0 2 6, 0 1 1 7
              2; 77#; 77#; 77#                                           | A person from
              permit status; the blue house; next to it; you know which  | A person from
            """)
    void theFormIsNoDeadEnd(String does, String hears) {
        var call = call("+15550103009");
        for (var step : does.split("; ")) {
            call.says(step);
        }
        call.hears(hears);
        call.hangsUp();
    }

    @Test
    void twoCallsFromOneNumberAtOnceHearEachItsOwn() {
        var first = call("+15550103001");
        var second = call("+15550103001");
        first.says("When do you pick up my trash?");
        second.says("permit status");

        first.hears("once a week");
        second.hears("permit number");
        assertThat(first.heard()).noneMatch(text -> text.contains("permit number"));
        assertThat(second.heard()).noneMatch(text -> text.contains("once a week"));
        first.hangsUp();
        second.hangsUp();
    }

    /// The form of one caller, and an agent's words to another, stay with the call they belong to.
    @Test
    void theNextCallerWithTheSameNumberBeginsAtTheBeginning() {
        var first = call("+15550103002");
        first.says("permit status");
        first.hears("permit number");
        first.hangsUp();

        var second = call("+15550103002");

        assertThat(second.hears("Hello, this is the City of Alder Bay.").getFirst())
                .contains("In an emergency, hang up and call 911.")
                .contains("For a person, press 0.");
        second.says("twenty twenty six oh one one seven");
        Town.await("an answer is heard", () -> second.heard().size() > 1);
        assertThat(second.heard()).noneMatch(text -> text.contains("Permit P R M, 2 0 2 6, 0 1 1 7"));
        assertThat(town.conversations("+15550103002").size()).isEqualTo(2);
        second.hangsUp();
    }

    @Test
    void anAgentsWordsThatNobodyHeardAreADeadLetterAndTheNextIsRefused() {
        var first = call("+15550103003");
        first.says("there is a fire"); // the duty desk is always open
        first.hears("I end this call now");
        Town.await("the line is freed", () -> first.state().equals("ended"));

        var id = town.conversations("+15550103003").get(0).path("id").asText();
        town.apiPost("/conversations/" + id + "/taking", Map.of());
        Town.await("the end of the call is known", () -> isReplyRefused(id));

        var second = call("+15550103003");
        second.hears("Hello, this is the City of Alder Bay.");
        assertThat(second.heard()).noneMatch(text -> text.contains("Help is on its way"));
        assertThat(town.api("/conversations/" + id).path("state").asText()).isEqualTo("agent");
        second.hangsUp();
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
        first.says("permit status");
        first.hears("permit number");
        var second = call("anonymous");

        second.hears("Hello, this is the City of Alder Bay.");
        second.says("twenty twenty six oh one one seven");
        Town.await("an answer is heard", () -> second.heard().size() > 1);
        assertThat(second.heard()).noneMatch(text -> text.contains("Permit P R M, 2 0 2 6, 0 1 1 7"));
        first.hangsUp();
        second.hangsUp();
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

    private Caller call(String number) {
        return Caller.from(town, number);
    }

    private List<String> states(String number) {
        return town.conversations(number).findValuesAsText("state");
    }
}

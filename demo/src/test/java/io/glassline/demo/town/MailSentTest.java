package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// What becomes of the city's mail out there: it is unsubscribed from, it comes back, and programs answer
/// it.
class MailSentTest {

    private static final Pattern LINK = Pattern.compile("<(http[^>]*)>");

    private final Town town = Town.shared();

    @Test
    void oneClickEndsTheNewsAndLookingAtThePageDoesNot() {
        var reader = "news.reader@example.com";
        var id = taken(reader);
        reply(id, "The pool opens on Monday.", "bulk");
        town.hears("city-email", reader, "The pool opens on Monday.");
        var headers = sent(reader, "The pool opens on Monday.").path("headers");
        var link = LINK.matcher(headers.path("List-Unsubscribe").asText());
        assertThat(link.find()).isTrue();
        var url = URI.create(link.group(1));

        var page = town.send(town.request(url).GET());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<form method=\"post\">");
        reply(id, "The pool closes early today.", "bulk");
        town.hears("city-email", reader, "The pool closes early today.");

        var click = town.request(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"));
        assertThat(town.send(click).body()).contains("You are unsubscribed");

        assertThatThrownBy(() -> reply(id, "The pool is closed.", "bulk"))
                .hasMessageContaining("422")
                .hasMessageContaining("unsubscribe");
        reply(id, "It is open for you.", "live");
        town.hears("city-email", reader, "It is open for you.");
        assertThat(town.heard("city-email", reader)).doesNotContain("The pool is closed.");
    }

    @Test
    void anAddressThatIsNobodysIsNotWrittenToAgain() {
        var nobody = "gone-later@one.example";
        var id = taken(nobody);
        Town.await("the answer has come back", () -> messages(nobody).contains("failed"));
        var before = town.heard("city-email", nobody).size();

        reply(id, "Are you there?", "live");
        var letter = Town.awaitValue(
                "it is held back",
                () -> deadLetters(nobody).stream()
                        .filter(dead -> dead.path("because").asText().contains("nobody has this address"))
                        .findFirst(),
                Optional::isPresent);
        assertThat(letter).isPresent();
        assertThat(town.heard("city-email", nobody)).hasSize(before);
    }

    @Test
    void aProgramThatAnswersEverythingIsAnsweredTwiceAndThenReadByAPerson() {
        var shop = "info@shop.example";
        for (var parcel = 4711; parcel < 4715; parcel++) {
            town.says(
                    "city-email", shop, "Parcel " + parcel + " lies ready at our shop in Oak Street for you to fetch.");
            var known = parcel - 4710;
            Town.await("it is taken in", () -> town.conversations(shop).size() == known);
        }

        Town.await(
                "the last two wait for a person",
                () -> states(shop).stream().filter("waiting"::equals).count() >= 2);
        assertThat(town.heard("city-email", shop)).hasSize(2);
    }

    private List<String> states(String address) {
        var states = new ArrayList<String>();
        town.conversations(address)
                .forEach(conversation -> states.add(conversation.path("state").asText()));
        return states;
    }

    /// A conversation that an agent has.
    private String taken(String citizen) {
        town.says("city-email", citizen, "Please let me talk to a person.");
        Town.await(
                "it waits for a person",
                () -> town.conversation(citizen).path("state").asText().equals("waiting"));
        var id = town.conversation(citizen).path("id").asText();
        town.apiPost("/conversations/" + id + "/taking", Map.of());
        return id;
    }

    private void reply(String conversation, String text, String pace) {
        town.apiPost("/conversations/" + conversation + "/messages", Map.of("text", text, "pace", pace));
    }

    private JsonNode sent(String to, String text) {
        return StreamSupport.stream(town.sent("city-email", to).spliterator(), false)
                .filter(mail -> mail.path("text").asText().contains(text))
                .findFirst()
                .orElseThrow();
    }

    private String messages(String citizen) {
        return town.conversation(citizen).path("messages").toString();
    }

    private List<JsonNode> deadLetters(String citizen) {
        return StreamSupport.stream(
                        town.api("/dead-letters").path("deadLetters").spliterator(), false)
                .filter(letter -> letter.path("address").asText().equals(citizen))
                .toList();
    }
}

package io.glassline.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.routing.RoutingDecision;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The words in which content, authors, decisions and mistakes are shown: pages, tables and the API rely on them.
class WordsTest {

    record Case(Content content, String kind, String words) {}

    private static final URI PHOTO = URI.create("https://provider.example/1.jpg");

    static final List<Case> CASES = List.of(
            new Case(new Content.Text("hello"), "text", "hello"),
            new Case(new Content.Media("image/jpeg", PHOTO, Optional.of("the hole")), "media", "the hole"),
            new Case(new Content.Media("image/jpeg", PHOTO, Optional.empty()), "media", "[image/jpeg]"),
            new Case(new Content.Place(1.5, -2.25, Optional.of("the park")), "place", "the park"),
            new Case(new Content.Place(1.5, -2.25, Optional.empty()), "place", "1.5, -2.25"),
            new Case(new Content.Choice("yes", "Yes"), "choice", "Yes"),
            new Case(new Content.Keys("12#"), "keys", "12#"),
            new Case(new Content.Call(), "call", "[call]"),
            new Case(new Content.Unsupported("a poll"), "unsupported", "[a poll]"));

    @ParameterizedTest
    @FieldSource("CASES")
    void contentHasItsKindAndItsWords(Case c) {
        assertThat(c.content.kind()).isEqualTo(c.kind);
        assertThat(c.content.words()).isEqualTo(c.words);
    }

    @Test
    void onlyACitizensMessageCameIn() {
        assertThat(message(new Author.Citizen()).inbound()).isTrue();
        for (var author : List.of(new Author.Bot("bot/1"), new Author.Agent("kim"), new Author.System())) {
            assertThat(message(author).inbound()).isFalse();
        }
    }

    @Test
    void aDecisionHasItsWord() {
        var because = new RoutingDecision.Because("otherwise", "rules 7", "No rule matched.", List.of());
        var general = new QueueId("general");

        assertThat(List.of(
                        new RoutingDecision.ToBot("waste", because),
                        new RoutingDecision.ToQueue(general, Stage.Priority.NORMAL, because),
                        new RoutingDecision.StaysWithPeople(because),
                        new RoutingDecision.Gated("stop", because),
                        new RoutingDecision.Kept(because)))
                .extracting(RoutingDecision::outcome)
                .containsExactly("bot:waste", "queue:general", "stays", "gate:stop", "kept");
    }

    @Test
    void mistakesAreToldByFileAndThenByLine() {
        var problems = List.of(
                new Problem("routing.yml", 12, "rules[2].queue", "there is no queue named wast"),
                new Problem("routing.yml", 3, "rules[0]", "has no answer"),
                new Problem("channels.yml", 40, "city-sms", "has no kind"));

        assertThat(new Parsed.Bad<>(problems).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "channels.yml:40: city-sms has no kind",
                        "routing.yml:3: rules[0] has no answer",
                        "routing.yml:12: rules[2].queue there is no queue named wast");
    }

    private static Message message(Author author) {
        return new Message(
                new Message.Id(new UUID(0, 1)),
                1,
                author,
                new Content.Text("hello"),
                List.of(),
                Optional.empty(),
                Instant.EPOCH);
    }
}

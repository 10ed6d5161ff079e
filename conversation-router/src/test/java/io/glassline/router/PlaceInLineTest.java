package io.glassline.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueueLines;
import io.glassline.conversation.QueueLines.Line;
import io.glassline.conversation.Stage.Priority;
import io.glassline.routing.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a citizen is told of the line at hand-over, where the city's text has a place for it.
class PlaceInLineTest {

    private static final QueueId GENERAL = new QueueId("general");
    private static final String PLAIN = "A person from {queue} will answer you here.";
    private static final String WITH_PLACES =
            PLAIN + " You are number {position} in line. It usually takes {wait} minutes. Just write here.";

    private static final String ROUTING = """
            rules:
              - name: bot
                when: {says: [garbage]}
                bot: true
            otherwise: general
            """;

    @TempDir
    private Path folder;

    @Test
    void placeAndWaitAreToldWhereTheyAreKnown() throws IOException {
        var lines = QueueLines.of(Map.of(
                GENERAL,
                new Line(Map.of(Priority.EMERGENCY, 1, Priority.NORMAL, 3), Optional.of(Duration.ofSeconds(430)))));
        assertThat(told(WITH_PLACES, lines))
                .endsWith(
                        "A person from City Hall will answer you here. You are number 5 in line. It usually takes 8 minutes."
                                + " Just write here.");
    }

    @Test
    void aWaitThatTooFewWereMeasuredForIsNotTold() throws IOException {
        var lines = QueueLines.of(Map.of());
        assertThat(told(WITH_PLACES, lines))
                .endsWith("A person from City Hall will answer you here. You are number 1 in line. Just write here.");
    }

    @Test
    void nothingIsToldOfALineThatIsNotKnown() throws IOException {
        assertThat(told(WITH_PLACES, QueueLines.UNKNOWN))
                .endsWith("A person from City Hall will answer you here. Just write here.");
    }

    @Test
    void aTextWithoutThePlacesStaysAsItIs() throws IOException {
        assertThat(told(PLAIN, QueueLines.of(Map.of()))).endsWith("A person from City Hall will answer you here.");
    }

    private String told(String text, QueueLines lines) throws IOException {
        var phrases = Files.readString(ExampleCity.FOLDER.resolve("phrases.yml"))
                .replace("\"" + PLAIN + "\"", "\"" + text + "\"");
        var city = CityWithRules.city(folder, Map.of("routing.yml", ROUTING, "phrases.yml", phrases));
        var talk = new Talk(
                new CityRouter(city, new KeywordAnswers(city.knowledge()), _ -> Optional.empty(), _ -> {}), "sms");
        talk.queueLines = lines;
        return ((Route.Decided) talk.says("I want to talk to a person"))
                .replies()
                .getLast()
                .text();
    }
}

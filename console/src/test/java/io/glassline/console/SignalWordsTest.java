package io.glassline.console;

import static io.glassline.conversation.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Secret;
import io.glassline.conversation.Samples;
import io.glassline.desk.Board.SignalLine;
import io.glassline.desk.Board.Transcript;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalWordsTest {

    private static final Message.Id MESSAGE = new Message.Id(new UUID(0, 1));

    private final CityTime time = new CityTime(
            new ConsoleSettings(
                    "Alder Bay",
                    ZoneOffset.UTC,
                    URI.create("https://city.example"),
                    new Secret("k".repeat(ConsoleSettings.SESSION_KEY_MIN_CHARS)),
                    true),
            () -> NOW);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what happened to "number 12"       | it says    | and said before     | and what happened
              nothing                            | number 12  | ''                  | ''
              👍                                 | number 12  | ''                  | Reacted with 👍
              👍; withdrawn                      | number 12  | ''                  | Reacted with 👍; Took back a reaction
              number 14                          | number 14  | number 12           | Changed
              number 14; number 16               | number 16  | number 12/number 14 | Changed; Changed
              deleted                            | ''         | ''                  | Taken back by the citizen; the record keeps it
              number 14; deleted                 | ''         | ''                  | Changed; Taken back by the citizen; the record keeps it
            """)
    void aMessageShowsWhatBecameOfIt(String happened, String says, String before, String sentences) {
        var lines = Arrays.stream(happened.split("; "))
                .filter(one -> !one.equals("nothing"))
                .map(one -> new SignalLine(new Message.Id(UUID.randomUUID()), signal(one), Optional.of(MESSAGE), NOW))
                .toList();
        var words = new SignalWords(
                new Transcript(Samples.conversation(Samples.lane()), List.of(), List.of(), lines), time);

        var said = words.said(MESSAGE, "number 12");

        assertThat(said.getLast()).isEqualTo(says);
        assertThat(String.join("/", said.subList(0, said.size() - 1))).isEqualTo(before);
        assertThat(String.join("; ", words.sentences(MESSAGE)).replaceAll(", [0-9:]{5}", ""))
                .isEqualTo(sentences);
    }

    private static Signal signal(String what) {
        return switch (what) {
            case "👍" -> new Signal.Reaction(Optional.empty(), what);
            case "withdrawn" -> new Signal.ReactionWithdrawn(Optional.empty(), Optional.empty());
            case "deleted" -> new Signal.Deletion(Optional.empty());
            default -> new Signal.Edit(Optional.empty(), what);
        };
    }
}

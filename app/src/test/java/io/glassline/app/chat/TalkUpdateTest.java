package io.glassline.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.desk.VisitorTalks.Line;
import io.glassline.desk.VisitorTalks.Talk;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TalkUpdateTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # seen  | now      | is told  | which is
              a b   | a b      | ''       | more
              a b   | a b c d  | c d      | more
              ''    | a b      | a b      | all
              a b   | a x b    | a x b    | all
              a b   | b c      | b c      | all
              a b   | b a      | b a      | all
              a b   | ''       | ''       | all
            """)
    void nothingIsMissedWhateverWasSeenBefore(String seen, String now, String told, String which) {
        var cursor = TalkUpdate.since(talk(seen), Optional.empty()).cursor();
        var update = TalkUpdate.since(talk(now), Optional.of(cursor));

        assertThat(update.lines().stream().map(Line::id).collect(Collectors.joining(" ")))
                .isEqualTo(told);
        assertThat(update.isWhole()).isEqualTo(which.equals("all"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "1-0000000000000000", "9999-0000000000000000", "-1-0000000000000000", "99999999999-1"})
    void aCursorThatIsNoneOfOursSeesAllOfIt(String cursor) {
        assertThat(TalkUpdate.since(talk("a b"), Optional.of(cursor)).lines()).hasSize(2);
    }

    /// The browser finds its own message in what is told by the id that it gave it, and learns of nobody
    /// else's.
    @Test
    void aVisitorsOwnIdsComeBackToThem() {
        var own = line("a", Optional.of("Zm9yLWEtdGVzdC1vbmx5.b3f1c2d4"));
        var update = TalkUpdate.since(new Talk(List.of(own), true, Optional.of("bot")), Optional.empty());

        assertThat(update.json("Zm9yLWEtdGVzdC1vbmx5").toString()).contains("client=b3f1c2d4");
        assertThat(update.json("another-visitor").toString()).doesNotContain("client", "b3f1c2d4");
    }

    private static Talk talk(String ids) {
        return new Talk(
                Arrays.stream(ids.split(" "))
                        .filter(id -> !id.isEmpty())
                        .map(id -> line(id, Optional.empty()))
                        .toList(),
                false,
                Optional.empty());
    }

    private static Line line(String id, Optional<String> providerId) {
        return new Line(id, "citizen", "words", List.of(), providerId, Optional.empty(), NOW);
    }
}

package io.glassline.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionPuzzleTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final int BITS = 10;

    private final ChannelAccount chat = VisitorSessionsTest.chat("city-web", "a-secret-of-the-test");
    private final SessionPuzzle puzzles = new SessionPuzzle();

    @Test
    void aSolvedPuzzleIsGoodOnce() {
        var puzzle = puzzles.make(chat, "192.0.2.1", BITS, NOW);
        var answer = solved(puzzle, BITS);

        assertThat(puzzles.isSolved(chat, "192.0.2.1", puzzle, answer, NOW)).isTrue();
        assertThat(puzzles.isSolved(chat, "192.0.2.1", puzzle, answer, NOW)).isFalse();
    }

    @Test
    void itIsGoodForTheOneItWasMadeForAndForAMoment() {
        var puzzle = puzzles.make(chat, "192.0.2.1", BITS, NOW);
        var answer = solved(puzzle, BITS);

        assertThat(puzzles.isSolved(chat, "192.0.2.2", puzzle, answer, NOW)).isFalse();
        assertThat(puzzles.isSolved(chat, "192.0.2.1", puzzle, answer, NOW.plus(SessionPuzzle.LASTS)))
                .isFalse();
        assertThat(puzzles.isSolved(VisitorSessionsTest.chat("city-web", "another"), "192.0.2.1", puzzle, answer, NOW))
                .isFalse();
    }

    @Test
    void whatIsNotSolvedOrMadeEasierIsNone() {
        var puzzle = puzzles.make(chat, "192.0.2.1", BITS, NOW);
        var wrong = 0;
        while (SessionPuzzle.zeroBits(puzzle + "." + wrong) >= BITS) {
            wrong++;
        }
        var easier = puzzle.replaceFirst("\\.10\\.", ".00.");

        assertThat(puzzles.isSolved(chat, "192.0.2.1", puzzle, Integer.toString(wrong), NOW))
                .isFalse();
        assertThat(puzzles.isSolved(chat, "192.0.2.1", easier, "0", NOW)).isFalse();
        assertThat(puzzles.isSolved(chat, "192.0.2.1", "x", "0", NOW)).isFalse();
        assertThat(puzzles.isSolved(chat, "192.0.2.1", puzzle, "x", NOW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 12", "199, 12", "200, 13", "980, 16", "100000, 18"})
    void theMoreAreOpenedTheMoreWorkItIs(long above, int bits) {
        assertThat(SessionPuzzle.bits(above)).isEqualTo(bits);
    }

    private static String solved(String puzzle, int bits) {
        for (var n = 0; ; n++) {
            if (SessionPuzzle.zeroBits(puzzle + "." + n) >= bits) {
                return Integer.toString(n);
            }
        }
    }
}

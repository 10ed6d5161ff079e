package io.glassline.router.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.knowledge.Example.Origin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The list of foreign texts is the same for every city, and a city may answer some of them.
class OwnGroundTest {

    private static final int ANSWERS = 5;

    @Test
    void aForeignTextThatIsAsCloseAsTheCitysOwnQuestionsIsNotForeign() {
        var examples = new ArrayList<>(phrasings());
        examples.add(foreign("renew a passport", 0.05));
        examples.add(foreign("who won the game", 9));

        assertThat(OwnGround.without(examples, ANSWERS).stream()
                        .filter(Example::isForeign)
                        .map(Example::text))
                .containsExactly("who won the game");
    }

    @Test
    void aHandfulOfPhrasingsSaysTooLittle() {
        var examples = new ArrayList<>(phrasings().subList(0, 4));
        examples.add(foreign("renew a passport", 0.05));

        assertThat(OwnGround.without(examples, ANSWERS)).hasSize(5);
    }

    /// Each answer has a direction of its own, and its phrasings lie 0.1 apart around it.
    private static List<Example> phrasings() {
        var phrasings = new ArrayList<Example>();
        for (var answer = 0; answer < ANSWERS; answer++) {
            for (var number = 0; number < 4; number++) {
                var text = "answer %d word %d".formatted(answer, 100 * answer + number);
                phrasings.add(new Example(
                        answer,
                        text,
                        List.of("" + (100 * answer + number)),
                        at(answer, 0.1f * number),
                        Origin.PHRASING));
            }
        }
        return phrasings;
    }

    private static Example foreign(String text, double away) {
        return new Example(ANSWERS, text, Words.of(text), at(0, (float) away), Origin.FOREIGN);
    }

    private static Point at(int answer, float away) {
        var point = new float[ANSWERS + 1];
        point[answer] = 1;
        point[ANSWERS] = away;
        return Point.of(point);
    }
}

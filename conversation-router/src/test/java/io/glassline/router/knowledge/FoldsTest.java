package io.glassline.router.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.knowledge.Example.Origin;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is learnt and what is asked when a knowledge is tried on itself.
class FoldsTest {

    private static final int ANSWERS = 2;

    private static final List<Example> EXAMPLES = Stream.of(
                    phrasing(0, "how do I pay my water bill"),
                    phrasing(0, "how can I pay my water bill"),
                    phrasing(0, "water payment options"),
                    text(0, "pay water bill"),
                    phrasing(1, "register my dog"),
                    foreign("who won the game"),
                    foreign("who won the match"))
            .toList();

    @Test
    void nearCopiesAreAskedTogether() {
        var folds = Folds.of(EXAMPLES, ANSWERS);

        assertThat(IntStream.range(0, Folds.COUNT)
                        .mapToObj(fold -> texts(folds.asked(fold)))
                        .filter(asked -> asked.contains("how do I pay my water bill")))
                .singleElement()
                .satisfies(asked -> assertThat(asked)
                        .contains("how can I pay my water bill")
                        .doesNotContain("water payment options"));
    }

    @Test
    void everyTextIsAskedOnceAndNotLearntThenButForTheOnlyOneOfItsAnswer() {
        var folds = Folds.of(EXAMPLES, ANSWERS);

        assertThat(IntStream.range(0, Folds.COUNT).boxed().flatMap(fold -> texts(folds.asked(fold)).stream()))
                .containsExactlyInAnyOrder(
                        "how do I pay my water bill",
                        "how can I pay my water bill",
                        "water payment options",
                        "who won the game",
                        "who won the match");
        for (var fold = 0; fold < Folds.COUNT; fold++) {
            assertThat(texts(folds.learnt(fold)))
                    .noneMatch(texts(folds.asked(fold))::contains)
                    .as("the answer's own text and the only phrasing are always learnt")
                    .contains("pay water bill", "register my dog");
        }
    }

    private static List<String> texts(List<Example> examples) {
        return examples.stream().map(Example::text).toList();
    }

    private static Example phrasing(int answer, String text) {
        return example(answer, text, Origin.PHRASING);
    }

    private static Example text(int answer, String text) {
        return example(answer, text, Origin.ANSWER_TEXT);
    }

    private static Example foreign(String text) {
        return example(ANSWERS, text, Origin.FOREIGN);
    }

    private static Example example(int answer, String text, Origin origin) {
        return new Example(answer, text, Words.of(text), Point.of(new float[] {1, 0}), origin);
    }
}

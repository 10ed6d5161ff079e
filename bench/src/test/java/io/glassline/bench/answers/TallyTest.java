package io.glassline.bench.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.bench.answers.Question.Reply;
import io.glassline.bench.answers.Ranking.Ranked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {

    @Test
    void anAnswerToWhatIsOutOfScopeIsAWrongOne() {
        var tally = new Tally();
        tally.add(asks("trash-day"), new Reply.Answered("trash-day", 0.9));
        tally.add(asks("trash-day"), new Reply.Answered("trash-day", 0.9));
        tally.add(asks("pool"), new Reply.Answered("library", 0.9));
        tally.add(asks("pool"), new Reply.Listed(List.of("library", "pool"), 0.4));
        tally.add(asks("pool"), new Reply.Listed(List.of("library", "museum"), 0.4));
        tally.add(asks("pool"), new Reply.Refused(0.1));
        tally.add(outOfScope(), new Reply.Answered("pool", 0.8));
        tally.add(outOfScope(), new Reply.Refused(0.1));

        assertThat(tally.precision()).isEqualTo(0.5); // two right, one wrong, one out of scope
        assertThat(tally.rightOrListed()).isEqualTo(0.5);
        assertThat(tally.row("all"))
                .isEqualTo("| all | 6 | 0.333 | 0.167 | 0.333 | 0.167 | 0.500 | 0.500 | 2 | 0.500 | 0.000 |");
    }

    @Test
    void anotherContenderAnswersAsMuchOutOfScopeAsTheBotDoes() {
        var byLength = new Thresholded(new Ranking() {
            @Override
            public String name() {
                return "length";
            }

            @Override
            public Ranked rank(String text, Locale language) {
                return new Ranked(List.of("pool"), text.length());
            }
        });
        var foreign = List.of(saying("four"), saying("eight888"), saying("sixsix"), saying("2t"));
        byLength.setThresholds(Locale.ENGLISH, foreign, 1, 1);

        assertThat(foreign.stream()
                        .map(question -> byLength.ask(question.text(), Locale.ENGLISH)
                                .getClass()
                                .getSimpleName()))
                .containsExactly("Refused", "Answered", "Listed", "Refused");
    }

    @Test
    void questionsAndDialoguesAreReadFromOneFolder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), """
            {"lang": "es", "style": "texting", "id": "trash-day", "text": "q dia pasa la basura"}

            {"lang": "en", "style": "clean", "id": null, "text": "who won"}
            """);
        Files.writeString(folder.resolve("d.jsonl"), """
            {"lang": "en", "turns": [{"text": "dog license?", "id": "dog-license"}, {"text": "thanks", "id": null}]}
            """);

        var read = QuestionFiles.read(folder);

        assertThat(read.questions())
                .containsExactly(
                        new Question(Locale.of("es"), "texting", Optional.of("trash-day"), "q dia pasa la basura"),
                        new Question(Locale.ENGLISH, "clean", Optional.empty(), "who won"));
        assertThat(read.dialogues())
                .containsExactly(new Dialogue(
                        Locale.ENGLISH,
                        List.of(
                                new Dialogue.Turn(Optional.of("dog-license"), "dog license?"),
                                new Dialogue.Turn(Optional.empty(), "thanks"))));
    }

    private static Question asks(String answer) {
        return new Question(Locale.ENGLISH, "clean", Optional.of(answer), "about " + answer);
    }

    private static Question outOfScope() {
        return saying("who won the game");
    }

    private static Question saying(String text) {
        return new Question(Locale.ENGLISH, "clean", Optional.empty(), text);
    }
}

package io.glassline.bench.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.bench.answers.LabelledSet.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The public sets are fetched by whoever runs them; these are small files of the same form.
class PublicSetsTest {

    private static final String CLINC = """
        {"train": [["put milk on my list", "shopping_list_update"], ["add eggs to the list", "shopping_list_update"],
                   ["is my card maxed out", "credit_limit"]],
         "val": [["not read", "credit_limit"]],
         "test": [["what can i spend on my card", "credit_limit"]],
         "oos_train": [["not read", "oos"]], "oos_test": [["how tall is the tower", "oos"]]}
        """;

    private static final String BANKING = """
        text,category
        I am still waiting on my card?,card_arrival
        "My card, ""the gold one"", was eaten",card_swallowed
        "Two lines
        of one question",card_arrival
        """;

    @TempDir
    Path folder;

    @Test
    void clincHasQuestionsOutOfScope() throws IOException {
        write("clinc150/data_full.json", CLINC);

        var set = PublicSets.read(folder).getFirst();

        assertThat(set.name()).isEqualTo("clinc150");
        assertThat(set.training()).hasSize(3);
        assertThat(set.questions())
                .containsExactly(
                        new Question(
                                Locale.ENGLISH,
                                "as written",
                                Optional.of("credit_limit"),
                                "what can i spend on my card"),
                        new Question(Locale.ENGLISH, "as written", Optional.empty(), "how tall is the tower"));
    }

    @Test
    void tablesHaveFieldsInQuotes() throws IOException {
        write("banking77/train.csv", BANKING);
        write("banking77/test.csv", BANKING.replace("\n", "\r\n"));

        var set = PublicSets.read(folder).getFirst();

        assertThat(set.training())
                .containsExactly(
                        new Sentence("I am still waiting on my card?", Optional.of("card_arrival")),
                        new Sentence("My card, \"the gold one\", was eaten", Optional.of("card_swallowed")),
                        new Sentence("Two lines\nof one question", Optional.of("card_arrival")));
        assertThat(set.test()).hasSize(3);
    }

    @Test
    void aLabelIsAnAnswerWithSoManyPhrasings() throws IOException {
        write("clinc150/data_full.json", CLINC);
        var set = PublicSets.read(folder).getFirst();

        var one = set.fewShot(1);

        assertThat(one.answers())
                .hasSize(2)
                .allSatisfy(
                        answer -> assertThat(answer.phrasings(Locale.ENGLISH)).hasSize(1));
        assertThat(one.find("credit_limit").orElseThrow().text(Locale.ENGLISH)).isEqualTo("credit limit");
        assertThat(set.fewShot(10).find("shopping_list_update").orElseThrow().phrasings(Locale.ENGLISH))
                .containsExactlyInAnyOrder("put milk on my list", "add eggs to the list");
        assertThat(set.fewShot(1).version()).as("the same in every run").isEqualTo(one.version());
    }

    @Test
    void whatIsNotThereIsNotRun() throws IOException {
        write("hwu64/train.csv", BANKING); // and nothing to ask

        assertThat(PublicSets.read(folder)).isEqualTo(List.of());
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }
}

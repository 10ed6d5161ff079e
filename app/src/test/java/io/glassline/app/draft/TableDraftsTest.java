package io.glassline.app.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableDraftsTest {

    @TempDir
    Path folder;

    private final List<Problem> problems = new ArrayList<>();

    private List<DraftAnswer> read(String table) throws IOException {
        var file = Files.writeString(folder.resolve("faq.csv"), table);
        var owners = new Owners(Map.of("https://city.example/waste", "Sanitation", "/", "City Clerk"));
        return TableDrafts.read(file, List.of("en", "es"), owners, problems);
    }

    @Test
    void rowsOfOneIdAreOneAnswerInItsLanguagesAndWaysToAsk() throws IOException {
        var drafts = read("""
                id,question,answer,language,source,owner
                trash,When is trash day?,"Once a week, on ""your"" day.",en,https://city.example/waste/day,
                trash,trash pickup,"Once a week, on ""your"" day.",en,,
                trash,¿Cuándo pasa la basura?,Una vez por semana.,es,,
                ,Where do I pay?,At City Hall.,en,,Treasury
                """);
        assertThat(problems).isEmpty();
        assertThat(drafts).hasSize(2);
        assertThat(drafts.getFirst().owner()).isEqualTo(Optional.of("Sanitation"));
        assertThat(drafts.getLast().text(List.of("en", "es")))
                .startsWith("---\nid: where-do-i-pay\ntopic: general\nowner: \"Treasury\"\ntaken-from:\n  en: ")
                .endsWith("ask:\n  en:\n    - \"Where do I pay?\"\n---\n\n# en\n\nAt City Hall.\n");
        assertThat(drafts.getFirst().text(List.of("en", "es")))
                .contains("    - \"When is trash day?\"\n    - \"trash pickup\"\n", "# es\n\nUna vez por semana.");
    }

    @Test
    void whatIsWrongIsToldByLineAndColumn() throws IOException {
        read("""
                id,question,answer,language,source
                a,Where?,,en,
                b,Where?,Here.,fr,here
                c,Where?,Here.,en,
                c,Where now?,There.,en,
                """);
        assertThat(problems.stream().map(Problem::toString))
                .containsExactly(
                        "faq.csv:2:10: answer This is empty.",
                        "faq.csv:3:16: language 'fr' is none of the city's languages, en, es.",
                        "faq.csv:3:19: source 'here' is not a web address such as https://city.example/waste.",
                        "faq.csv:5:14: answer Another row with this id has another answer in 'en'.");
    }

    @Test
    void aTableWithoutItsColumnsIsNotRead() throws IOException {
        assertThat(read("frage,antwort\nWo?,Hier.\n")).isEmpty();
        assertThat(problems).hasSize(5);
    }
}

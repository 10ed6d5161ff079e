package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeFolderTest {

    private static final String GOOD = """
        ---
        id: trash-day
        topic: waste
        owner: Public Works
        source: https://city.example/waste
        reviewed: 2026-10-05
        review-by: 2027-04-05
        ask:
          en:
            - when is trash day
            - garbage pickup
            - what day is trash
          es: [cuándo pasa la basura, día de basura, recogen la basura]
        ---

        # en

        Trash is picked up
        once a week.

        - Bins out by 6 am.

        # es

        La basura se recoge una vez por semana.
        """;

    @TempDir
    Path folder;

    @Test
    void aGoodFileIsAnAnswer() throws IOException {
        write("waste/trash-day.md", GOOD);
        write("README.md", "not an answer");
        var answer = good().find("trash-day").orElseThrow();
        assertThat(answer.topic()).isEqualTo("waste");
        assertThat(answer.owner()).isEqualTo("Public Works");
        assertThat(answer.source()).hasToString("https://city.example/waste");
        assertThat(answer.reviewBy()).isEqualTo(LocalDate.of(2027, 4, 5));
        assertThat(answer.phrasings(Locale.ENGLISH))
                .containsExactly("when is trash day", "garbage pickup", "what day is trash");
        assertThat(answer.phrasings(Locale.of("es"))).hasSize(3);
        assertThat(answer.text(Locale.ENGLISH)).isEqualTo("Trash is picked up once a week.\n\n- Bins out by 6 am.");
        assertThat(answer.text(Locale.of("es"))).isEqualTo("La basura se recoge una vez por semana.");
        assertThat(answer.text(Locale.FRENCH)).isEqualTo(answer.text(Locale.ENGLISH));
        assertThat(answer.isDueForReview(LocalDate.of(2027, 4, 5))).isFalse();
        assertThat(answer.isDueForReview(LocalDate.of(2027, 4, 6))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # instead of                        | the file has                    | line | path      | so it says
          id: trash-day                     | id: trash                       | 2    | id        | 'trash' is not the file's name, 'trash-day'. Rename one of them.
          id: trash-day                     | id: Trash Day                   | 2    | id        | 'Trash Day' must be lower-case words joined by '-'.
          id: trash-day                     | id:                             | 2    | id        | there is no value here
          id: trash-day                     | id: [trash-day]                 | 2    | id        | this must be a single value
          topic: waste                      | topic: water                    | 3    | topic     | 'water' is not the folder's name, 'waste'. Rename one of them.
          owner: Public Works               | ownr: Public Works              | 4    | ownr      | unknown key "ownr"; did you mean "owner"?
          owner: Public Works               | colour: blue                    | 4    | colour    | unknown key "colour"; known are: ask, asks-for, flow, id, owner, review-by, reviewed, source, taken-from, topic
          owner: Public Works               | # nothing                       | 2    | ''        | "owner" is missing
          owner: Public Works               | topic: waste                    | 4    | topic     | "topic" is here twice
          source: https://city.example/waste | source: the web                | 5    | source    | 'the web' is not a web address such as https://city.example/waste.
          reviewed: 2026-10-05              | reviewed: 05/10/2026            | 6    | reviewed  | '05/10/2026' is not a day such as 2026-10-05.
          reviewed: 2026-10-05              | reviewed: 2026-02-30            | 6    | reviewed  | '2026-02-30' is not a day such as 2026-10-05.
          review-by: 2027-04-05             | review-by: 2026-04-05           | 7    | review-by | 2026-04-05 is before the day of review, 2026-10-05. It is the day by which to review again.
          review-by: 2027-04-05             | asks-for: [locaton]             | 7    | asks-for[0] | "locaton" is not a detail to ask for; did you mean "location"?
          - garbage pickup                  | - When is TRASH day?            | 11   | ask.en[1] | This is the same as line 10.
          - garbage pickup                  | - "?!"                          | 11   | ask.en[1] | There is no word in this phrasing.
          - garbage pickup                  | - a: b                          | 11   | ask.en[1] | this must be a single value
          es: [cuándo                       | fr: [cuándo                     | 13   | ask.fr    | unknown key "fr"; known are: en, es
          es: [cuándo                       | fr: [cuándo                     | 9    | ask       | "es" is missing: how citizens ask for it in this language
          es: [cuándo pasa la basura, día de basura, recogen la basura] | es: basura | 13 | ask.es | this must be a list
          es: [cuándo pasa la basura, día de basura, recogen la basura] | es: [] | 13 | ask.es | There is no phrasing. Write at least one, better three, as residents ask.
          # es                              | # ess                           | 23   | # ess     | 'ess' is not a language of this city; did you mean "es"?
          # es                              | # ex                            | 25   | # es      | The answer in 'es' is missing. Add a section '# es'.
          # es                              | # en                            | 23   | # en      | There is a second section '# en'.
          La basura se recoge una vez por semana. | ''                        | 23   | # es      | The answer in 'es' is empty.
          owner: Public Works               | owner: "Public Works            | 4    | ''        | this is not YAML:
          owner: Public Works               | owner: Public: Works            | 4    | ''        | this is not YAML: mapping values are not allowed here
        """)
    void aMistakeIsReportedWhereItIs(String insteadOf, String has, int line, String path, String says)
            throws IOException {
        var text = GOOD.replaceFirst(
                java.util.regex.Pattern.quote(insteadOf), java.util.regex.Matcher.quoteReplacement(has));
        assertThat(text).isNotEqualTo(GOOD);
        write("waste/trash-day.md", text);
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("waste/trash-day.md");
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.says()).startsWith(says);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    @Test
    void onePhrasingIsEnoughToBeginWith() throws IOException {
        write("waste/trash-day.md", GOOD.replace("    - garbage pickup\n    - what day is trash\n", ""));
        assertThat(good().find("trash-day").orElseThrow().phrasings(Locale.ENGLISH))
                .containsExactly("when is trash day");
    }

    @Test
    void frontMatterMustBeginAndEnd() throws IOException {
        write("a/empty.md", "");
        write("a/no-front-matter.md", "# en\n\nTrash.\n");
        write("a/not-closed.md", GOOD.replaceFirst("(?m)^---\n\n", "\n"));
        write("a/not-a-map.md", "---\n- id\n---\n# en\nx\n");
        assertThat(problems().stream().map(Problem::toString))
                .containsExactly(
                        "a/empty.md:1:  The file must start with a line '---', then id, topic, owner and so on, then"
                                + " '---'.",
                        "a/no-front-matter.md:1:  The file must start with a line '---', then id, topic, owner and so"
                                + " on, then '---'.",
                        "a/not-a-map.md:2:  the file must be keys with values, such as name: value",
                        "a/not-closed.md:1:  The front matter is not closed. Put a line '---' after the last of its"
                                + " keys.");
    }

    @Test
    void textBeforeTheFirstSectionIsSaidOnce() throws IOException {
        write("waste/trash-day.md", GOOD.replace("# en\n", "Hello.\nHello again.\n\n# en\n"));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(16);
            assertThat(problem.says()).contains("before the first section");
        });
    }

    @Test
    void twoEntriesClaimNeitherTheSameNameNorTheSameWords() throws IOException {
        write("waste/trash-day.md", GOOD);
        write(
                "water/trash-day.md",
                GOOD.replace("topic: waste", "topic: water").replace("garbage pickup", "Garbage pickup?!"));
        assertThat(problems().stream().map(Problem::toString))
                .contains(
                        "water/trash-day.md:2:5: id 'trash-day' is also the id of waste/trash-day.md. Give one of them"
                                + " another name.",
                        "water/trash-day.md:11: ask.en 'Garbage pickup?!' is asked in waste/trash-day.md:11 already."
                                + " Keep it in the one it belongs to.");
    }

    @Test
    void allMistakesOfAllFilesAreReportedAtOnce() throws IOException {
        write(
                "waste/trash-day.md",
                GOOD.replace("owner: Public Works", "ownr: x").replace("2027-04-05", "soon"));
        write("waste/other.md", GOOD.replace("# es", "# sp"));
        assertThat(problems()).extracting(Problem::file).contains("waste/trash-day.md", "waste/other.md");
        assertThat(problems()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void whatAnAnswerAsksForIsKnownAndNamesTheKnowledge() throws IOException {
        write("waste/trash-day.md", GOOD);
        var before = good().version();
        write("waste/trash-day.md", GOOD.replace("ask:", "asks-for: [location, description]\nask:"));
        assertThat(good().find("trash-day").orElseThrow().asksFor())
                .containsExactlyInAnyOrder(AskedDetail.LOCATION, AskedDetail.DESCRIPTION);
        assertThat(good().version()).isNotEqualTo(before);
    }

    @Test
    void aFileOfAnotherEncodingIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("waste"));
        Files.write(folder.resolve("waste/trash-day.md"), new byte[] {'-', '-', '-', '\n', (byte) 0xe9, '\n'});
        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.says()).isEqualTo("the file is not UTF-8; save it as UTF-8"));
    }

    @Test
    void windowsLineEndsAreLineEnds() throws IOException {
        write("waste/trash-day.md", GOOD.replace("\n", "\r\n"));
        assertThat(good().find("trash-day").orElseThrow().text(Locale.ENGLISH))
                .isEqualTo("Trash is picked up once a week.\n\n- Bins out by 6 am.");
    }

    @Test
    void anEmptyFolderIsAMistakeAndAMissingOneAnError() {
        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.says()).contains("no answer"));
        assertThatThrownBy(() -> KnowledgeFolder.read(folder.resolve("missing")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void theVersionFollowsTheContentAndNothingElse() throws IOException {
        write("waste/trash-day.md", GOOD);
        var version = good().version();
        assertThat(version).matches("[0-9a-f]{12}");
        write(
                "waste/trash-day.md",
                GOOD.replace("\n\n# es\n", "\n\n\n# es\n\n").replace("owner: Public Works", "owner:   'Public Works'"));
        assertThat(good().version()).as("layout").isEqualTo(version);
        for (var change : List.of(
                "once a week", "Public Works", "city.example/waste", "2027-04-05", "garbage pickup", "por semana")) {
            write("waste/trash-day.md", GOOD.replace(change, change.startsWith("20") ? "2028-01-01" : change + "s"));
            assertThat(good().version()).as(change).isNotEqualTo(version);
        }
    }

    private void write(String file, String text) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text, UTF_8);
    }

    private Knowledge good() {
        return switch (KnowledgeFolder.read(folder)) {
            case Parsed.Good<Knowledge>(var knowledge) -> knowledge;
            case Parsed.Bad<Knowledge>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private List<Problem> problems() {
        return switch (KnowledgeFolder.read(folder)) {
            case Parsed.Good<Knowledge> _ -> List.of();
            case Parsed.Bad<Knowledge>(var problems) -> problems;
        };
    }
}

package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `check` warns of, with file and line: a city officer decides what becomes of it.
class KnowledgeReviewTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);

    private static final String POOL = """
        ---
        id: pool
        topic: parks
        owner: Parks
        source: https://city.example/pool
        reviewed: 2026-10-05
        review-by: 2027-04-05
        ask:
          en:
            - when does the swimming pool open
            - what does it cost to swim
            - can my kids take swimming lessons
          es:
            - a qué hora abre la alberca
            - cuánto cuesta nadar
            - hay clases de natación para niños
        ---

        # en

        The pool opens at 8 am. A ticket is $5. Call 555-0142.

        # es

        La alberca abre a las 8 de la mañana. El boleto cuesta $5. Llame al 555-0142.
        """;

    private static final String LIBRARY = POOL.replace("id: pool", "id: library")
            .replace("when does the swimming pool open", "how many books may I borrow")
            .replace("what does it cost to swim", "is there a fine for late returns")
            .replace("can my kids take swimming lessons", "where can I print something")
            .replace("a qué hora abre la alberca", "cuántos libros puedo llevar")
            .replace("cuánto cuesta nadar", "dónde puedo imprimir")
            .replace("hay clases de natación para niños", "hay multa por devolver tarde");

    @TempDir
    Path folder;

    @Test
    void nothingIsSaidOfGoodAnswers() throws IOException {
        assertThat(warningsOf(POOL)).isEmpty();
    }

    @Test
    void whatIsHardToReadOrLongAsATextMessageIsTold() throws IOException {
        var hard =
                "Applicants requesting authorization must submit supplementary documentation demonstrating compliance"
                        + " with applicable municipal regulations. ";
        assertThat(warningsOf(POOL.replace("The pool opens", hard + "The pool opens")))
                .singleElement()
                .asString()
                .contains(":19: # en This reads like grade");
        assertThat(warningsOf(POOL.replace("A ticket is", "Bring a towel. ".repeat(30) + "A ticket is")))
                .singleElement()
                .asString()
                .contains(":19: # en As a text message this is 4 segments, more than 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # instead of                        | the answer has                              | line | path      | so it says
          review-by: 2027-04-05             | review-by: 2026-11-27                       | 7    | review-by | Parks should have read this again by 2026-11-27. It is still given.
          - can my kids take swimming lessons | # nothing                                 | 10   | ask.en    | Only 2 phrasings are here. It is enough to begin with; with three or more, in other words, it is found much more often.
          El boleto cuesta $5.              | El boleto cuesta $6.                        | 23   | # es      | The answers in 'en' and 'es' do not say the same: the first names $5, the second $6.
          Llame al 555-0142.                | Llame al 555-0124.                          | 23   | # es      | The answers in 'en' and 'es' do not say the same: the first names 5550142, the second 5550124.
          Llame al 555-0142.                | ''                                          | 23   | # es      | The answers in 'en' and 'es' do not say the same: the first names 5550142, the second nothing of the kind.
          what does it cost to swim         | is there a fine for the late returns | 11   | ask.en    | 'is there a fine for the late returns' is nearly 'is there a fine for late returns' in parks/library.md:11. Residents who ask so may get either answer.
        """)
    void aWeakAnswerIsNamedWithItsLine(String insteadOf, String has, int line, String path, String says)
            throws IOException {
        assertThat(warningsOf(POOL.replace(insteadOf, has))).contains(new Problem("parks/pool.md", line, path, says));
    }

    @Test
    void theLastDayToReadItAgainIsNotPast() throws IOException {
        assertThat(warningsOf(POOL.replace("review-by: 2027-04-05", "review-by: 2026-11-28")))
                .isEmpty();
    }

    @Test
    void aPriceIsTheSameHoweverItIsWritten() throws IOException {
        assertThat(warningsOf(POOL.replace("A ticket is $5.", "A season is $1,500.")
                        .replace("El boleto cuesta $5.", "La temporada cuesta $1.500.")))
                .isEmpty();
    }

    @Test
    void whatSharesOnlyCommonWordsIsNoCopy() throws IOException {
        var certificate =
                POOL.replace("when does the swimming pool open", "how do I get a copy of my birth certificate");
        Files.createDirectories(folder.resolve("parks"));
        Files.writeString(
                folder.resolve("parks/other.md"),
                LIBRARY.replace("id: library", "id: other")
                        .replace("how many books may I borrow", "how do I get a copy of my marriage certificate")
                        .replace("is there a fine for late returns", "is the office shut at noon")
                        .replace("where can I print something", "do I need a witness")
                        .replace("cuántos libros puedo llevar", "copia del acta de matrimonio")
                        .replace("dónde puedo imprimir", "necesito un testigo")
                        .replace("hay multa por devolver tarde", "cierra la oficina al mediodía"),
                UTF_8);
        assertThat(warningsOf(certificate)).isEmpty();
    }

    @Test
    void aPhrasingThatWouldGetAnotherAnswerIsNamedWithThatAnswersFile() throws IOException {
        Files.createDirectories(folder.resolve("parks"));
        write("pool", POOL);
        write("library", LIBRARY);
        var knowledge = knowledge();
        var pool = knowledge.find("pool").orElseThrow();
        var library = knowledge.find("library").orElseThrow();

        var review = KnowledgeReview.warnings(
                folder,
                List.of(Locale.ENGLISH, Locale.of("es")),
                TODAY,
                List.of(new Retrieval.Confusion(pool, "what does it cost to swim", library)),
                new TreeMap<>());

        assertThat(review)
                .containsExactly(new Problem(
                        "parks/pool.md",
                        11,
                        "ask.en",
                        "Were 'what does it cost to swim' not written here, parks/library.md would be answered. Tell"
                                + " the two apart in their phrasings, or make one answer of them."));
    }

    /// Of that answer beside the library's, without what training would add.
    private List<Problem> warningsOf(String pool) throws IOException {
        Files.createDirectories(folder.resolve("parks"));
        write("pool", pool);
        write("library", LIBRARY);
        knowledge();
        return KnowledgeReview.warnings(
                folder, List.of(Locale.ENGLISH, Locale.of("es")), TODAY, List.of(), new TreeMap<>());
    }

    private void write(String id, String text) throws IOException {
        Files.writeString(folder.resolve("parks/" + id + ".md"), text, UTF_8);
    }

    private Knowledge knowledge() {
        return switch (KnowledgeFolder.read(folder)) {
            case Parsed.Good<Knowledge>(var knowledge) -> knowledge;
            case Parsed.Bad<Knowledge>(var problems) -> throw new AssertionError(problems.toString());
        };
    }
}

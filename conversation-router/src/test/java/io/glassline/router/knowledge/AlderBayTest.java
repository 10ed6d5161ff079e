package io.glassline.router.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The example city's answers keep to what its style asks of them: short, plain, and cheap to send.
class AlderBayTest {

    private static final Locale SPANISH = Locale.of("es");
    private static final int ANSWER_CHARACTERS_MAX = 450;
    private static final Pattern GSM_7_PLAIN = Pattern.compile("[A-Za-z0-9 @$%&'()*+,./:;<=>?!\"#-]*");
    private static final Pattern WEB_OR_MAIL = Pattern.compile("https?://\\S+|\\S+@\\S+");

    static Stream<Answer> answers() {
        return switch (KnowledgeFolder.read(Path.of("..", "config", "knowledge"))) {
            case Parsed.Good<Knowledge>(var knowledge) -> knowledge.answers().stream();
            case Parsed.Bad<Knowledge>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerFitsAFewTextMessages(Answer answer) {
        assertThat(answer.text(Locale.ENGLISH))
                .hasSizeLessThanOrEqualTo(ANSWER_CHARACTERS_MAX)
                .matches(GSM_7_PLAIN);
        assertThat(answer.text(SPANISH)).hasSizeLessThanOrEqualTo(ANSWER_CHARACTERS_MAX);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerSaysWhereToTurn(Answer answer) {
        for (var text : List.of(answer.text(Locale.ENGLISH), answer.text(SPANISH))) {
            assertThat(text).containsAnyOf("https://city.example/", "+1 555 010", "PERSON");
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void numbersAndAddressesAreTheSameInBothLanguages(Answer answer) {
        assertThat(links(answer.text(SPANISH))).isEqualTo(links(answer.text(Locale.ENGLISH)));
        assertThat(prices(answer.text(SPANISH))).isEqualTo(prices(answer.text(Locale.ENGLISH)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerIsWrittenForGradeEightOrBelow(Answer answer) {
        assertThat(gradeOf(answer.text(Locale.ENGLISH)))
                .as(answer.text(Locale.ENGLISH))
                .isLessThanOrEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerIsAskedForInManyWays(Answer answer) {
        assertThat(answer.phrasings(Locale.ENGLISH)).hasSizeGreaterThanOrEqualTo(6);
        assertThat(answer.phrasings(SPANISH)).hasSizeGreaterThanOrEqualTo(6);
    }

    private static List<String> links(String text) {
        return found(text, "https://[a-z./-]*[a-z]");
    }

    private static List<String> prices(String text) {
        return found(text, "\\$\\d+(\\.\\d\\d)?");
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group())
                .sorted()
                .toList();
    }

    /// Flesch and Kincaid's grade, with syllables counted as runs of vowels. Links and telephone numbers are not
    /// read.
    private static double gradeOf(String text) {
        var plain = WEB_OR_MAIL.matcher(text).replaceAll("page.").replaceAll("\\+?[\\d :$.]*\\d", "one");
        var sentences = Stream.of(plain.split("[.!?:]+\\s*"))
                .filter(sentence -> !sentence.isBlank())
                .count();
        var words = Words.of(plain);
        var syllables = words.stream().mapToInt(AlderBayTest::syllables).sum();
        return 0.39 * words.size() / sentences + 11.8 * syllables / words.size() - 15.59;
    }

    private static int syllables(String word) {
        var runs = (int) Pattern.compile("[aeiouy]+").matcher(word).results().count();
        var silentEnd = word.endsWith("e") && !word.endsWith("le") && runs > 1;
        return Math.max(1, silentEnd ? runs - 1 : runs);
    }
}

package io.glassline.router.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ids stand in buttons of chats and in stored sessions, so none of them may ever change.
class ChoiceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            answer:trash-day   | Answer[answer=trash-day]
            flow:permit-status | Flow[flow=permit-status]
            language:es        | Language[language=es]
            person             | Person[]
            again              | Again[]
            """)
    void anIdIsReadAndPrintedTheSame(String id, String choice) {
        assertThat(Choice.parse(id))
                .get()
                .hasToString(choice)
                .extracting(Choice::id)
                .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "answer", "persons", "person:1", "again:", "answers:trash-day", "Person", "a", "1"})
    void anIdThatIsNoneOfOursIsNoChoice(String id) {
        assertThat(Choice.parse(id)).isEmpty();
    }

    @Test
    void noTwoChoicesHaveTheSameId() {
        var choices = List.of(
                new Choice.Answer("person"),
                new Choice.Flow("person"),
                new Choice.Language(Locale.ENGLISH),
                new Choice.Person(),
                new Choice.Again());
        assertThat(choices.stream().map(Choice::id)).doesNotHaveDuplicates();
    }

    /// A name may have a colon of its own.
    @Test
    void onlyTheFirstColonCounts() {
        assertThat(Choice.parse("answer:a:b")).contains(new Choice.Answer("a:b"));
    }
}

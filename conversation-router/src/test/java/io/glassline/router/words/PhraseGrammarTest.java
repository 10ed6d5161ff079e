package io.glassline.router.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Phrases with lists, choices and parts that may be left out.
class PhraseGrammarTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # the phrase                         | said                    | ends after so many words
            stop                                 | stop                    | 1
            stop                                 | stop now                | 1
            stop                                 | go                      |
            stop texting                         | stop texting me         | 2
            stop texting                         | stop                    |
            `stop [texting]`                     | stop texting            | 1 2
            `stop [[all] texting]`               | stop all texting        | 1 3
            `(stop | do not) text`               | do not text             | 3
            `(stop | do not) text`               | stop text               | 2
            `(stop | stop all) [texts] now`      | stop all texts now      | 4
            <end> texting                        | knock off texting       | 3
            <end> <what>                         | quit those texts        | 3
            i am not *                           | i am not maria          | 4
            i am not *                           | i am not                |
            i am not * [*]                       | i am not maria lopez    | 4 5
            """)
    void endsWhereItMay(String phrase, String said, String ends) {
        var grammar = new PhraseGrammar();
        grammar.list("end", List.of("stop", "quit", "knock off"));
        grammar.list("what", List.of("[these | those] texts", "messages"));
        var found = grammar.phrase(phrase).ends(List.of(said.split(" ")), 0);
        var expected = 0L;
        for (var end : ends == null ? new String[0] : ends.split(" ")) {
            expected |= 1L << Integer.parseInt(end);
        }
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            stop <nothing>   | <nothing> is no list that stands above
            `stop [it`       | a "]" is missing
            `stop it)`       | there is a ")" too many
            `(stop | )`      | there is no word where one must be
            `[stop] [it]`    | this may be left out as a whole
            Stop it          | write "Stop" in small letters, without accents and signs: messages are looked at so
            más              | write "más" in small letters, without accents and signs: messages are looked at so
            don't            | write "'" in small letters, without accents and signs: messages are looked at so
            """)
    void whatIsNoPhraseIsRefusedWithASentence(String written, String says) {
        assertThatThrownBy(() -> new PhraseGrammar().phrase(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(says);
    }
}

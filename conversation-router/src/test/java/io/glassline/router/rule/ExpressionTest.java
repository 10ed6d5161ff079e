package io.glassline.router.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conditions with regular expressions, over the message "my street light broke" in English.
class ExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "message.text.matches('street ?lights?')                          # true",
                "message.text.matches('\\\\blight\\\\b.*\\\\bbroke')              # true",
                "message.text.matches('^light')                                   # false",
                "message.text.matches('hydrant') || message.text.matches('light') # true",
                "'light'.matches('l.*t')                                          # true",
                "matches(message.text, 'broken?$')                                # true",
                "message.text.matches(message.language)                           # false",
                "'then'.matches(message.language)                                 # true",
                "message.words.exists(word, word.matches('^l.*t$'))               # true",
                "message.words.all(word, word.matches('^l.*t$'))                  # false"
            })
    void lookedAt(String source, boolean holds) {
        var condition = good(source).evaluate("a rule", facts("en"));

        assertThat(condition.held()).isEqualTo(holds);
        assertThat(condition.saw()).doesNotContain("not evaluated");
    }

    /// The trace says so, without the message's words.
    @Test
    void fromTheMessageMayBeNone() {
        var condition = good("message.text.matches(message.language)").evaluate("a rule", facts("("));

        assertThat(condition.held()).isFalse();
        assertThat(condition.saw())
                .isEqualTo("message.text=(4 words), message.language=(; not evaluated: "
                        + "not a regular expression: missing closing )");
    }

    private static Expression good(String source) {
        return ((Expression.Compilation.Good) Expression.compile(source)).expression();
    }

    private static Facts facts(String language) {
        var text = "my street light broke";
        return new Facts(
                new Facts.Message(text, List.of(text.split(" ")), "sms", "text", language, false),
                new Facts.Conversation("bot", 0, language, 1),
                new Facts.Clock(10, 30, "monday", "2026-11-23", false));
    }
}

package io.glassline.router.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.router.ExampleCity;
import io.glassline.router.words.NormalizedText;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conditions in CEL, over the message "my street light broke" in English.
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
        assertThat(good(source).holds(facts("en", 1))).isEqualTo(holds);
    }

    @Test
    void aRegularExpressionFromTheMessageMayBeNone() {
        assertThatThrownBy(() -> good("message.text.matches(message.language)").holds(facts("(", 1)))
                .isInstanceOf(Expression.NotEvaluated.class)
                .hasMessage("not a regular expression: missing closing )");
    }

    /// 400 words looked at with each other are 160,000 rounds.
    @Test
    void aLoopWithinALoopIsStopped() {
        var pairs = good("message.words.all(a, message.words.all(b, a == b || a != b))");
        assertThat(pairs.holds(facts("en", 1))).isTrue();
        assertThatThrownBy(() -> pairs.holds(facts("en", 100))).isInstanceOf(Expression.NotEvaluated.class);
    }

    private static Expression good(String source) {
        return ((Expression.Compilation.Good) Expression.compile(source)).expression();
    }

    private static Facts facts(String language, int times) {
        var said = NormalizedText.of("my street light broke ".repeat(times));
        return new Facts(
                new Facts.Message(said.text(), said.words(), "sms", "city-sms", "text", language, List.of("words")),
                new Facts.Conversation("bot", 0, language, 1, 0, "", List.of()),
                new Facts.Contact("implied"),
                new Facts.Sources(
                        LocalDateTime.parse("2026-11-23T10:30").atZone(ZoneId.of("UTC")),
                        ExampleCity.city().queues(),
                        () -> List.of(said),
                        () -> new Facts.Answer("", "", 0, false)));
    }
}

package io.glassline.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// RFC 8785 for the values the log holds; the key order and the escapes are its own examples (§3.2.2.2, §3.2.3).
class CanonicalJsonTest {

    record Case(Object value, String json) {}

    static final List<Case> CASES = List.of(
            new Case("plain", "\"plain\""),
            new Case("\u20ac$\u000f\nA'B\"\\\"/", "\"€$\\u000f\\nA'B\\\"\\\\\\\"/\""),
            new Case("\b\t\f\r", "\"\\b\\t\\f\\r\""),
            new Case("\u007f é 😀", "\"\u007f é 😀\""),
            new Case("half \ud83d of one", "\"half \ufffd of one\""),
            new Case("\ud83d", "\"\ufffd\""),
            new Case("\ude00", "\"\ufffd\""),
            new Case("\ude00\ud83d", "\"\ufffd\ufffd\""),
            new Case("\ud83dx\ude00", "\"\ufffdx\ufffd\""),
            new Case("\u0001\u001f\u0020", "\"\\u0001\\u001f \""),
            new Case(1, "1"),
            new Case(9_007_199_254_740_992L, "9007199254740992"),
            new Case(true, "true"),
            new Case(List.of("a", 2, List.of()), "[\"a\",2,[]]"),
            new Case(Map.of("b", 1, "a", 2), "{\"a\":2,\"b\":1}"));

    @ParameterizedTest
    @FieldSource("CASES")
    void writesEachValueInItsOneForm(Case c) {
        assertThat(json(Map.of("k", c.value))).isEqualTo("{\"k\":" + c.json + "}");
    }

    @Test
    void sortsKeysByUtf16Units() {
        var keys = new LinkedHashMap<String, Object>();
        for (var key : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude02", "\u0080", "\u00f6")) {
            keys.put(key, 0);
        }
        assertThat(json(keys))
                .isEqualTo(
                        "{\"\\r\":0,\"1\":0,\"\u0080\":0,\"\u00f6\":0,\"\u20ac\":0,\"\ud83d\ude02\":0,\"\ufb33\":0}");
    }

    @Test
    void refusesWhatHasMoreThanOneForm() {
        for (var value : List.of(1.5, 9_007_199_254_740_993L, 'c', new Object())) {
            assertThatThrownBy(() -> json(Map.of("k", value))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String json(Map<String, ?> object) {
        return new String(CanonicalJson.bytes(object), StandardCharsets.UTF_8);
    }
}

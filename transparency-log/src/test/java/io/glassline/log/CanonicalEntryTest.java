package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.log.CanonicalEntry.Reading;
import io.glassline.log.CanonicalEntry.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalEntryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"\":\"\"}",
                "{\"a\":1,\"b\":-1,\"c\":0,\"d\":9007199254740992,\"e\":-9007199254740992}",
                "{\"a\":true,\"b\":false,\"c\":[],\"d\":{},\"e\":[1,[2,{\"f\":\"g\"}]]}",
                "{\"A\":1,\"B\":2,\"a\":3,\"b\":4}",
                "{\"a\":1,\"aa\":2,\"ab\":3}",
                "{\"q\":\"\\\"\\\\\\b\\t\\n\\f\\r\\u0000\\u001f/\u007f\u20ac\"}",
                // RFC 8785 §3.2.3 sorts by UTF-16 code units, where a smiley comes before a Hebrew presentation form
                "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"\u00f6\":4,\"\u20ac\":5,\"\ud83d\ude00\":6,\"\ufb33\":7}"
            })
    void takesCanonicalObjects(String json) {
        assertThat(read(json)).isInstanceOf(Reading.Canonical.class);
    }

    @Test
    void readsTheFieldsOfTheEntryItself() {
        assertThat(read("{\"a\":{\"kind\":\"inner\"},\"b\":true,\"kind\":\"in\",\"v\":-7}"))
                .isEqualTo(new Reading.Canonical(Map.of(
                        "a", new Value.Other("{\"kind\":\"inner\"}"),
                        "b", new Value.Other("true"),
                        "kind", new Value.Text("in"),
                        "v", new Value.Number(-7))));
    }

    record Wrong(String json, int at, String because) {}

    static final List<Wrong> WRONG = List.of(
            new Wrong("", 0, "is not a JSON object"),
            new Wrong("[]", 0, "is not a JSON object"),
            new Wrong("\"a\"", 0, "is not a JSON object"),
            new Wrong(" {}", 0, "is not a JSON object"),
            new Wrong("{} ", 2, "goes on after its object"),
            new Wrong("{}{}", 2, "goes on after its object"),
            new Wrong("{}\n", 2, "goes on after its object"),
            new Wrong("{", 1, "lacks \""),
            new Wrong("{\"a\"}", 4, "lacks :"),
            new Wrong("{\"a\":}", 5, "has something other"),
            new Wrong("{\"a\":1", 6, "lacks }"),
            new Wrong("{\"a\":1,}", 7, "lacks \""),
            new Wrong("{\"a\":1 }", 6, "lacks }"),
            new Wrong("{\"a\": 1}", 5, "has something other"),
            new Wrong("{\"a\" :1}", 4, "lacks :"),
            new Wrong("{ \"a\":1}", 1, "lacks \""),
            new Wrong("{\"a\":1, \"b\":1}", 7, "lacks \""),
            new Wrong("{\"b\":1,\"a\":1}", 7, "has keys that are not sorted"),
            new Wrong("{\"a\":1,\"a\":1}", 7, "has a key twice"),
            new Wrong("{\"\ufb33\":1,\"\ud83d\ude00\":1}", 9, "has keys that are not sorted"),
            new Wrong("{\"a\":[1,]}", 8, "has something other"),
            new Wrong("{\"a\":[1 ,2]}", 7, "lacks ]"),
            new Wrong("{\"a\":null}", 5, "has something other"),
            new Wrong("{\"a\":1.5}", 6, "has a number that is not an integer"),
            new Wrong("{\"a\":1e3}", 6, "has a number that is not an integer"),
            new Wrong("{\"a\":01}", 5, "has an integer that is not written plainly"),
            new Wrong("{\"a\":-0}", 5, "has an integer that is not written plainly"),
            new Wrong("{\"a\":-}", 5, "has an integer that is not written plainly"),
            new Wrong("{\"a\":+1}", 5, "has something other"),
            new Wrong("{\"a\":9007199254740993}", 5, "has an integer that is not written plainly"),
            new Wrong("{\"a\":99999999999999999999}", 5, "has an integer that is not written plainly"),
            new Wrong("{\"a\":\"", 6, "has a control character"),
            new Wrong("{\"a\":\"x\ny\"}", 7, "has a control character"),
            new Wrong("{\"a\":\"\\/\"}", 7, "has an escape that canonical JSON does not use"),
            new Wrong("{\"a\":\"\\u0041\"}", 7, "writes a character with \\u"),
            new Wrong("{\"a\":\"\\u000a\"}", 7, "writes a character with \\u"),
            new Wrong("{\"a\":\"\\u001F\"}", 7, "writes a character with \\u"),
            new Wrong("{\"a\":\"\\ud83d\\ude00\"}", 7, "writes a character with \\u"),
            new Wrong("{\"a\":tru}", 5, "lacks true"),
            new Wrong("{\"a\":True}", 5, "has something other"),
            new Wrong("{\"\u00f6\":1,\"a\":1}", 8, "has keys that are not sorted"),
            new Wrong("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}", 36, "is nested deeper than 32"));

    @ParameterizedTest
    @FieldSource("WRONG")
    void saysWhatIsNotCanonicalAndWhere(Wrong wrong) {
        assertThat(read(wrong.json)).isInstanceOfSatisfying(Reading.Not.class, not -> {
            assertThat(not.because()).startsWith(wrong.because);
            assertThat(not.at()).isEqualTo(wrong.at);
        });
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThat(CanonicalEntry.read(
                        new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'}))
                .isInstanceOf(Reading.Not.class);
    }

    private static Reading read(String json) {
        return CanonicalEntry.read(json.getBytes(UTF_8));
    }
}

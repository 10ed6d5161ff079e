package io.glassline.declared.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What bodies are decoded to, and what is refused whole.
class BodiesTest {

    private static final String MULTIPART = "multipart/form-data; boundary=xx";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        JSON      | {"a":9007199254740993}                | {a=9007199254740993}
        JSON      | {"a":99999999999999999999}            | {a=99999999999999999999}
        JSON      | {"a":null,"b":[1,null,2.5]}           | {b=[1, 2.5]}
        JSON      | {"a":"\\u00e9\\/"}                    | {a=é/}
        FORM      | a=1+2&b=%C3%A9&a=3&c                  | {a=1 2, b=é, c=}
        XML       | <m id="7"><t>hi</t><p>1</p><p>2</p></m> | {m={@id=7, t=hi, p=[1, 2]}}
        XML       | <m>a &amp; b<![CDATA[<c>]]></m>       | {m=a & b<c>}
        """)
    void aBodyBecomesMapsListsAndTexts(Decoder decoder, String body, String expected) throws Unreadable {
        assertThat(decoder.decode(body.getBytes(UTF_8), "", "")).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        JSON      | {"a":1                       | not JSON
        JSON      | {} {}                        | not JSON: something comes after its end
        JSON      | {"a":NaN}                    | not JSON
        FORM      | a=%C3                        | a form with a character that is broken
        FORM      | a=%G1                        | a form with a broken escape
        FORM      | a=%                          | a form with a broken escape
        XML       | <a><b></a>                   | not XML
        XML       | <!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a> | not XML
        MULTIPART | --xx                         | not a multipart form: its content type names no boundary
        """)
    void whatIsNoneIsRefusedWithoutAWordOfIt(Decoder decoder, String body, String says) {
        assertThatThrownBy(() -> decoder.decode(body.getBytes(UTF_8), "", ""))
                .isInstanceOf(Unreadable.class)
                .hasMessage(says);
    }

    static Stream<Arguments> tooMuch() {
        return Stream.of(
                Arguments.of("lists in lists", Decoder.JSON, "[".repeat(100_000)),
                Arguments.of("many values", Decoder.JSON, "[" + "1,".repeat(30_000) + "1]"),
                Arguments.of("a long text", Decoder.JSON, "\"" + "x".repeat(200_000) + "\""),
                Arguments.of("a long number", Decoder.JSON, "1".repeat(5_000)),
                Arguments.of("a long name", Decoder.JSON, "{\"" + "n".repeat(5_000) + "\":1}"),
                Arguments.of("a large body", Decoder.JSON, "\"" + " ".repeat(3 << 20) + "\""),
                Arguments.of("many fields", Decoder.FORM, "a=1&".repeat(30_000)),
                Arguments.of("elements in elements", Decoder.XML, "<a>".repeat(10_000)),
                Arguments.of("many elements", Decoder.XML, "<a>" + "<b/>".repeat(30_000) + "</a>"),
                Arguments.of(
                        "laughs",
                        Decoder.XML,
                        "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;&c;</a>"),
                Arguments.of(
                        "many parts",
                        Decoder.MULTIPART,
                        "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n".repeat(1_000) + "--xx--"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void tooMuch(String what, Decoder decoder, String body) {
        assertThatThrownBy(() -> decoder.decode(body.getBytes(UTF_8), MULTIPART, ""))
                .as(what)
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void aMultipartFormHasTextsAndFilesByName() throws Unreadable {
        var body = """
            --xx
            Content-Disposition: form-data; name="a"

            hello
            --xx
            Content-Disposition: form-data; name="f"; filename="1.jpg"
            Content-Type: image/jpeg

            JPEG
            --xx--
            """.replace("\n", "\r\n");
        assertThat(Decoder.MULTIPART.decode(body.getBytes(UTF_8), MULTIPART, ""))
                .isEqualTo(Map.of("a", "hello", "f", Map.of("name", "1.jpg", "type", "image/jpeg", "size", 4L)));
    }
}

package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.log.LogVerifier.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeafFormTest {

    private static final Path SCHEMA = Path.of("../docs/record/leaf.schema.json");

    private static final String C = "A".repeat(43) + "=";
    private static final String V2 =
            "{\"c\":\"" + C + "\",\"channel\":\"sms\",\"hour\":\"2026-11-28T02Z\",\"kind\":\"in\",\"v\":2}";
    private static final String V1 =
            "{\"account\":\"city-sms\",\"actor\":\"citizen\",\"at\":\"2026-03-02T12:00:00Z\",\"c\":\"" + C
                    + "\",\"channel\":\"sms\",\"content\":\"text\",\"kind\":\"message.received\",\"v\":1}";

    /// `-Dglassline.record.write` writes it anew.
    @Test
    void thePublishedSchemaIsWhatVerifyChecks() throws IOException {
        if (System.getProperty("glassline.record.write") != null) {
            Files.createDirectories(SCHEMA.getParent());
            Files.writeString(SCHEMA, LeafForm.schema());
        }
        assertThat(SCHEMA).hasContent(LeafForm.schema());
    }

    @Test
    void bothVersionsFitAndSoDoesALeafOfNoChannel() {
        assertThat(fault(V2)).isEmpty();
        assertThat(fault(V1)).isEmpty();
        assertThat(fault(V2.replace("\"channel\":\"sms\",", ""))).isEmpty();
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
              "v":2        | "v":3                    | field "v" is neither 1 nor 2
              ,"v":2       | ''                       | field "v" is neither 1 nor 2
              "v":2        | "v":"2"                  | field "v" is neither 1 nor 2
              "kind":"in"  | "kind":"by"              | version 2 has no kind "by"
              "kind":"in"  | "kind":"message.received"| version 2 has no kind "message.received"
              "kind":"in"  | "kind":7                 | field "kind" is missing, or no text
              ,"kind"      | ,"jind":"x","kind"       | field "jind" is not one of a in of version 2
              ,"v"         | ,"rule":"x","v"          | field "rule" is not one of a in of version 2
              "sms"        | "SMS"                    | field "channel" of a in of version 2 does not hold what it should
              "sms"        | ["sms"]                  | field "channel" of a in of version 2 does not hold what it should
              T02Z         | T02:31Z                  | field "hour" of a in of version 2 does not hold what it should
              AAA=         | AAB=                     | field "c" of a in of version 2 does not hold what it should
              AAA=         | AA=                      | field "c" of a in of version 2 does not hold what it should
            """)
    void aLeafOfVersionTwoThatIsNotAsPublishedIsRefused(String there, String instead, String because) {
        var changed = V2.replace(there, instead.equals("''") ? "" : instead);

        assertThat(fault(changed)).contains(because);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
              "content":"text" | "content":"text","conversation":"x" | field "conversation" is not one of a message.received of version 1
              "content":"text" | "content":7                         | field "content" of a message.received of version 1 does not hold what it should
              message.received | message.heard                       | version 1 has no kind "message.heard"
              "v":1            | "v":2                               | version 2 has no kind "message.received"
              ,"channel":"sms" | ''                                  | field "channel" of a message.received of version 1 is missing
              12:00:00Z        | 12:00:00.5Z                         | field "at" of a message.received of version 1 does not hold what it should
            """)
    void aLeafOfVersionOneThatIsNotAsPublishedIsRefused(String there, String instead, String because) {
        var changed = V1.replace(there, instead.equals("''") ? "" : instead);

        assertThat(fault(changed)).contains(because);
    }

    @Test
    void aLogOfBothVersionsHoldsAndOneLeafWithAFieldTooManyBreaksIt() {
        var log = MapLog.of(600);
        assertThat(verified(log))
                .isInstanceOfSatisfying(
                        Verdict.Holds.class,
                        holds -> assertThat(holds.entriesByKind())
                                .containsEntry("out", 200L)
                                .containsEntry("message.decided", 400L));

        for (var leaf : new String[] {
            V2.replace(",\"v\"", ",\"rule\":\"x\",\"v\""), V1.replace(",\"v\"", ",\"rule\":\"x\",\"v\"")
        }) {
            assertThat(verified(log.with(412, leaf)))
                    .isInstanceOfSatisfying(
                            Verdict.Broken.class,
                            broken -> assertThat(broken.faults())
                                    .singleElement()
                                    .satisfies(fault -> assertThat(fault.what())
                                            .contains(
                                                    "entry 412",
                                                    "is not of a published form: field \"rule\" is not one of")));
        }
    }

    private static Verdict verified(MapLog log) {
        return new LogVerifier(log).verify(Trust.ON_FIRST_SIGHT);
    }

    private static Optional<String> fault(String leaf) {
        return LeafForm.fault(leaf.getBytes(UTF_8));
    }
}

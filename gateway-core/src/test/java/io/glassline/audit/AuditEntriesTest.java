package io.glassline.audit;

import static io.glassline.audit.Facts.consent;
import static io.glassline.audit.Facts.receipt;
import static io.glassline.audit.Facts.writing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.audit.AuditEntry.Opening;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditEntriesTest {

    private final AuditEntries audit = new AuditEntries(Facts.counting());

    static Stream<AuditEvent> everyKind() {
        return Facts.ofEveryKind().stream();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void aLeafHasTheFiveOpenFieldsAndNoOther(AuditEvent event) {
        var channel =
                event.channel().map(name -> "\"channel\":\"" + name + "\",").orElse("");

        assertThat(leaf(audit.of(event)))
                .matches("\\{\"c\":\"[A-Za-z0-9+/]{43}=\"," + channel + "\"hour\":\"2026-03-02T12Z\",\"kind\":\""
                        + event.kind().coarse().word() + "\",\"v\":2}");
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void theCommitmentOpensWithTheSaltAndTheSealedPartAndWithNothingElse(AuditEvent event) {
        var entry = audit.of(event);
        var opening = entry.opening().orElseThrow();
        var sealed = opening.sealed().orElseThrow();

        assertThat(AuditEntries.commitment(opening.salt(), sealed)).isEqualTo(committed(leaf(entry), "c"));
        assertThat(AuditEntries.commitment(flipped(opening.salt(), 0), sealed))
                .isNotEqualTo(committed(leaf(entry), "c"));
        for (var i = 0; i < sealed.length; i++) {
            assertThat(AuditEntries.commitment(opening.salt(), flipped(sealed, i)))
                    .isNotEqualTo(committed(leaf(entry), "c"));
        }
    }

    static Stream<AuditEvent> withWords() {
        return everyKind().filter(event -> event.words().isPresent());
    }

    @ParameterizedTest
    @MethodSource("withWords")
    void theSealedPartOpensToTheWordsAsTheyWereAndToNoOthers(AuditEvent event) {
        var opening = audit.of(event).opening().orElseThrow();
        var words = event.words().orElseThrow();
        var salt = opening.wordsSalt().orElseThrow();
        var inSealedPart = committed(sealed(opening), "words");

        assertThat(AuditEntries.wordsCommitment(salt, words)).isEqualTo(inSealedPart);
        for (var field : words.keySet()) {
            var other = new HashMap<>(words);
            other.put(field, words.get(field) + "!");
            assertThat(AuditEntries.wordsCommitment(salt, other)).as(field).isNotEqualTo(inSealedPart);
        }
        assertThat(salt).as("each commitment has a salt of its own").isNotEqualTo(opening.salt());
    }

    @Test
    void theCitysWordsAreCoveredAsTheCitizensAre() {
        assertThat(writing("Trash is collected on Tuesday").words().orElseThrow())
                .containsEntry("text", "Trash is collected on Tuesday");
        assertThat(receipt("My name is Ana").words().orElseThrow()).containsEntry("text", "My name is Ana");
    }

    @Test
    void aConsentsWordsAndAddressAreCovered() {
        assertThat(consent("Stop, please").words().orElseThrow())
                .isEqualTo(Map.of("account", "city-sms", "address", "+15550199", "words", "Stop, please"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void twoEqualFactsInTheSameSecondHaveDifferentLeaves(AuditEvent event) {
        assertThat(audit.of(event).leaf()).isNotEqualTo(audit.of(event).leaf());
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void noWordsAndNoAddressAreInLeafOrSealedPart(AuditEvent event) {
        var entry = audit.of(event);

        assertThat(leaf(entry) + sealed(entry.opening().orElseThrow()))
                .doesNotContain("+15550199", "Ana", "Tuesday", "Stop", "told by phone", "who is this");
    }

    @Test
    void aSaltOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> new AuditEntries(() -> new byte[16]).of(receipt("hello")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("16 bytes");
    }

    private static String leaf(AuditEntry entry) {
        return new String(entry.leaf(), StandardCharsets.UTF_8);
    }

    private static String sealed(Opening opening) {
        return new String(opening.sealed().orElseThrow(), StandardCharsets.UTF_8);
    }

    private static byte[] committed(String json, String field) {
        return Base64.getDecoder().decode(json.replaceAll(".*\"" + field + "\":\"([^\"]+)\".*", "$1"));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        var other = Arrays.copyOf(bytes, bytes.length);
        other[at] ^= 1;
        return other;
    }
}

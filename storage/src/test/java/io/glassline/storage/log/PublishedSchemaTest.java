package io.glassline.storage.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditKind;
import io.glassline.log.LeafForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the core writes is what the published schemas say and what `verify` takes. Here, for this module knows both.
class PublishedSchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path DOCS = Path.of("../docs/record");

    @ParameterizedTest
    @EnumSource
    void theLeafAndTheOpeningOfEveryKindAreAsPublished(AuditKind kind) throws IOException {
        var golden = golden(kind);
        var leaf = golden.get("leaf").toString();

        assertThat(LeafForm.fault(leaf.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertFits(
                golden.get("leaf"),
                schema("leaf").at("/$defs/v2." + kind.coarse().word()));
        assertFits(golden.at("/opening/sealed"), schema("opening").at("/$defs/" + kind.word()));
        assertFits(golden.get("opening"), schema("opening"));
    }

    /// With nothing but the page: the bytes of the sealed part as they stand, and the salt.
    @ParameterizedTest
    @EnumSource
    void theOpeningOfEveryKindOpensItsLeaf(AuditKind kind) throws IOException {
        var golden = golden(kind);
        var opening = golden.get("opening");

        assertThat(AuditEntries.commitment(
                        bytes(opening.get("salt")),
                        opening.get("sealed").toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(bytes(golden.at("/leaf/c")));
        assertThat(opening.has("words")).isEqualTo(opening.get("sealed").has("words"));
    }

    @Test
    void theSchemaHasEveryKindAndNoOther() throws IOException {
        var kinds = names(schema("opening").get("$defs"));
        kinds.remove("bytes32");

        assertThat(kinds)
                .containsExactlyInAnyOrderElementsOf(List.of(AuditKind.values()).stream()
                        .map(AuditKind::word)
                        .toList());
    }

    private static void assertFits(JsonNode object, JsonNode schema) {
        assertThat(schema.get("additionalProperties").asBoolean(true)).isFalse();
        assertThat(names(schema.get("properties"))).containsAll(names(object));
        schema.get("required").forEach(name -> assertThat(names(object)).contains(name.asText()));
        schema.get("properties").properties().forEach(property -> {
            var value = object.path(property.getKey());
            var rule = property.getValue();
            if (rule.has("const") && !value.isMissingNode()) {
                assertThat(value).isEqualTo(rule.get("const"));
            }
            if (rule.has("pattern") && !value.isMissingNode()) {
                assertThat(value.asText()).matches(rule.get("pattern").asText());
            }
        });
    }

    private static JsonNode golden(AuditKind kind) throws IOException {
        try (var file = PublishedSchemaTest.class.getResourceAsStream("/audit/" + kind.word() + ".json")) {
            return JSON.readTree(Objects.requireNonNull(file, "no golden file of " + kind.word()));
        }
    }

    private static JsonNode schema(String name) throws IOException {
        return JSON.readTree(DOCS.resolve(name + ".schema.json").toFile());
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }
}

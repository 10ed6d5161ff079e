package io.glassline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is public for ever is pinned byte by byte: the leaf and the opening of each kind, and the pages that describe
/// them. `-Dglassline.record.write` writes all of it anew; look at what that changes before it is committed.
class PublishedRecordTest {

    private static final Path GOLDEN = Path.of("src/test/resources/audit");
    private static final Path DOCS = Path.of("../docs/record");

    @ParameterizedTest
    @EnumSource
    void everyKindHasItsGoldenFile(AuditKind kind) throws IOException {
        var facts = Facts.ofEveryKind().stream()
                .filter(event -> event.kind() == kind)
                .toList();
        assertThat(facts).as("facts of kind " + kind.word()).hasSize(1);

        assertPublished(GOLDEN.resolve(kind.word() + ".json"), golden(facts.getFirst()));
    }

    @Test
    void thereIsNoGoldenFileOfNoKind() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(AuditKind.values())
                            .map(AuditKind::word)
                            .toList());
        }
    }

    @Test
    void theOpeningsSchemaIsMadeFromTheTypes() throws IOException {
        assertPublished(DOCS.resolve("opening.schema.json"), RecordDocs.openingSchema());
    }

    @Test
    void thePageOfEntriesIsMadeFromTheTypes() throws IOException {
        assertPublished(DOCS.resolve("entries.md"), RecordDocs.entries());
    }

    @Test
    void fieldsAreListedInTheOrderOfTheirNames() {
        assertThat(AuditField.values()).extracting(AuditField::word).isSortedAccordingTo(String::compareToIgnoreCase);
    }

    private static void assertPublished(Path file, String text) throws IOException {
        if (System.getProperty("glassline.record.write") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).hasContent(text);
    }

    private static String golden(AuditEvent event) {
        var entry = new AuditEntries(Facts.counting()).of(event);
        var opening = entry.opening().orElseThrow();
        var words = event.words()
                .map(said ->
                        ",\n    \"wordsSalt\": \"" + base64(opening.wordsSalt().orElseThrow()) + "\",\n    \"words\": "
                                + text(CanonicalJson.bytes(said)))
                .orElse("");
        return """
                {
                  "leaf": %s,
                  "opening": {
                    "salt": "%s",
                    "sealed": %s%s
                  }
                }
                """.formatted(
                        text(entry.leaf()),
                        base64(opening.salt()),
                        text(opening.sealed().orElseThrow()),
                        words);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

package io.glassline.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.audit.AuditKind;
import io.glassline.desk.Board;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a SIEM is given of each kind of entry, byte for byte: of the entries that the record's own golden files have.
/// `-Dglassline.ocsf.write` writes it anew; look at what that changes before it is committed.
class OcsfEventsTest {

    private static final Path ENTRIES = Path.of("..", "gateway-core", "src", "test", "resources", "audit");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "ocsf");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OcsfEvents events = new OcsfEvents(RealRecord.ORIGIN);

    private Optional<JsonNode> event(AuditKind kind) throws IOException {
        var entry = JSON.readTree(ENTRIES.resolve(kind.word() + ".json").toFile());
        return event(kind, entry, Optional.of(entry.at("/opening/sealed").toString()));
    }

    private Optional<JsonNode> event(AuditKind kind, JsonNode entry, Optional<String> sealed) throws IOException {
        var at = Instant.parse(entry.at("/opening/sealed/at").asText());
        var line = new Board.AuditLine(7, kind.word(), at, entry.get("leaf").toString(), sealed);
        var event = events.of(line);
        return event.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(event.get()));
    }

    @ParameterizedTest
    @EnumSource
    void ofEachKindASiemGetsWhatItsGoldenFileSaysOrNothing(AuditKind kind) throws IOException {
        var file = GOLDEN.resolve(kind.word() + ".json");
        var event = event(kind).map(JsonNode::toPrettyString).map(text -> text + "\n");
        if (System.getProperty("glassline.ocsf.write") != null && event.isPresent()) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, event.get());
        }
        assertThat(event).isEqualTo(Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty());
    }

    /// By the schema at <https://schema.ocsf.io/1.3.0>.
    @ParameterizedTest
    @CsvSource({
        "sign-in.done,            3, 3002, 1,  300201, 1, 1",
        "sign-in.refused,         3, 3002, 1,  300201, 2, 2",
        "sign-out.done,           3, 3002, 2,  300202, 1, 1",
        "staff.profile,           3, 3001, 99, 300199, 1, 1",
        "transcript.viewed,       6, 6003, 2,  600302, 1, 1",
        "export.refused,          6, 6003, 2,  600302, 3, 2",
        "erasure.asked,           3, 3004, 4,  300404, 2, 1",
        "configuration.pushed,    3, 3004, 1,  300401, 1, 1",
        "configuration.released,  3, 3004, 3,  300403, 2, 1",
        "feed.parked,             3, 3004, 3,  300403, 3, 2",
    })
    void classesAndActivitiesAreThoseOfTheSchema(
            String kind, int category, int type, int activity, long uid, int severity, int status) throws IOException {
        var event = event(AuditKind.named(kind).orElseThrow()).orElseThrow();
        assertThat(event.path("category_uid").asInt()).isEqualTo(category);
        assertThat(event.path("class_uid").asInt()).isEqualTo(type);
        assertThat(event.path("activity_id").asInt()).isEqualTo(activity);
        assertThat(event.path("type_uid").asLong()).isEqualTo(uid);
        assertThat(event.path("severity_id").asInt()).isEqualTo(severity);
        assertThat(event.path("status_id").asInt()).isEqualTo(status);
        assertThat(event.at("/metadata/version").asText()).isEqualTo("1.3.0");
        assertThat(event.path("time").asLong()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheSchemaRequiresIsThere(AuditKind kind) throws IOException {
        var found = event(kind);
        assertThat(found.isPresent())
                .as("one that is not about what is said")
                .isEqualTo(Files.exists(GOLDEN.resolve(kind.word() + ".json")));
        if (found.isEmpty()) {
            return;
        }
        var event = found.get();
        for (var field : Arrays.asList(
                "activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid")) {
            assertThat(event.has(field)).as(field).isTrue();
        }
        assertThat(event.at("/metadata/product/vendor_name").asText()).isNotEmpty();
        switch (event.path("class_uid").asInt()) {
            case 3001 -> assertThat(event.at("/user/uid").asText()).isNotEmpty();
            case 3002 -> {
                assertThat(event.at("/user/uid").asText()).isNotEmpty();
                assertThat(event.at("/service/name").asText()).isNotEmpty();
            }
            case 3004 -> assertThat(event.at("/entity/name").asText()).isNotEmpty();
            case 6003 -> {
                assertThat(event.at("/actor/user/uid").asText()).isNotEmpty();
                assertThat(event.at("/api/operation").asText()).isNotEmpty();
                assertThat(event.path("src_endpoint")).isNotEmpty();
            }
            default -> throw new AssertionError("a class that is not asked for: " + event);
        }
    }

    @Test
    void ofAnErasedEntryNobodyIsNamed() throws IOException {
        var kind = AuditKind.TRANSCRIPT_VIEWED;
        var entry = JSON.readTree(ENTRIES.resolve(kind.word() + ".json").toFile());
        var event = event(kind, entry, Optional.empty()).orElseThrow();
        assertThat(event.at("/actor/user/uid").asText()).isEqualTo("unknown");
        assertThat(event.path("unmapped").has("sealed")).isFalse();
    }
}

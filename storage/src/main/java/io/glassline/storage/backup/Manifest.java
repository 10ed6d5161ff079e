package io.glassline.storage.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.glassline.storage.postgres.DatabaseSnapshot;
import java.util.List;
import java.util.Map;

/// What a backup says of itself, as `manifest.json`, its last part.
///
/// - `form`: of this file, [#FORM].
/// - `begun`, `snapshot`: RFC 3339 in UTC. What was acknowledged before `begun` is in it; the database is as it was at
///   `snapshot`.
/// - `node`: the machine it was taken on.
/// - `schema`: the version of the tables.
/// - `tables`: what the database had, by table.
/// - `sequences`: the state of each sequence.
/// - `variables`: the names of the `GLASSLINE_` variables that were set. Their values are secrets and not in it.
/// - `parts`: every other part, in order.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
        int form,
        String begun,
        String snapshot,
        String node,
        Log log,
        String schema,
        Map<String, Table> tables,
        List<DatabaseSnapshot.Sequence> sequences,
        List<String> variables,
        List<Part> parts) {

    public static final int FORM = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /// The public log at the snapshot.
    ///
    /// - `key`: the key to check its checkpoints with, which has its origin in it.
    /// - `size`: how many entries had their place.
    /// - `checkpoint`: the last signed note, which may be of a smaller tree; empty where nothing was signed yet.
    public record Log(String key, long size, String root, String checkpoint) {}

    /// - `columns`: those that its part has, in order.
    public record Table(List<String> columns, long rows) {}

    /// - `name`: with slashes, such as `keys/log-signing-key`.
    /// - `sha256`: in lower-case hex.
    public record Part(String name, long bytes, String sha256) {}

    byte[] json() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @throws DamagedBackup where it is not one that this version reads
    static Manifest parse(byte[] json) throws DamagedBackup {
        try {
            var form = JSON.readTree(json).path("form").asInt();
            if (form != FORM) {
                throw new DamagedBackup("it is of form %d, and this version reads form %d".formatted(form, FORM));
            }
            return JSON.readValue(json, Manifest.class);
        } catch (DamagedBackup e) {
            throw e;
        } catch (java.io.IOException e) {
            throw new DamagedBackup("its manifest cannot be read");
        }
    }
}

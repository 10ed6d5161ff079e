package io.glassline.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A type of PostgreSQL's that a column of ours has: how it travels in an array, and how it is read.
///
/// @param cast what follows a value that traveled as another type; mostly nothing.
record SqlType<V>(Class<V> array, String cast, Reader<V> reader) {

    static final SqlType<String> TEXT = new SqlType<>(String.class, "", ResultSet::getString);
    static final SqlType<String> JSON = new SqlType<>(String.class, "::json", ResultSet::getString);
    static final SqlType<UUID> ID = of(UUID.class);
    static final SqlType<Long> BIGINT = of(Long.class);
    static final SqlType<Integer> INT = of(Integer.class);
    static final SqlType<Short> SMALLINT = of(Short.class);
    static final SqlType<Boolean> BOOLEAN = of(Boolean.class);
    static final SqlType<byte[]> BYTEA = new SqlType<>(byte[].class, "", ResultSet::getBytes);
    static final SqlType<Instant> TIME = new SqlType<>(Instant.class, "", (row, column) -> {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    });

    interface Reader<V> {

        @Nullable
        V read(ResultSet row, String column) throws SQLException;
    }

    private static <V> SqlType<V> of(Class<V> type) {
        return new SqlType<>(type, "", (row, column) -> row.getObject(column, type));
    }
}

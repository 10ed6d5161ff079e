package io.glassline.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A column of a table: its name, its type, what to take of a `T` for it, and what an update makes of it.
///
/// @param update the value after an update, where `o` is the row as it is and `n` as it is brought; empty where an
///     update leaves the column alone.
record Column<T, V>(String name, SqlType<V> type, Function<T, @Nullable V> value, Optional<String> update) {

    /// A column that an update sets.
    static <T, V> Column<T, V> column(String name, SqlType<V> type, Function<T, @Nullable V> value) {
        return new Column<>(name, type, value, Optional.of("n." + name + type.cast()));
    }

    /// A column that is written once.
    Column<T, V> fixed() {
        return new Column<>(name, type, value, Optional.empty());
    }

    /// A column that keeps the first value it had.
    Column<T, V> first() {
        return new Column<>(name, type, value, Optional.of("coalesce(o.%s, n.%s)".formatted(name, name)));
    }

    /// A column that keeps the last value it had, also when an update brings none.
    Column<T, V> last() {
        return new Column<>(name, type, value, Optional.of("coalesce(n.%s, o.%s)".formatted(name, name)));
    }

    /// A column that stays true.
    Column<T, V> ever() {
        return new Column<>(name, type, value, Optional.of("o.%s or n.%s".formatted(name, name)));
    }

    /// The same column, of what holds a `T`.
    <S> Column<S, V> of(Function<S, T> holder) {
        return new Column<>(name, type, row -> value.apply(holder.apply(row)), update);
    }

    /// The value in a row, which must have one.
    V read(ResultSet row) throws SQLException {
        return Objects.requireNonNull(type.reader().read(row, name), name);
    }

    Optional<V> maybe(ResultSet row) throws SQLException {
        return Optional.ofNullable(type.reader().read(row, name));
    }
}

package io.glassline.storage.postgres;

import static java.util.stream.Collectors.joining;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;

/// The columns of a table that are written together, each declared once: insert, update, `unnest` and its arrays are
/// made of the list, and rows are read by the same [Column]s.
///
/// @param prefix begins the names of the parameters, so that a statement may hold several lists.
record Columns<T>(String prefix, List<Column<T, ?>> all) {

    @SafeVarargs
    static <T> Columns<T> of(String prefix, Column<T, ?>... columns) {
        return new Columns<>(prefix, List.of(columns));
    }

    /// These and more.
    Columns<T> and(Columns<T> more) {
        return new Columns<>(
                prefix, Stream.concat(all.stream(), more.all.stream()).toList());
    }

    /// The same columns, of what holds a `T`.
    <S> Columns<S> of(Function<S, T> holder) {
        return new Columns<>(
                prefix,
                all.stream().<Column<S, ?>>map(column -> column.of(holder)).toList());
    }

    /// `id, account, content`.
    String names() {
        return names("");
    }

    /// `c.id, c.account, c.content`, for `c.` as the alias.
    String names(String alias) {
        return all.stream().map(column -> alias + column.name()).collect(joining(", "));
    }

    /// The same, each of the type that its column has: `id, account, content::json`.
    String values() {
        return all.stream().map(column -> column.name() + column.type().cast()).collect(joining(", "));
    }

    /// The rows that [#bind] brings, as a table `n` with their places in `nth`.
    String rows() {
        return "unnest(%s) with ordinality as n (%s, nth)"
                .formatted(all.stream().map(column -> ":" + parameter(column)).collect(joining(", ")), names());
    }

    /// The same for [#bind(PreparedStatement, int, List)].
    String placeholders() {
        return all.stream().map(_ -> "?").collect(joining(", "));
    }

    /// Adds the rows to a table, in their order.
    String insertInto(String table) {
        return "insert into %s (%s) select %s from %s order by nth".formatted(table, names(), values(), rows());
    }

    /// `state = n.state, session = n.session::json`, for an update of `o` from `n`.
    String assignments() {
        return all.stream()
                .flatMap(column -> column.update().map(value -> column.name() + " = " + value).stream())
                .collect(joining(", "));
    }

    /// Brings the rows to a statement with [#rows] in it.
    void bind(SqlStatement<?> statement, List<T> rows) {
        all.forEach(column -> statement.bind(parameter(column), array(column, rows)));
    }

    /// Brings the rows to a statement with [#placeholders] in it, the first of which is `parameter`.
    ///
    /// @return the parameter after the last.
    int bind(PreparedStatement statement, int parameter, List<T> rows) throws SQLException {
        var next = parameter;
        for (var column : all) {
            statement.setObject(next++, array(column, rows));
        }
        return next;
    }

    private String parameter(Column<T, ?> column) {
        return prefix + "_" + column.name();
    }

    private static <T, V> BinaryArray array(Column<T, V> column, List<T> rows) {
        return BinaryArray.of(column.type().array(), rows, column.value());
    }
}

package io.glassline.storage.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The tables of a schema as PostgreSQL's catalogue names them: ours, without those of its extensions and of Flyway.
final class Tables {

    private static final String HISTORY = "flyway_schema_history";

    private Tables() {}

    static List<String> names(Connection connection) throws SQLException {
        return relations(connection, "r").stream()
                .filter(name -> !name.equals(HISTORY))
                .toList();
    }

    static List<String> sequences(Connection connection) throws SQLException {
        return relations(connection, "S");
    }

    private static List<String> relations(Connection connection, String kind) throws SQLException {
        return texts(connection, """
                        select c.relname from pg_class c
                        where c.relnamespace = current_schema()::regnamespace and c.relkind = '%s'
                          and not exists (select from pg_depend d
                                          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
                        order by c.relname
                        """.formatted(kind));
    }

    /// What anybody has made in this database: tables, views and sequences of every schema, none of an extension.
    static List<String> made(Connection connection) throws SQLException {
        return texts(connection, """
                        select n.nspname || '.' || c.relname
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
                          and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                          and not exists (select from pg_depend d
                                          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
                        order by 1
                        """);
    }

    /// Those that are not computed of others.
    static List<String> columns(Connection connection, String table) throws SQLException {
        return texts(connection, """
                        select attname from pg_attribute
                        where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                        order by attnum
                        """.formatted(quoted(table).replace("'", "''")));
    }

    static List<String> texts(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String quoted(String table, List<String> columns) {
        return quoted(table) + " (" + columns.stream().map(Tables::quoted).collect(Collectors.joining(", ")) + ")";
    }
}

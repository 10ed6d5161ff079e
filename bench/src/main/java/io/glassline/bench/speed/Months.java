package io.glassline.bench.speed;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// The two tables that are only ever added to, with a partition for each month, beside what they were.
///
/// A partitioned table can be unique only by what holds the month: `envelope_batch` and `audit_entry` by id and time.
/// `inbound` is left as it is: its primary key is what duplicates fall out by, and a provider may come again after a
/// month has ended.
final class Months {

    static final String PLAIN = "plain_";

    private static final Map<String, String> TIME = Map.of("envelope_batch", "received_last", "audit_entry", "at");

    private Months() {}

    static void apart(Servers servers, String url) {
        TIME.forEach((table, time) -> apart(servers, url, table, time));
        reconnect(servers, url);
    }

    private static void apart(Servers servers, String url, String table, String time) {
        servers.execute(url, "alter table %s rename to %s%s".formatted(table, PLAIN, table));
        servers.execute(
                url,
                "create table %s (like %s%s including defaults including storage) partition by range (%s)"
                        .formatted(table, PLAIN, table, time));
        for (var month = firstMonth(); month.isBefore(today().plusMonths(2)); month = month.plusMonths(1)) {
            servers.execute(
                    url,
                    "create table %s_%s partition of %s for values from ('%s') to ('%s')"
                            .formatted(
                                    table, month.toString().replaceAll("\\D", ""), table, month, month.plusMonths(1)));
        }
        switch (table) {
            case "envelope_batch" -> servers.execute(url, """
                    alter table envelope_batch add primary key (last_id, received_last);
                    create index on envelope_batch (received_last)
                    """);
            default -> servers.execute(url, """
                    alter table audit_entry alter column id set default nextval('audit_entry_id_seq');
                    alter table audit_entry add primary key (id, at);
                    create index on audit_entry (message_id) where kind = 'message.written'
                    """);
        }
        servers.execute(url, "insert into %s select * from %s%s".formatted(table, PLAIN, table));
        if (table.equals("audit_entry")) {
            servers.execute(url, """
                    create trigger audit_entry_waits after insert on audit_entry referencing new table as added
                    for each statement execute function audit_entry_waits()
                    """);
        }
        servers.execute(url, "vacuum analyze " + table);
    }

    /// As it was before [#apart].
    static void together(Servers servers, String url) {
        TIME.keySet().forEach(table -> {
            servers.execute(url, "drop table " + table);
            servers.execute(url, "alter table %s%s rename to %s".formatted(PLAIN, table, table));
        });
        reconnect(servers, url);
    }

    static void dropFirst(Servers servers, String url, String table) {
        servers.execute(url, "drop table %s_%s".formatted(table, firstMonthWithRows(servers, url, table)));
    }

    private static String firstMonthWithRows(Servers servers, String url, String table) {
        var month = servers.count(url, "select to_char(min(received_last), 'YYYYMM')::bigint from " + table);
        return month + "01";
    }

    /// A statement prepared before would go on with the table it knew.
    private static void reconnect(Servers servers, String url) {
        servers.execute(
                url,
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
    }

    private static LocalDate firstMonth() {
        return today().minus(13, ChronoUnit.MONTHS).withDayOfMonth(1);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}

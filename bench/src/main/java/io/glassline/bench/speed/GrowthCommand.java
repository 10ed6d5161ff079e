package io.glassline.bench.speed;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.desk.Board;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgBoard;
import io.glassline.storage.postgres.PgConversationStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What becomes slower, and what does not, as the record grows.
@Command(
        name = "growth",
        description = "Appending to and reading a record of 100,000 to 10,000,000 rows.",
        mixinStandardHelpOptions = true)
public final class GrowthCommand extends Measurement implements Callable<Integer> {

    private static final long ROWS_FIRST = 100_000;
    private static final int CONNECTIONS = 64;
    private static final int APPENDED_IN_A_ROUND = 3_000;
    private static final int OPEN_EVERY = 20;
    private static final int PAGE = 50;
    private static final double GROWTH_FLOOR = 1.3;
    private static final double GROWTH_AMBITION = 1.1;

    @Option(
            names = "--max-rows",
            defaultValue = "1000000",
            description = "all tables of the record together (default: ${DEFAULT-VALUE}); ten million need 10 GB")
    long maxRows = 1_000_000;

    @Override
    String name() {
        return "growth --max-rows " + maxRows;
    }

    @Override
    public Integer call() throws SQLException, InterruptedException {
        var report = new Report("Growth: the same work on a longer record", how());
        try (var servers = Servers.start();
                var standIn = ProviderStandIn.start()) {
            report.line("");
            report.line(Machine.described(servers));
            var contenders = new Contenders(servers, flags());
            var url = servers.database("accept_only");
            try (var accept = contenders.acceptOnly("accept", url)) {
                var posts = Contenders.posts(SignedPosts.ACCOUNT_PATH);
                warmByRequests(accept, CONNECTIONS, posts);
                servers.execute(url, "truncate " + String.join(", ", Growing.TABLES));
                servers.execute(
                        url, "truncate log_waiting, log_run, log_tile, log_checkpoint; update log_tree set size = 0");
                Pattern.write(contenders, url, standIn);
                measure(report, servers, url, accept, posts);
            }
        }
        report.write(outFile());
        return 0;
    }

    private void measure(Report report, Servers servers, String url, Contender accept, SignedPosts posts)
            throws SQLException {
        report.line("");
        report.line(("A row is any of %s. Appended: %d rounds of %d signed messages over %d connections, which is two"
                        + " rows each and their calls. Read: p50 and p99 of 2,000 of each, one after the other, at random.")
                .formatted(String.join(", ", Growing.TABLES), rounds(), APPENDED_IN_A_ROUND, CONNECTIONS));
        report.columns(
                "rows",
                "appended/s",
                "PostgreSQL µs for a message",
                "transcript ms",
                "open conversation of a lane ms",
                "unfinished of a lane ms",
                "first page of the desk ms",
                "entry of a message ms");
        var growing = new Growing(servers, url, maxRows);
        var costs = new ArrayList<Double>();
        for (var rows = ROWS_FIRST; rows <= maxRows; rows *= 10) {
            Report.progress("growing to %,d rows".formatted(rows));
            growing.to(rows, OPEN_EVERY);
            costs.add(row(report, servers, url, accept, posts, rows));
        }
        report.line("");
        if (costs.size() > 1) {
            report.targetAtMost(
                    "PostgreSQL's processor time for a message, largest record against the one before",
                    costs.getLast() / costs.get(costs.size() - 2),
                    GROWTH_FLOOR,
                    GROWTH_AMBITION);
        }
    }

    private double row(Report report, Servers servers, String url, Contender accept, SignedPosts posts, long rows)
            throws SQLException {
        var perSecond = new ArrayList<Double>();
        var answered = 0L;
        servers.checkpoint();
        var before = servers.postgresMicros();
        for (var round = 0; round < rounds(); round++) {
            posts.sign(APPENDED_IN_A_ROUND);
            try (var load = new Load(accept.address(), CONNECTIONS, posts)) {
                var measured = load.closed(Duration.ofMinutes(1));
                perSecond.add(measured.perSecond());
                answered += measured.answered();
            }
        }
        var micros = (double) (servers.postgresMicros() - before) / answered;
        var reads = reads(servers, url);
        report.row(
                "%,d".formatted(rows),
                Spread.of(perSecond).in("%.0f"),
                "%.0f".formatted(micros),
                reads.get(0),
                reads.get(1),
                reads.get(2),
                reads.get(3),
                reads.get(4));
        return micros;
    }

    private static final int READS = 2_000;

    private static List<String> reads(Servers servers, String url) throws SQLException {
        var some = some(servers, url);
        try (var database = Database.open(url, servers.user(), servers.password(), 2);
                var connection = servers.connect(url);
                var entry = connection.prepareStatement(
                        "select l.log_index, e.leaf from inbound i join audit_entry e on e.id = i.entry_id"
                                + " left join log_index_of(e.id) l on true where i.id = ?")) {
            var store = new PgConversationStore(database);
            var board = new PgBoard(database);
            return List.of(
                    timed(some, one -> board.transcript(new Conversation.Id(one.conversation()))),
                    timed(some, one -> store.findOpen(one.lane())),
                    timed(some, one -> store.unfinished(one.lane(), PAGE)),
                    timed(some, _ -> board.conversations(Board.Filter.ALL, Optional.empty(), PAGE)),
                    timed(some, one -> {
                        try {
                            entry.setObject(1, one.message());
                            entry.executeQuery().close();
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    }));
        }
    }

    private interface Reading {
        void of(Some one);
    }

    private static String timed(List<Some> some, Reading reading) {
        var micros = new Histogram(1, TimeUnit.MINUTES.toMicros(1), 3);
        some.forEach(reading::of); // once to warm up both sides
        for (var one : some) {
            var began = System.nanoTime();
            reading.of(one);
            micros.recordValue(Math.max(1, (System.nanoTime() - began) / 1000));
        }
        return "%.2f / %.2f".formatted(micros.getValueAtPercentile(50) / 1e3, micros.getValueAtPercentile(99) / 1e3);
    }

    private record Some(UUID conversation, UUID message, Lane lane) {}

    private static List<Some> some(Servers servers, String url) throws SQLException {
        try (var connection = servers.connect(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select c.id, m.id, c.account, c.channel, c.address
                        from conversation as c
                        join message as m on m.conversation_id = c.id and m.position = 1
                        order by md5(c.id::text)
                        limit %d
                        """.formatted(READS))) {
            var some = new ArrayList<Some>();
            while (rows.next()) {
                some.add(new Some(
                        rows.getObject(1, UUID.class),
                        rows.getObject(2, UUID.class),
                        new Lane(
                                rows.getString(3),
                                new Address(new ChannelKind(rows.getString(4)), rows.getString(5)))));
            }
            return some;
        }
    }
}

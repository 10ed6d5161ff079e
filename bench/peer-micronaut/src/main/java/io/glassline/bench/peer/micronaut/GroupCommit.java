package io.glassline.bench.peer.micronaut;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.sql.DataSource;

/// The plain group commit: one writer, one statement with arrays, the least row that will do. What a batch could be
/// at its best, with nothing of Glassline in it: no raw call kept, no audit entry, no outage thought of.
final class GroupCommit {

    private static final int WAITING_MAX = 10_000;
    private static final int BATCH_MAX = 512;

    private static final String INSERT = """
            insert into inbound (provider_id, sender, recipient, words, received_at)
            select provider_id, sender, recipient, words, now()
            from unnest(?, ?, ?, ?) as arrived (provider_id, sender, recipient, words)
            on conflict (provider_id) do nothing
            """;

    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_MAX);

    GroupCommit(DataSource database) throws SQLException {
        var connection = database.getConnection();
        Thread.ofPlatform().name("group-commit").daemon().start(() -> write(connection));
    }

    CompletableFuture<Void> store(String providerId, String sender, String recipient, String words) {
        var one = new Waiting(providerId, sender, recipient, words, new CompletableFuture<>());
        if (!waiting.offer(one)) {
            one.stored.completeExceptionally(new IllegalStateException("full"));
        }
        return one.stored;
    }

    private void write(Connection connection) {
        var batch = new ArrayList<Waiting>();
        try (var insert = connection.prepareStatement(INSERT)) {
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch, BATCH_MAX - 1);
                insert.setArray(1, connection.createArrayOf("text", column(batch, Waiting::providerId)));
                insert.setArray(2, connection.createArrayOf("text", column(batch, Waiting::sender)));
                insert.setArray(3, connection.createArrayOf("text", column(batch, Waiting::recipient)));
                insert.setArray(4, connection.createArrayOf("text", column(batch, Waiting::words)));
                insert.executeUpdate();
                batch.forEach(one -> one.stored.complete(null));
                batch.clear();
            }
        } catch (SQLException | InterruptedException e) {
            batch.forEach(one -> one.stored.completeExceptionally(e));
        }
    }

    private static Object[] column(List<Waiting> batch, Function<Waiting, String> value) {
        return batch.stream().map(value).toArray();
    }

    private record Waiting(
            String providerId, String sender, String recipient, String words, CompletableFuture<Void> stored) {}
}

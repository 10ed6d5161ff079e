package io.glassline.storage.postgres;

import io.glassline.intake.Envelopes;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.storage.form.EnvelopeForm;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The calls in the table `envelope_batch`, which [PgInboundLog] fills. Those that were stored together are forgotten
/// together, when the last of them may be.
public final class PgEnvelopes implements Envelopes {

    private final Database database;

    public PgEnvelopes(Database database) {
        this.database = database;
    }

    /// Rows read at once. Each holds what one batch of the inbound log brought.
    private static final int BATCHES_AT_ONCE = 4;

    private static final String BATCHES = """
            select last_id, kept, numbers
            from envelope_batch
            where last_id > :after and received_first < :until and received_last >= :since
            order by last_id
            limit :countMax
            """;

    /// @throws IllegalArgumentException where a row was changed, or is of a later version; it names the row.
    @Override
    public List<Envelope> page(String accountId, Instant since, Instant until, long after, int countMax) {
        var found = new ArrayList<Envelope>();
        var batches = batches(since, until, after);
        while (!batches.isEmpty()) {
            for (var batch : batches) {
                for (var kept : batch.envelopes()) {
                    if (kept.number() > after && kept.accountId().equals(accountId) && isWithin(kept, since, until)) {
                        found.add(new Envelope(kept.number(), kept.call()));
                    }
                    if (found.size() == countMax) {
                        return found;
                    }
                }
            }
            batches = batches(since, until, batches.getLast().lastNumber);
        }
        return found;
    }

    private static boolean isWithin(EnvelopeForm.Kept kept, Instant since, Instant until) {
        var at = kept.call().receivedAt();
        return !at.isBefore(since) && at.isBefore(until);
    }

    private List<Batch> batches(Instant since, Instant until, long after) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(BATCHES)
                        .bind("since", since)
                        .bind("until", until)
                        .bind("after", after)
                        .bind("countMax", BATCHES_AT_ONCE)
                        .map((row, _) -> new Batch(row.getLong("last_id"), row.getBytes("kept"), numbers(row)))
                        .list());
    }

    /// @return empty where all count.
    private static Set<Long> numbers(ResultSet row) throws SQLException {
        var numbers = row.getArray("numbers");
        return numbers == null ? Set.of() : Set.of((Long[]) numbers.getArray());
    }

    private record Batch(long lastNumber, byte[] kept, Set<Long> numbers) {

        List<EnvelopeForm.Kept> envelopes() {
            try {
                return EnvelopeForm.read(kept).stream()
                        .filter(envelope -> numbers.isEmpty() || numbers.contains(envelope.number()))
                        .toList();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "table envelope_batch, last_id " + lastNumber + ": " + e.getMessage(), e);
            }
        }
    }

    @Override
    public Map<Message.Id, Said> said(Collection<Message.Id> ids) {
        var said = new HashMap<Message.Id, Said>();
        database.jdbi()
                .useHandle(handle -> handle.createQuery(
                                "select id, channel, address, content from inbound where id = any(:ids)")
                        .bind("ids", BinaryArray.of(UUID.class, ids, Message.Id::value))
                        .map((row, _) -> Map.entry(
                                new Message.Id(Rows.uuid(row, "id")),
                                new Said(
                                        new Address(
                                                new ChannelKind(row.getString("channel")), row.getString("address")),
                                        JsonForms.readContent(row.getString("content")))))
                        .forEach(one -> said.put(one.getKey(), one.getValue())));
        return said;
    }

    private static final String FORGET = """
            with old as (
                select last_id, sum(calls) over (order by received_last, last_id) - calls as before
                from (
                    select last_id, calls, received_last
                    from envelope_batch
                    where received_last < :before
                    order by received_last, last_id
                    limit :countMax
                ) oldest
            ), forgotten as (
                delete from envelope_batch
                where last_id in (select last_id from old where before < :countMax)
                returning calls
            )
            select coalesce(sum(calls), 0) from forgotten
            """;

    @Override
    public int forget(Instant before, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(FORGET)
                        .bind("before", before)
                        .bind("countMax", countMax)
                        .mapTo(Integer.class)
                        .one());
    }
}

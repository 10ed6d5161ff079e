package io.glassline.storage.postgres;

import io.glassline.channel.WebhookCall;
import io.glassline.privacy.AddressTraces;
import io.glassline.storage.form.EnvelopeForm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// The providers' calls, out of which one citizen is taken: those with their messages, and those that name an address.
/// A call that told of others, too, goes whole; what it brought is in the record.
final class ErasedCalls {

    /// Rows looked at in one step. Each holds what one batch of the inbound log brought.
    private static final int BATCHES_AT_ONCE = 16;

    private static final int QUARANTINED_AT_ONCE = 100;

    private final AddressTraces traces;
    private final Set<Long> numbers;
    private final Instant before;

    /// @param numbers of the calls with the citizen's messages
    /// @param before calls that came later are none of the erasure's business
    ErasedCalls(AddressTraces traces, Set<Long> numbers, Instant before) {
        this.traces = traces;
        this.numbers = numbers;
        this.before = before;
    }

    private record Batch(long lastNumber, byte[] kept, Set<Long> counting) {}

    /// @return the last row that was looked at; empty where there is none after `after`
    OptionalLong step(Handle handle, long after) {
        var batches = handle.createQuery("""
                        select last_id, kept, numbers from envelope_batch
                        where last_id > :after and received_first < :before
                        order by last_id
                        limit :countMax
                        for update
                        """)
                .bind("after", after)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("countMax", BATCHES_AT_ONCE)
                .map((row, _) -> {
                    var counting = row.getArray("numbers");
                    return new Batch(
                            row.getLong("last_id"),
                            row.getBytes("kept"),
                            counting == null ? Set.of() : Set.of((Long[]) counting.getArray()));
                })
                .list();
        batches.forEach(batch -> clean(handle, batch));
        return batches.isEmpty() ? OptionalLong.empty() : OptionalLong.of(batches.getLast().lastNumber);
    }

    private void clean(Handle handle, Batch batch) {
        var kept = EnvelopeForm.read(batch.kept);
        var rest = kept.stream().filter(call -> !isTheirs(call)).toList();
        if (rest.size() == kept.size()) {
            return;
        }
        var counting = new HashSet<>(batch.counting);
        counting.retainAll(rest.stream().map(EnvelopeForm.Kept::number).toList());
        if (rest.isEmpty() || counting.isEmpty() && !batch.counting.isEmpty()) {
            handle.createUpdate("delete from envelope_batch where last_id = :id")
                    .bind("id", batch.lastNumber)
                    .execute();
            return;
        }
        handle.createUpdate("""
                        update envelope_batch
                        set kept = :kept, calls = :calls, numbers = case when numbers is not null then :counting end
                        where last_id = :id
                        """)
                .bind("id", batch.lastNumber)
                .bind("kept", EnvelopeForm.write(rest))
                .bind("calls", counting.isEmpty() ? rest.size() : counting.size())
                .bind("counting", BinaryArray.of(Long.class, counting, number -> number))
                .execute();
    }

    private boolean isTheirs(EnvelopeForm.Kept call) {
        return call.call().receivedAt().isBefore(before) && (numbers.contains(call.number()) || names(call.call()));
    }

    private boolean names(WebhookCall call) {
        return isNamedIn(call, traces);
    }

    static boolean isNamedIn(WebhookCall call, AddressTraces traces) {
        return traces.areIn(call.publicUrl())
                || traces.areIn(call.body())
                || call.headers().values().stream().flatMap(List::stream).anyMatch(traces::areIn);
    }

    /// What could not be read is no longer read again.
    void quarantined(Handle handle, Instant now) {
        blank(handle, quarantined(handle, before, this::names, Integer.MAX_VALUE), now);
    }

    /// The first `countMax` in the quarantine that came before `before`, still say something, and are such. Within a
    /// transaction they are read some at a time.
    static List<Long> quarantined(Handle handle, Instant before, Predicate<WebhookCall> which, int countMax) {
        record Found(long id, boolean isSuch) {}
        try (var found = handle
                .createQuery("""
                        select id, method, endpoint, url, headers, body, received_at from quarantine
                        where received_at < :before and length(body) > 0
                        order by id
                        """)
                .setFetchSize(QUARANTINED_AT_ONCE)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .map((row, _) -> new Found(row.getLong("id"), which.test(PgQuarantine.call(row))))
                .stream()) {
            return found.filter(Found::isSuch).limit(countMax).map(Found::id).toList();
        }
    }

    /// What lies in the quarantine reads as set aside, and says nothing.
    static void blank(Handle handle, List<Long> quarantined, Instant now) {
        for (var id : quarantined) {
            handle.createUpdate("""
                            update quarantine
                            set url = '', headers = '{}', body = '', digest = :digest,
                                settled_at = coalesce(settled_at, :now), settled_how = coalesce(settled_how, 'SET_ASIDE')
                            where id = :id
                            """)
                    .bind("id", id)
                    .bind("digest", digest("erased " + id))
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .execute();
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}

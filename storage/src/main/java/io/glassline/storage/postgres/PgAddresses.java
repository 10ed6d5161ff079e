package io.glassline.storage.postgres;

import io.glassline.place.AddressBook;
import io.glassline.place.AddressEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The lists of addresses that are in the database, each taken in once and found by all nodes. A list is whole or is
/// not there: it is written in one transaction.
///
/// Safe to call from any thread.
public final class PgAddresses {

    /// After this time without a node that takes it up, a list is deleted.
    static final Duration UNUSED_MAX = Duration.ofDays(30);

    /// How many lists of one digest stay: a look-up may still be in the one before.
    private static final int KEPT = 2;

    private static final String NEWEST = """
            select id, loaded_at from place_list where digest = :digest order by id desc limit 1
            """;

    /// Whoever comes second waits until the first is done, and finds its list.
    private static final String ONE_AT_A_TIME = """
            select pg_advisory_xact_lock(hashtextextended('glassline addresses ' || :digest, 0))
            """;

    private static final String NEW = """
            insert into place_list (digest, loaded_at, used_at) values (:digest, :now, :now) returning id
            """;

    private static final String USED = """
            update place_list set used_at = :now where id = :id and used_at < :now - interval '1 day'
            """;

    private static final String UNUSED = """
            delete from place_list
            where used_at < :before
               or digest = :digest and id not in (
                   select id from place_list where digest = :digest order by id desc limit :kept)
            """;

    private final Jdbi jdbi;
    private final InstantSource clock;

    public PgAddresses(Database database, InstantSource clock) {
        this(database.jdbi(), clock);
    }

    /// @param jdbi a database that has our tables
    public PgAddresses(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /// A list in the database.
    public record Loaded(long id, Instant at) {}

    public Optional<Loaded> newest(String digest) {
        return jdbi.withHandle(handle -> newest(handle, digest));
    }

    private static Optional<Loaded> newest(Handle handle, String digest) {
        return handle.createQuery(NEWEST)
                .bind("digest", digest)
                .map((row, _) -> new Loaded(
                        row.getLong("id"), row.getTimestamp("loaded_at").toInstant()))
                .findOne();
    }

    /// Takes a list in, where none of that digest was taken in at or after `since`.
    ///
    /// @param entries asked only when they are needed
    public Loaded load(String digest, Instant since, Supplier<Collection<AddressEntry>> entries) {
        return jdbi.inTransaction(handle -> {
            handle.createQuery(ONE_AT_A_TIME)
                    .bind("digest", digest)
                    .mapTo(String.class)
                    .one();
            var known = newest(handle, digest).filter(list -> !list.at().isBefore(since));
            var now = clock.instant().atOffset(ZoneOffset.UTC);
            if (known.isPresent()) {
                handle.createUpdate(USED)
                        .bind("now", now)
                        .bind("id", known.get().id())
                        .execute();
                return known.get();
            }
            var id = handle.createQuery(NEW)
                    .bind("digest", digest)
                    .bind("now", now)
                    .mapTo(Long.class)
                    .one();
            new AddressCopy(handle, id).write(entries.get());
            handle.createUpdate(UNUSED)
                    .bind("before", now.minus(UNUSED_MAX))
                    .bind("digest", digest)
                    .bind("kept", KEPT)
                    .execute();
            return new Loaded(id, now.toInstant());
        });
    }

    public AddressBook book(Loaded list) {
        return new PgAddressBook(jdbi, list.id());
    }
}

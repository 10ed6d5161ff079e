package io.glassline.storage.postgres;

import io.glassline.conversation.Lane;
import io.glassline.turn.PhoneLines;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Phone calls, in the table `phone_line`.
public final class PgPhoneLines implements PhoneLines {

    private final Database database;

    public PgPhoneLines(Database database) {
        this.database = database;
    }

    @Override
    public boolean heard(Lane call, Instant now) {
        return database.jdbi()
                .withHandle(handle -> LaneColumns.bind(handle.createQuery("""
                        insert into phone_line as l (account, channel, address, heard_at)
                        values (:account, :channel, :address, :now)
                        on conflict (account, channel, address) do update
                            set heard_at = greatest(l.heard_at, excluded.heard_at), settled = false
                        returning ended_at is null
                        """), call)
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public boolean opened(Lane call, UUID socket, Instant now) {
        return database.jdbi()
                .withHandle(handle -> LaneColumns.bind(handle.createQuery("""
                        insert into phone_line as l (account, channel, address, heard_at, socket)
                        values (:account, :channel, :address, :now, :socket)
                        on conflict (account, channel, address) do update
                            set heard_at = greatest(l.heard_at, excluded.heard_at), settled = false,
                                socket = excluded.socket
                        returning ended_at is null
                        """), call)
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("socket", socket)
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public boolean speaks(Lane call, UUID socket, Instant now) {
        return database.jdbi()
                        .withHandle(handle -> LaneColumns.bind(handle.createUpdate("""
                        update phone_line set heard_at = greatest(heard_at, :now)
                        where account = :account and channel = :channel and address = :address
                          and socket = :socket and ended_at is null
                        """), call)
                                .bind("now", now.atOffset(ZoneOffset.UTC))
                                .bind("socket", socket)
                                .execute())
                == 1;
    }

    @Override
    public void ended(Lane call, Instant at) {
        database.jdbi()
                .useHandle(handle -> LaneColumns.bind(handle.createUpdate("""
                        insert into phone_line as l (account, channel, address, heard_at, ended_at)
                        values (:account, :channel, :address, :at, :at)
                        on conflict (account, channel, address) do update
                            set ended_at = coalesce(l.ended_at, excluded.ended_at), settled = false
                        """), call)
                        .bind("at", at.atOffset(ZoneOffset.UTC))
                        .execute());
    }

    @Override
    public Optional<PhoneLine> find(Lane call) {
        return database.jdbi()
                .withHandle(handle -> LaneColumns.bind(handle.createQuery("""
                        select heard_at, ended_at from phone_line
                        where account = :account and channel = :channel and address = :address
                        """), call)
                        .map((row, _) ->
                                new PhoneLine(Rows.instant(row, "heard_at"), Rows.maybeInstant(row, "ended_at")))
                        .findOne());
    }

    @Override
    public List<Lane> unsettled(Instant quietBefore, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select account, channel, address from phone_line
                        where not settled and (ended_at is not null or heard_at < :quietBefore)
                        union
                        select l.account, l.channel, l.address
                        from outbox o join phone_line l using (account, channel, address)
                        where o.settled_at is null and (l.ended_at is not null or l.heard_at < :quietBefore)
                        limit :countMax
                        """)
                        .bind("quietBefore", quietBefore.atOffset(ZoneOffset.UTC))
                        .bind("countMax", countMax)
                        .map((row, _) -> LaneColumns.read(row))
                        .list());
    }

    @Override
    public void settled(Lane call) {
        database.jdbi()
                .useHandle(handle ->
                        LaneColumns.bind(handle.createUpdate("""
                        update phone_line set settled = true
                        where account = :account and channel = :channel and address = :address
                        """), call).execute());
    }
}

package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditKind;
import io.glassline.audit.PrivacyEvent;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.privacy.AddressTraces;
import io.glassline.privacy.Erasure;
import io.glassline.privacy.Erasure.Stage;
import io.glassline.privacy.Erasures;
import io.glassline.privacy.Hold;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Erasures in the tables `erasure` and `erasure_hold`. Who asks, who sets a hold and who replaces an address come one
/// after the other over all nodes, so that a hold that was set is obeyed.
public final class PgErasures implements Erasures {

    /// The messages are looked through in so many blocks of ids; by address they are in no index.
    private static final int BLOCKS = 256;

    private static final int BLOCKS_AT_ONCE = 16;

    private final Database database;
    private final AuditEntries audit;
    private final Supplier<UUID> ids;

    /// @param ids random ones
    public PgErasures(Database database, AuditEntries audit, Supplier<UUID> ids) {
        this.database = database;
        this.audit = audit;
        this.ids = ids;
    }

    @Override
    public Asked ask(Address address, String because, Actor by, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            oneAtATime(handle);
            var id = ids.get();
            var held = HoldRows.on(handle, address.channel(), sameCitizen(handle, address));
            if (held.isPresent()) {
                write(handle, AuditKind.ERASURE_REFUSED, address.channel(), id, Optional.of(because), by, now);
                return new Asked.Held(held.get());
            }
            var known = handle.createQuery("""
                            select * from erasure
                            where channel = :channel and :address = any(addresses) and stage not in ('FINISHED', 'REFUSED')
                            """)
                    .bind("channel", address.channel().name())
                    .bind("address", address.shown())
                    .map((row, _) -> erasure(row))
                    .findFirst();
            if (known.isPresent()) {
                return new Asked.Begun(known.get());
            }
            handle.createUpdate("""
                            insert into erasure (id, channel, addresses, pseudonym, because, asked_by, asked_at, stage, due_at)
                            values (:id, :channel, :addresses, :pseudonym, :because, :by, :now, 'ASKED', :now)
                            """)
                    .bind("id", id)
                    .bind("channel", address.channel().name())
                    .bind("addresses", texts(sameCitizen(handle, address)))
                    .bind("pseudonym", Erasure.PSEUDONYM + ids.get())
                    .bind("because", Rows.plain(because))
                    .bind("by", by.who())
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .execute();
            write(handle, AuditKind.ERASURE_ASKED, address.channel(), id, Optional.of(because), by, now);
            return new Asked.Begun(find(handle, id).orElseThrow());
        });
    }

    /// What the provider told to be the same citizen: an id and the numbers that go with it.
    private static Set<String> sameCitizen(Handle handle, Address address) {
        var same = new HashSet<>(handle.createQuery("""
                        select other.address from alias a join alias other on other.person = a.person
                        where a.channel = :channel and a.address = :address
                        union
                        select other.id from alias a join alias other on other.person = a.person
                        where a.channel = :channel and a.address = :address and other.id is not null
                        """)
                .bind("channel", address.channel().name())
                .bind("address", address.shown())
                .mapTo(String.class)
                .set());
        same.add(address.shown());
        return same;
    }

    @Override
    public Optional<Erasure> find(UUID id) {
        return database.jdbi().withHandle(handle -> find(handle, id));
    }

    private static Optional<Erasure> find(Handle handle, UUID id) {
        return handle.createQuery("select * from erasure where id = :id")
                .bind("id", id)
                .map((row, _) -> erasure(row))
                .findOne();
    }

    /// For whoever is about to change it; empty where another was quicker.
    private static Optional<Erasure> locked(Handle handle, Erasure as) {
        return handle.createQuery("select * from erasure where id = :id and stage = :stage for update")
                .bind("id", as.id())
                .bind("stage", as.stage().name())
                .map((row, _) -> erasure(row))
                .findOne();
    }

    private static Erasure erasure(ResultSet row) throws SQLException {
        return new Erasure(
                Rows.uuid(row, "id"),
                new ChannelKind(row.getString("channel")),
                Set.of(texts(row.getArray("addresses"))),
                row.getString("pseudonym"),
                Stage.valueOf(row.getString("stage")),
                Rows.instant(row, "asked_at"),
                Rows.maybeInstant(row, "replaced_at"),
                row.getLong("done_to"));
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }

    static BinaryArray texts(Collection<String> texts) {
        return BinaryArray.of(String.class, texts, text -> text);
    }

    @Override
    public List<Erasure> due(Instant now, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from erasure where due_at <= :now order by due_at limit :countMax")
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .bind("countMax", countMax)
                        .map((row, _) -> erasure(row))
                        .list());
    }

    @Override
    public void later(Erasure erasure, Instant at) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "update erasure set due_at = :at where id = :id and stage = :stage")
                        .bind("id", erasure.id())
                        .bind("stage", erasure.stage().name())
                        .bind("at", at.atOffset(ZoneOffset.UTC))
                        .execute());
    }

    @Override
    public Set<Address> known(String address) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select channel from conversation where address = :address
                                union
                                select channel from conversation
                                where channel = 'voice' and split_part(address, ';call=', 1) = :address
                                union
                                select channel from inbound where address = :address and finished_at is null
                                union
                                select channel from consent where address = :address
                                """)
                        .bind("address", address)
                        .map((row, _) -> new Address(new ChannelKind(row.getString("channel")), address))
                        .set());
    }

    private static final String LANES = """
            select account, address from conversation where address = any(:addresses) and channel = :channel
            union
            select account, address from conversation
            where channel = 'voice' and :channel = 'voice' and split_part(address, ';call=', 1) = any(:addresses)
            union
            select account, address from phone_line
            where channel = :channel and split_part(address, ';call=', 1) = any(:addresses)
            union
            select account, address from inbound
            where channel = :channel and finished_at is null
              and split_part(address, ';call=', 1) = any(:addresses)
            union
            select account, address from consent where address = any(:addresses) and channel = :channel
            """;

    @Override
    public Set<Lane> lanes(Erasure erasure) {
        return database.jdbi().withHandle(handle -> lanes(handle, erasure));
    }

    private static Set<Lane> lanes(Handle handle, Erasure erasure) {
        if (erasure.stage() == Stage.ASKED) {
            return about(handle.createQuery(LANES), erasure)
                    .map((row, _) -> lane(erasure, row.getString("account"), row.getString("address")))
                    .set();
        }
        return handle
                .createQuery("select unnest(lanes) from erasure where id = :id")
                .bind("id", erasure.id())
                .mapTo(String.class)
                .stream()
                .map(lane -> lane.split("\n", 2))
                .map(lane -> lane(erasure, lane[0], lane[1]))
                .collect(Collectors.toSet());
    }

    private static Lane lane(Erasure erasure, String account, String address) {
        return new Lane(account, new Address(erasure.channel(), address));
    }

    private static <S extends SqlStatement<S>> S about(S statement, Erasure erasure) {
        return statement.bind("channel", erasure.channel().name()).bind("addresses", texts(erasure.addresses()));
    }

    @Override
    public boolean isUnderWay(Erasure erasure) {
        return database.jdbi()
                .withHandle(handle -> about(handle.createQuery("""
                                select exists (select from inbound
                                           where finished_at is null and channel = :channel
                                             and split_part(address, ';call=', 1) = any(:addresses))
                                    or exists (select from outbox
                                           where settled_at is null and channel = :channel
                                             and split_part(address, ';call=', 1) = any(:addresses))
                                    or exists (select from request
                                           where phase = 'HANDED_OVER' and channel = :channel
                                             and split_part(address, ';call=', 1) = any(:addresses))
                                """), erasure)
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public Erasure replace(Erasure erasure, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            oneAtATime(handle);
            var open = locked(handle, erasure);
            if (open.isPresent()) {
                if (HoldRows.on(handle, erasure.channel(), erasure.addresses()).isPresent()) {
                    refuse(handle, erasure, now);
                } else {
                    replace(handle, open.get(), now);
                }
            }
            return find(handle, erasure.id()).orElseThrow();
        });
    }

    private void refuse(Handle handle, Erasure erasure, Instant now) {
        handle.createUpdate("update erasure set stage = 'REFUSED', addresses = '{}', due_at = null where id = :id")
                .bind("id", erasure.id())
                .execute();
        write(handle, AuditKind.ERASURE_REFUSED, erasure.channel(), erasure.id(), Optional.empty(), Actor.GATEWAY, now);
    }

    private static void replace(Handle handle, Erasure erasure, Instant now) {
        var lanes = lanes(handle, erasure);
        var exact = lanes.stream().map(lane -> lane.citizen().value()).collect(Collectors.toSet());
        exact.addAll(erasure.addresses());
        var conversations = handle.createQuery("""
                        select id from conversation where channel = :channel and address = any(:addresses) for update
                        """)
                .bind("channel", erasure.channel().name())
                .bind("addresses", texts(exact))
                .mapTo(UUID.class)
                .list();
        ErasedActs.erase(handle, erasure.channel().name(), exact, searched(erasure));
        var rows = new ErasureRows(handle, erasure.channel().name(), exact, erasure.pseudonym(), now);
        var calls = rows.erase(conversations);
        handle.createUpdate("""
                        update erasure
                        set stage = 'CALLS', done_to = 0, replaced_at = :now, due_at = :now,
                            lanes = array(select distinct unnest(lanes || cast(:lanes as text[]))),
                            calls = calls || cast(:calls as bigint[])
                        where id = :id
                        """)
                .bind("id", erasure.id())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind(
                        "lanes",
                        texts(lanes.stream()
                                .map(lane ->
                                        lane.accountId() + "\n" + lane.citizen().value())
                                .toList()))
                .bind("calls", BinaryArray.of(Long.class, calls, call -> call))
                .execute();
    }

    /// How staff may have searched for the citizen.
    private static Set<String> searched(Erasure erasure) {
        var queries = new HashSet<>(erasure.addresses());
        erasure.addresses().forEach(address -> queries.add(address.replaceAll("[^0-9]", "")));
        return queries;
    }

    @Override
    public Erasure cleanCalls(Erasure erasure) {
        return database.jdbi().inTransaction(handle -> {
            locked(handle, erasure).ifPresent(open -> {
                var before = open.replacedAt().orElseThrow();
                var calls = new ErasedCalls(new AddressTraces(open.addresses()), calls(handle, open), before);
                var last = calls.step(handle, open.doneTo());
                if (last.isPresent()) {
                    move(handle, open, Stage.CALLS, last.getAsLong());
                } else {
                    calls.quarantined(handle, before);
                    move(handle, open, Stage.FILES, 0);
                }
            });
            return find(handle, erasure.id()).orElseThrow();
        });
    }

    private static Set<Long> calls(Handle handle, Erasure erasure) {
        return handle.createQuery("select unnest(calls) from erasure where id = :id")
                .bind("id", erasure.id())
                .mapTo(Long.class)
                .set();
    }

    private static void move(Handle handle, Erasure erasure, Stage stage, long doneTo) {
        handle.createUpdate("update erasure set stage = :stage, done_to = :doneTo where id = :id")
                .bind("id", erasure.id())
                .bind("stage", stage.name())
                .bind("doneTo", doneTo)
                .execute();
    }

    @Override
    public List<Message.Id> withFiles(Erasure erasure) {
        return database.jdbi()
                .withHandle(handle -> ErasureRows.withFiles(
                        handle, erasure.pseudonym(), erasure.channel().name()));
    }

    @Override
    public Erasure filesAreGone(Erasure erasure) {
        return database.jdbi().inTransaction(handle -> {
            locked(handle, erasure).ifPresent(open -> {
                ErasureRows.withoutFiles(
                        handle,
                        ErasureRows.withFiles(
                                handle, open.pseudonym(), open.channel().name()));
                move(handle, open, Stage.SWEEP, 0);
            });
            return find(handle, erasure.id()).orElseThrow();
        });
    }

    @Override
    public Erasure sweep(Erasure erasure, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            locked(handle, erasure).ifPresent(open -> sweepOn(handle, open, now));
            return find(handle, erasure.id()).orElseThrow();
        });
    }

    private void sweepOn(Handle handle, Erasure erasure, Instant now) {
        record Left(UUID id, boolean inConversation) {}
        var until = Math.min(BLOCKS, erasure.doneTo() + BLOCKS_AT_ONCE);
        var left = new ArrayList<Left>();
        for (var block = erasure.doneTo(); block < until; block++) {
            left.addAll(about(handle.createQuery("""
                                    select i.id, i.finished_at is null or m.id is not null as in_conversation
                                    from inbound i left join message m on m.id = i.id
                                    where i.id between :from and :to and i.channel = :channel
                                      and split_part(i.address, ';call=', 1) = any(:addresses)
                                      and i.received_at < :before
                                    """), erasure)
                    .bind("from", new UUID(block << 56, 0))
                    .bind("to", new UUID(block << 56 | -1L >>> 8, -1))
                    .bind("before", erasure.replacedAt().orElseThrow().atOffset(ZoneOffset.UTC))
                    .map((row, _) -> new Left(Rows.uuid(row, "id"), row.getBoolean("in_conversation")))
                    .list());
        }
        if (left.stream().anyMatch(Left::inConversation)) {
            move(handle, erasure, Stage.ASKED, 0);
            return;
        }
        new ErasureRows(handle, erasure.channel().name(), erasure.addresses(), erasure.pseudonym(), now)
                .received(left.stream().map(Left::id).toList());
        if (until < BLOCKS) {
            move(handle, erasure, Stage.SWEEP, until);
        } else {
            forget(handle, erasure);
        }
    }

    private static void forget(Handle handle, Erasure erasure) {
        HoldRows.forget(handle, erasure.channel(), erasure.addresses());
        handle.createUpdate("""
                        update erasure set stage = 'DEAD_ROWS', addresses = '{}', lanes = '{}', calls = '{}'
                        where id = :id
                        """).bind("id", erasure.id()).execute();
    }

    @Override
    public Erasure freeDeadRows(Erasure erasure, Instant now) {
        var waiting = database.jdbi()
                .withHandle(handle -> handle.createQuery("select * from erasure where stage = 'DEAD_ROWS'")
                        .map((row, _) -> erasure(row))
                        .list());
        if (waiting.stream().anyMatch(one -> one.id().equals(erasure.id()))) {
            DeadRows.free(database);
            database.jdbi()
                    .useTransaction(handle -> waiting.stream()
                            .flatMap(one -> locked(handle, one).stream())
                            .forEach(one -> finish(handle, one, now)));
        }
        return find(erasure.id()).orElseThrow();
    }

    private void finish(Handle handle, Erasure erasure, Instant now) {
        handle.createUpdate("update erasure set stage = 'FINISHED', due_at = null, finished_at = :now where id = :id")
                .bind("id", erasure.id())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
        write(
                handle,
                AuditKind.ERASURE_FINISHED,
                erasure.channel(),
                erasure.id(),
                Optional.empty(),
                Actor.GATEWAY,
                now);
    }

    @Override
    public Optional<Hold> holdOn(Address address) {
        return database.jdbi().withHandle(handle -> HoldRows.on(handle, address));
    }

    @Override
    public Hold hold(Address address, String because, Actor by, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            oneAtATime(handle);
            var known = HoldRows.on(handle, address);
            if (known.isPresent()) {
                return known.get();
            }
            var id = ids.get();
            HoldRows.set(handle, id, address, because, by, now);
            write(handle, AuditKind.HOLD_SET, address.channel(), id, Optional.of(because), by, now);
            return HoldRows.on(handle, address).orElseThrow();
        });
    }

    @Override
    public boolean lift(Address address, String because, Actor by, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            oneAtATime(handle);
            var known = HoldRows.on(handle, address);
            known.ifPresent(hold -> {
                HoldRows.lift(handle, hold, because, by, now);
                write(handle, AuditKind.HOLD_LIFTED, address.channel(), hold.id(), Optional.of(because), by, now);
            });
            return known.isPresent();
        });
    }

    static void oneAtATime(Handle handle) {
        handle.execute("select pg_advisory_xact_lock(hashtextextended('glassline erasures', 0))");
    }

    private void write(
            Handle handle,
            AuditKind kind,
            ChannelKind channel,
            UUID id,
            Optional<String> because,
            Actor by,
            Instant at) {
        PgAuditWriter.write(handle, List.of(audit.of(new PrivacyEvent(kind, channel, id, because, by, at))));
    }
}

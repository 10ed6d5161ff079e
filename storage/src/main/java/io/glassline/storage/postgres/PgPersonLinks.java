package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.PersonEvent;
import io.glassline.conversation.Lane;
import io.glassline.message.Message;
import io.glassline.person.LinkCode;
import io.glassline.person.PersonLink;
import io.glassline.person.PersonLinks;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Links between addresses, followed step by step: they are few, and read at the desk only. Writers come
/// one after the other over all nodes, so that what was read still holds when it is written.
public final class PgPersonLinks implements PersonLinks {

    private final Database database;
    private final AuditEntries audit;
    private final LinkCodeRows codes = new LinkCodeRows();

    public PgPersonLinks(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
    }

    @Override
    public List<PersonLink> of(Lane lane) {
        return database.jdbi().withHandle(handle -> of(handle, lane));
    }

    private static List<PersonLink> of(Handle handle, Lane lane) {
        var links = new LinkedHashMap<UUID, PersonLink>();
        var seen = new HashSet<Lane>();
        var next = new ArrayDeque<Lane>();
        next.add(lane);
        while (!next.isEmpty()) {
            var address = next.remove();
            if (seen.add(address)) {
                for (var link : touching(handle, address)) {
                    links.put(link.id(), link);
                    next.add(link.lane().equals(address) ? link.other() : link.lane());
                }
            }
        }
        return links.values().stream()
                .sorted(Comparator.comparing(PersonLink::at).thenComparing(PersonLink::id))
                .toList();
    }

    private static List<PersonLink> touching(Handle handle, Lane lane) {
        return LaneColumns.bind(handle.createQuery("""
                        select * from person_link
                        where address = :address and account = :account and channel = :channel and undone_at is null
                        union all
                        select * from person_link
                        where other_address = :address and other_account = :account and other_channel = :channel
                          and undone_at is null
                        """), lane)
                .map((row, _) -> new PersonLink(
                        Rows.uuid(row, "id"),
                        LaneColumns.read(row),
                        LinkCodeRows.other(row),
                        PersonLink.How.valueOf(row.getString("how")),
                        row.getString("linked_by"),
                        row.getString("because"),
                        Rows.instant(row, "linked_at")))
                .list();
    }

    @Override
    public boolean link(PersonLink link, Actor by) {
        return database.jdbi().inTransaction(handle -> {
            oneAtATime(handle);
            return link(handle, link, by);
        });
    }

    private boolean link(Handle handle, PersonLink link, Actor by) {
        var ours = new HashSet<Lane>();
        ours.add(link.lane());
        of(handle, link.lane()).forEach(known -> ours.addAll(List.of(known.lane(), known.other())));
        if (ours.contains(link.other())) {
            return false;
        }
        ours.add(link.other());
        of(handle, link.other()).forEach(known -> ours.addAll(List.of(known.lane(), known.other())));
        if (ours.size() > ADDRESSES_MAX) {
            return false;
        }
        LinkCodeRows.bindBoth(handle.createUpdate("""
                        insert into person_link (id, account, channel, address, other_account, other_channel,
                            other_address, how, linked_by, because, linked_at)
                        values (:id, :account, :channel, :address, :otherAccount, :otherChannel, :otherAddress,
                            :how, :by, :because, :at)
                        """), link.lane(), link.other())
                .bind("id", link.id())
                .bind("how", link.how().name())
                .bind("by", link.by())
                .bind("because", Rows.plain(link.because()))
                .bind("at", link.at().atOffset(ZoneOffset.UTC))
                .execute();
        write(handle, true, link, link.because(), by, link.at());
        return true;
    }

    @Override
    public Optional<PersonLink> unlink(UUID id, Lane lane, String because, Actor by, Instant at) {
        return database.jdbi().inTransaction(handle -> {
            oneAtATime(handle);
            var link = of(handle, lane).stream()
                    .filter(known -> known.id().equals(id))
                    .findFirst();
            link.ifPresent(known -> {
                handle.createUpdate("""
                                update person_link
                                set undone_at = :at, undone_by = :by, undone_because = :because where id = :id
                                """)
                        .bind("id", id)
                        .bind("by", by.who())
                        .bind("because", Rows.plain(because))
                        .bind("at", at.atOffset(ZoneOffset.UTC))
                        .execute();
                write(handle, false, known, because, by, at);
            });
            return link;
        });
    }

    private void write(Handle handle, boolean isLinked, PersonLink link, String because, Actor by, Instant at) {
        PgAuditWriter.write(
                handle,
                List.of(audit.of(new PersonEvent(
                        isLinked, link.lane(), link.other(), link.how().word(), because, by, at))));
    }

    @Override
    public Optional<Kept> keep(LinkCode code) {
        return database.jdbi().inTransaction(handle -> {
            oneAtATime(handle);
            return codes.keep(handle, code);
        });
    }

    @Override
    public Answer redeem(Lane lane, String code, Message.Id message, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            if (!codes.isAny(handle, lane, now)) { // as good as always, and asked without waiting for anyone
                return new Answer.NoCode();
            }
            oneAtATime(handle);
            var known = codes.answered(handle, message);
            if (known.isPresent()) {
                return known.get();
            }
            var waited = codes.waited(handle, lane, now);
            if (waited.isEmpty()) {
                return new Answer.NoCode();
            }
            var kept = waited.get().code();
            var answer = codes.tried(handle, waited.get(), code, message, now);
            if (answer instanceof Answer.Linked) {
                var by = kept.by().equals(PersonLink.CITIZEN) ? Actor.GATEWAY : Actor.atConsole(kept.by());
                link(
                        handle,
                        new PersonLink(
                                kept.id(),
                                kept.lane(),
                                kept.other(),
                                PersonLink.How.CODE,
                                kept.by(),
                                kept.because(),
                                now),
                        by);
            }
            return answer;
        });
    }

    private static void oneAtATime(Handle handle) {
        handle.createQuery("select pg_advisory_xact_lock(hashtextextended('person links', 0))")
                .map((_, _) -> true)
                .one();
    }
}

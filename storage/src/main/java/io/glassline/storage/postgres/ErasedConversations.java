package io.glassline.storage.postgres;

import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Which conversations and subscriptions were somebody's who is erased: ids that were drawn at random, and nothing
/// else. Kept outside of the database, they find in an earlier state of it whom to erase again.
public final class ErasedConversations {

    private final Database database;

    public ErasedConversations(Database database) {
        this.database = database;
    }

    /// - `erasure`: its id.
    /// - `ids`: of conversations and subscriptions.
    public record Erased(UUID erasure, List<UUID> ids) {}

    /// Everyone whose address is replaced by now, the earliest first.
    public List<Erased> all() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select e.id, array(select id from conversation c
                                                   where c.channel = e.channel and c.address = e.pseudonym
                                                   union all
                                                   select id from subscription s
                                                   where s.channel = e.channel and s.address = e.pseudonym) as ids
                                from erasure e where e.replaced_at is not null order by e.replaced_at
                                """)
                        .map((row, _) -> new Erased(Rows.uuid(row, "id"), List.of((UUID[])
                                row.getArray("ids").getArray())))
                        .list());
    }

    /// The addresses that these ids have here, but for those that are replaced.
    public Set<Address> addresses(Collection<UUID> ids) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select distinct o.channel, o.address
                                from (select id, channel, address from conversation
                                      union all select id, channel, address from subscription) o
                                where o.id = any(:ids) and not starts_with(o.address, 'erased-')
                                """)
                        .bind("ids", BinaryArray.of(UUID.class, List.copyOf(ids), id -> id))
                        .map((row, _) ->
                                new Address(new ChannelKind(row.getString("channel")), row.getString("address")))
                        .set());
    }
}

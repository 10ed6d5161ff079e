package io.glassline.storage.postgres;

import io.glassline.channel.ChannelEvent.Joint;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Which addresses on an account are one citizen's.
final class Aliases {

    /// The addresses of the citizen of the lane in the row `n`, that of the lane first. Few, and found by index.
    static final String ADDRESSES = """
            (
                select n.address
                union all
                select o.address
                from (
                    select person from alias
                    where account = n.account and channel = n.channel and address = n.address
                    offset 0
                ) a
                cross join lateral (select address from alias where person = a.person offset 0) o
                where not o.address = n.address
            )""";

    private Aliases() {}

    /// Whose an address is, and which id it went with last, if it is a number.
    private record Alias(UUID person, Optional<String> id) {}

    static void join(Handle handle, Lane lane, Address also, Joint how) {
        var other = new Lane(lane.accountId(), also);
        var id = how == Joint.ID_AND_NUMBER ? Optional.of(lane.citizen().value()) : Optional.<String>empty();
        var alias = find(handle, lane);
        var known = find(handle, other);
        if (isKnown(alias, known, id)) {
            return;
        }
        var isFree = known.filter(number ->
                id.isPresent() && (number.id().isEmpty() || number.id().equals(id)));
        var person = isFree.or(() -> alias).map(Alias::person).orElseGet(UUID::randomUUID);
        if (alias.isEmpty()) {
            put(handle, lane, new Alias(person, Optional.empty()));
        } else if (isFree.isPresent()) {
            handle.createUpdate("update alias set person = :to where person = :from")
                    .bind("to", person)
                    .bind("from", alias.get().person())
                    .execute();
        }
        put(handle, other, new Alias(person, id));
    }

    private static boolean isKnown(Optional<Alias> alias, Optional<Alias> known, Optional<String> id) {
        return alias.isPresent()
                && known.filter(number -> number.person().equals(alias.get().person()))
                        .filter(number -> number.id().equals(id))
                        .isPresent();
    }

    static boolean isKnown(Handle handle, Lane lane, Address also, Joint how) {
        var id = how == Joint.ID_AND_NUMBER ? Optional.of(lane.citizen().value()) : Optional.<String>empty();
        return isKnown(find(handle, lane), find(handle, new Lane(lane.accountId(), also)), id);
    }

    private static Optional<Alias> find(Handle handle, Lane lane) {
        return LaneColumns.bind(handle.createQuery("""
                        select person, id from alias
                        where account = :account and channel = :channel and address = :address
                        """), lane)
                .map((row, _) ->
                        new Alias(row.getObject("person", UUID.class), Optional.ofNullable(row.getString("id"))))
                .findOne();
    }

    private static void put(Handle handle, Lane lane, Alias alias) {
        var upsert = handle.createUpdate("""
                insert into alias (account, channel, address, person, id)
                values (:account, :channel, :address, :person, :id)
                on conflict (account, channel, address) do update set person = excluded.person, id = excluded.id
                """);
        bound(upsert, lane, alias).execute();
    }

    private static <T extends SqlStatement<T>> T bound(T statement, Lane lane, Alias alias) {
        return LaneColumns.bind(statement, lane)
                .bind("person", alias.person())
                .bind("id", alias.id().orElse(null));
    }
}

package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.privacy.Hold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Holds in the table `erasure_hold`: while one stands, nothing of its address is erased.
final class HoldRows {

    private HoldRows() {}

    static Optional<Hold> on(Handle handle, Address address) {
        return on(handle, address.channel(), Set.of(address.shown()));
    }

    /// The first that was set on any of `addresses` and was not lifted.
    static Optional<Hold> on(Handle handle, ChannelKind channel, Set<String> addresses) {
        return handle.createQuery("""
                        select * from erasure_hold
                        where channel = :channel and address = any(:addresses) and lifted_at is null
                        order by set_at limit 1
                        """)
                .bind("channel", channel.name())
                .bind("addresses", PgErasures.texts(addresses))
                .map((row, _) -> hold(row))
                .findOne();
    }

    static Hold hold(ResultSet row) throws SQLException {
        return new Hold(
                Rows.uuid(row, "id"),
                new Address(new ChannelKind(row.getString("channel")), row.getString("address")),
                row.getString("set_by"),
                row.getString("because"),
                Rows.instant(row, "set_at"));
    }

    static void set(Handle handle, UUID id, Address address, String because, Actor by, Instant now) {
        handle.createUpdate("""
                        insert into erasure_hold (id, channel, address, set_by, because, set_at)
                        values (:id, :channel, :address, :by, :because, :now)
                        """)
                .bind("id", id)
                .bind("channel", address.channel().name())
                .bind("address", address.shown())
                .bind("by", by.who())
                .bind("because", Rows.plain(because))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    static void lift(Handle handle, Hold hold, String because, Actor by, Instant now) {
        handle.createUpdate("""
                        update erasure_hold
                        set lifted_at = :now, lifted_by = :by, lifted_because = :because where id = :id
                        """)
                .bind("id", hold.id())
                .bind("by", by.who())
                .bind("because", Rows.plain(because))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /// Those that were lifted go with the address.
    static void forget(Handle handle, ChannelKind channel, Set<String> addresses) {
        handle.createUpdate("delete from erasure_hold where channel = :channel and address = any(:addresses)")
                .bind("channel", channel.name())
                .bind("addresses", PgErasures.texts(addresses))
                .execute();
    }
}

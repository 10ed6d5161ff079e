package io.glassline.storage.postgres;

import io.glassline.conversation.Lane;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What counts against an address: a message to it came back because nobody has it.
///
/// It is read from what was sent, and so nobody can say it of an address to which we never wrote. It counts
/// no more once its owner has written from it; a person who sends such a message again takes it back.
final class BouncedAddress {

    private BouncedAddress() {}

    /// When a message on the lane came back, if that counts.
    static Optional<Instant> at(Handle handle, Lane lane) {
        return LaneColumns.bind(handle.createQuery("""
                                select %s as bounced_at
                                from (select :account as account, :channel as channel, :address as address) lane
                                """.formatted(at("lane"))), lane)
                .map((row, _) -> Rows.maybeInstant(row, "bounced_at"))
                .one();
    }

    /// SQL for when a message on the lane of `row`, a row with a lane's columns, came back; null when
    /// nothing counts. The times are subtracted so that no plan looks through all messages since then.
    static String at(String row) {
        return """
                (select bounced.bounced_at from outbox bounced
                 where bounced.bounced_at is not null and bounced.account = %1$s.account
                   and bounced.channel = %1$s.channel and bounced.address = %1$s.address
                   and not exists (
                     select from conversation wrote join message m on m.conversation_id = wrote.id
                     where wrote.account = bounced.account and wrote.channel = bounced.channel
                       and wrote.address = bounced.address
                       and m.author = 'citizen' and m.at - bounced.bounced_at > interval '0')
                 order by bounced.bounced_at desc
                 limit 1)""".formatted(row);
    }
}

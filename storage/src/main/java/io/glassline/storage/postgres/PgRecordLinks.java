package io.glassline.storage.postgres;

import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.receipt.ReceiptToken;
import io.glassline.receipt.RecordCode;
import io.glassline.receipt.RecordLinks;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Links to the whole record of an address, in the table `receipt_link`.
public final class PgRecordLinks implements RecordLinks {

    /// A link that a code may still open. Its language is that of the conversation it was sent in.
    private static final String GOOD = """
            select link.channel, link.address, link.code, link.wrong_codes, link.expires_at, talk.language
            from receipt_link link join conversation talk on talk.id = link.conversation_id
            where link.digest = :digest and link.code is not null and link.expires_at > :now
              and link.wrong_codes < :triesMax
            """;

    private final Database database;

    public PgRecordLinks(Database database) {
        this.database = database;
    }

    private record Good(Address address, String code, int wrong, Instant expiresAt, Locale language) {}

    @Override
    public Optional<Locale> waits(ReceiptToken token, Instant now) {
        return database.jdbi()
                .withHandle(handle -> good(handle, GOOD, token, now).map(Good::language));
    }

    @Override
    public Answer open(ReceiptToken token, String code, Instant now) {
        return database.jdbi()
                .inTransaction(handle -> good(handle, GOOD + " for update of link", token, now)
                        .map(link -> answer(handle, link, token, code))
                        .orElseGet(Answer.Nothing::new));
    }

    private static Answer answer(Handle handle, Good link, ReceiptToken token, String code) {
        if (RecordCode.digest(token, code).equals(link.code())) {
            return new Answer.Open(link.address(), link.language(), link.expiresAt());
        }
        handle.createUpdate("update receipt_link set wrong_codes = wrong_codes + 1 where digest = :digest")
                .bind("digest", token.digest())
                .execute();
        return new Answer.Wrong(link.language(), RecordCode.TRIES_MAX - link.wrong() - 1);
    }

    private static Optional<Good> good(Handle handle, String sql, ReceiptToken token, Instant now) {
        return handle.createQuery(sql)
                .bind("digest", token.digest())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("triesMax", RecordCode.TRIES_MAX)
                .map((row, _) -> new Good(
                        new Address(new ChannelKind(row.getString("channel")), row.getString("address")),
                        row.getString("code"),
                        row.getInt("wrong_codes"),
                        Rows.instant(row, "expires_at"),
                        Locale.forLanguageTag(row.getString("language"))))
                .findOne();
    }
}

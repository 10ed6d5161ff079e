package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.conversation.Conversation;
import io.glassline.receipt.ReceiptLink;
import io.glassline.receipt.Receipts;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The table `receipt_link`. A link that has a code shows the whole record of its address, any other one conversation.
final class ReceiptLinkRows {

    /// So long an expired link lies there. It shows nothing; this only keeps deleting out of the way.
    private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(1);

    private static final Columns<ReceiptLink> LINK = Columns.<ReceiptLink>of(
                    "link",
                    column("digest", TEXT, ReceiptLink::digest),
                    column("conversation_id", ID, link -> link.conversation().value()),
                    column("given_at", TIME, ReceiptLink::givenAt),
                    column("expires_at", TIME, ReceiptLink::expiresAt),
                    column("code", TEXT, link -> link.code().orElse(null)))
            .and(LaneColumns.of("link", ReceiptLink::lane));

    private ReceiptLinkRows() {}

    /// Adds links, and takes away some that are over: few are given, so that none need a worker of their own.
    static void add(Handle handle, List<ReceiptLink> links) {
        if (links.isEmpty()) {
            return;
        }
        try (var insert = handle.createUpdate(LINK.insertInto("receipt_link"))) {
            LINK.bind(insert, links);
            insert.execute();
        }
        handle.createUpdate("""
                        delete from receipt_link where digest in (
                            select digest from receipt_link where expires_at < :before
                            order by expires_at limit 100
                            for update skip locked)
                        """)
                .bind("before", utc(links.getLast().givenAt().minus(KEPT_AFTER_EXPIRY)))
                .execute();
    }

    /// A link that is good at `now`: what it shows, and until when.
    record Good(Conversation.Id conversation, Instant expiresAt) {}

    static Optional<Good> good(Handle handle, String digest, Instant now) {
        return handle.createQuery("""
                        select conversation_id, expires_at from receipt_link
                        where digest = :digest and expires_at > :now and code is null
                        """)
                .bind("digest", digest)
                .bind("now", utc(now))
                .map((row, _) -> new Good(
                        new Conversation.Id(row.getObject("conversation_id", UUID.class)),
                        Rows.instant(row, "expires_at")))
                .findOne();
    }

    /// Notes that the page was opened.
    ///
    /// @return whether this is an opening of its own, and not a look within the time in which many are one
    static boolean opened(Handle handle, String digest, Receipts.Page page, Instant now) {
        var column = switch (page) {
            case RECEIPT -> "receipt_opened_at";
            case TRACK -> "track_opened_at";
        };
        return handle.createUpdate("""
                                update receipt_link set %1$s = :now
                                where digest = :digest and (%1$s is null or %1$s <= :before)
                                """.formatted(column))
                        .bind("digest", digest)
                        .bind("now", utc(now))
                        .bind("before", utc(now.minus(Receipts.LOOK_IS_ONE_FOR)))
                        .execute()
                == 1;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}

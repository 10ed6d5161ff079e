package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Shown;
import io.glassline.consent.ConsentChange.Standing;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/// The table `subscription`, which follows the consent ledger.
final class SubscriptionRows {

    private static final Columns<ConsentChange> JOINING = LaneColumns.of("joining", ConsentChange::lane)
            .and(Columns.of(
                    "joining",
                    column("programme", TEXT, ConsentChange::programme),
                    column(
                            "language",
                            TEXT,
                            change -> change.shown()
                                    .map(Shown::language)
                                    .orElse(Locale.ROOT)
                                    .toLanguageTag()),
                    column("since", TIME, ConsentChange::at),
                    column("how", TEXT, ConsentChange::how),
                    column("words", TEXT, change -> Rows.plain(change.words())),
                    column(
                            "shown",
                            TEXT,
                            change -> Rows.plain(change.shown().map(Shown::text).orElse("")))));

    private static final Columns<ConsentChange> LEAVING = LaneColumns.of("leaving", ConsentChange::lane)
            .and(Columns.of(
                    "leaving",
                    column("programme", TEXT, ConsentChange::programme),
                    column("at", TIME, ConsentChange::at)));

    /// Whoever joins once more goes on with what they have, in the language in which they asked now.
    private static final String JOIN = JOINING.insertInto("subscription") + """
             on conflict (account, channel, address, programme) where ended_at is null
            do update set language = excluded.language
            """;

    /// A line about all, or all in bulk, ends every subscription, on whichever of the citizen's addresses it is.
    private static final String LEAVE =
            """
            update subscription s set ended_at = gone.at, ended_by = gone.said
            from (
                select n.account, n.channel, same.address, n.programme as said, n.at
                from %s cross join lateral %s same
            ) gone
            where s.account = gone.account and s.channel = gone.channel and s.address = gone.address
              and s.ended_at is null and gone.said in (s.programme, '%s', '%s')
            """.formatted(LEAVING.rows(), Aliases.ADDRESSES, ConsentChange.ALL, ConsentChange.BULK);

    private SubscriptionRows() {}

    /// Makes true what lines of the ledger say of subscriptions. Each of the lines is of another
    /// citizen, or of the same in such an order that endings come first.
    static void follow(Handle handle, List<ConsentChange> lines) {
        var leaving = lines.stream()
                .filter(line ->
                        line.standing() == Standing.OPTED_OUT && !line.how().equals(ConsentChange.TOLD))
                .toList();
        if (!leaving.isEmpty()) {
            try (var update = handle.createUpdate(LEAVE)) {
                LEAVING.bind(update, leaving);
                update.execute();
            }
        }
        var joining = lines.stream()
                .filter(line ->
                        line.standing() == Standing.OPTED_IN && line.shown().isPresent())
                .toList();
        if (!joining.isEmpty()) {
            try (var insert = handle.createUpdate(JOIN)) {
                JOINING.bind(insert, joining);
                insert.execute();
            }
        }
    }
}

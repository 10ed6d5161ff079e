package io.glassline.storage.postgres;

import io.glassline.channel.MailThread;
import io.glassline.privacy.PrivateNumbers;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Keeps what the desk searches up to the record, beside the turns: they write nothing for it.
///
/// At first every conversation is looked at once, in the order of ids; then those that people have or wait in, and
/// those that changed lately, which the desk's own order has at hand.
public final class SearchIndex {

    private static final int LOOKED_AT_MAX = 1_000;
    private static final int MADE_MAX = 200;

    /// A turn that commits late has an earlier time than what was made meanwhile.
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    /// More of a conversation than anybody searches; a vector of PostgreSQL's holds no more than a MiB.
    private static final int HEARD_MAX_CHARS = 60_000;

    private static final int SAID_MAX_CHARS = 30_000;
    private static final int MESSAGES_MAX = 2_000;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database database;
    private Optional<UUID> lookedTo = Optional.of(BEFORE_ALL);

    public SearchIndex(Database database) {
        this.database = database;
    }

    /// Makes some rows. For one thread.
    ///
    /// @return whether there may be more to do at once.
    public boolean step() {
        return database.jdbi().inTransaction(handle -> {
            var stale = lookedTo.map(after -> unseen(handle, after)).orElseGet(() -> changed(handle));
            stale.forEach(id -> make(handle, id));
            return lookedTo.isPresent() || stale.size() == MADE_MAX;
        });
    }

    private List<UUID> unseen(Handle handle, UUID after) {
        var looked = handle.createQuery("""
                        select c.id, s.version is null or s.version < c.version as stale
                        from (select id, version from conversation where id > :after order by id limit :countMax) c
                        left join conversation_search s on s.conversation_id = c.id
                        order by c.id
                        """)
                .bind("after", after)
                .bind("countMax", LOOKED_AT_MAX)
                .map((row, _) -> new Looked(row.getObject("id", UUID.class), row.getBoolean("stale")))
                .list();
        var stale = looked.stream()
                .filter(Looked::stale)
                .limit(MADE_MAX)
                .map(Looked::id)
                .toList();
        if (stale.size() == MADE_MAX) {
            lookedTo = Optional.of(stale.getLast());
        } else {
            lookedTo = looked.size() < LOOKED_AT_MAX
                    ? Optional.empty()
                    : Optional.of(looked.getLast().id());
        }
        return stale;
    }

    private record Looked(UUID id, boolean stale) {}

    private static List<UUID> changed(Handle handle) {
        var since = handle.createQuery("select max(active_at) from conversation_search")
                .mapTo(Instant.class)
                .findOne()
                .map(at -> at.minus(OVERLAP))
                .orElse(Instant.EPOCH);
        return handle.createQuery("""
                        select c.id from (
                            select id, version from conversation where urgency < 4
                            union all
                            select id, version from conversation where urgency = 4 and place < :place
                            union all
                            select id, version from conversation where urgency = 5 and place < :place
                        ) c
                        left join conversation_search s on s.conversation_id = c.id
                        where s.version is null or s.version < c.version
                        limit :countMax
                        """)
                .bind("place", -ChronoUnit.MICROS.between(Instant.EPOCH, since))
                .bind("countMax", MADE_MAX)
                .mapTo(UUID.class)
                .list();
    }

    private static void make(Handle handle, UUID id) {
        var text = new ConversationText(handle, id);
        handle.createUpdate("""
                        insert into conversation_search (conversation_id, version, address, digits, words, active_at)
                        select id, version, :address, :digits,
                               setweight(to_tsvector('english', :heard) || to_tsvector('spanish', :heard)
                                   || to_tsvector('simple', :heard), 'A')
                               || setweight(to_tsvector('english', :said) || to_tsvector('spanish', :said)
                                   || to_tsvector('simple', :said), 'C'),
                               last_activity_at
                        from conversation where id = :id
                        on conflict (conversation_id) do update
                        set version = excluded.version, words = excluded.words, active_at = excluded.active_at
                        """)
                .bind("id", id)
                .bind("address", text.address)
                .bind("digits", SearchText.digits(text.address))
                .bind("heard", text.heard.toString())
                .bind("said", text.said.toString())
                .execute();
    }

    /// What citizens wrote and what people answered, the latest first. What the bot says is the same for all.
    private static final class ConversationText {

        private final StringBuilder heard = new StringBuilder();
        private final StringBuilder said = new StringBuilder();
        private final String address;

        ConversationText(Handle handle, UUID id) {
            this.address = handle.createQuery("select address, thread from conversation where id = :id")
                    .bind("id", id)
                    .map((row, _) -> {
                        Rows.maybeText(row, "thread")
                                .map(JsonForms::readThread)
                                .flatMap(MailThread::subject)
                                .ifPresent(subject -> add(heard, subject, HEARD_MAX_CHARS));
                        return SearchText.plain(row.getString("address"));
                    })
                    .one();
            handle.createQuery("""
                            select author, content from message
                            where conversation_id = :id and author in ('citizen', 'agent')
                            order by position desc limit :countMax
                            """)
                    .bind("id", id)
                    .bind("countMax", MESSAGES_MAX)
                    .map((row, _) -> add(row))
                    .list();
        }

        private boolean add(ResultSet row) throws SQLException {
            var words = JsonForms.readContent(row.getString("content")).words();
            return row.getString("author").equals("citizen")
                    ? add(heard, words, HEARD_MAX_CHARS)
                    : add(said, words, SAID_MAX_CHARS);
        }

        private static boolean add(StringBuilder text, String words, int charsMax) {
            var plain = String.join(" ", SearchText.words(PrivateNumbers.masked(words)));
            if (text.length() + plain.length() > charsMax) {
                return false;
            }
            text.append(plain).append('\n');
            return true;
        }
    }
}

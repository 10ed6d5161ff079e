package io.glassline.storage.postgres;

import io.glassline.desk.ConversationSearch;
import io.glassline.storage.json.JsonForms;
import io.glassline.storage.postgres.PgBoard.ListedConversation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Finds what [SearchIndex] has made.
public final class PgConversationSearch implements ConversationSearch {

    /// Messages of a conversation that are looked through for the place to show.
    private static final int PLACES_LOOKED_AT_MAX = 200;

    /// A number that is given whole has at least as many digits; a stem has as many letters.
    private static final int WHOLE_NUMBER_DIGITS_MIN = 7;

    private static final int STEM_CHARS = 4;
    private static final int WORDS_MAX = 20;

    private final Database database;

    public PgConversationSearch(Database database) {
        this.database = database;
    }

    /// The words as a query of PostgreSQL's: their stems in both languages, and their beginnings as they stand.
    private static final String WORDS =
            "(websearch_to_tsquery('english', :text) || websearch_to_tsquery('spanish', :text)"
                    + " || websearch_to_tsquery('simple', :text) || to_tsquery('simple', :prefixes))";

    /// A condition on `s`, a row of the search index, with the values it is about.
    record Condition(String sql, Map<String, String> values) {}

    @Override
    public Found find(Query query, int countMax) {
        var words = wordsOf(query);
        if (words.isEmpty()) {
            return new Found(List.of(), true);
        }
        return database.jdbi().inTransaction(handle -> {
            var all = hits(handle, query, condition(query, everyOf(query, words)), words, countMax);
            if (!all.isEmpty() || words.size() == 1) {
                return new Found(all, true);
            }
            return new Found(hits(handle, query, condition(query, anyOf(words)), words, countMax), false);
        });
    }

    /// That all of the text is there; empty where nothing of it can be looked for.
    static Optional<Condition> ofAll(Query query) {
        var words = wordsOf(query);
        return words.isEmpty() ? Optional.empty() : Optional.of(condition(query, everyOf(query, words)));
    }

    private static List<String> wordsOf(Query query) {
        return SearchText.words(query.text()).stream().limit(WORDS_MAX).toList();
    }

    /// What is given in quotes or ruled out is meant as it stands.
    private static Map<String, String> everyOf(Query query, List<String> words) {
        return values(SearchText.phrases(query.text()), SearchText.isPlain(query.text()) ? begun(words, " & ") : "");
    }

    private static Map<String, String> anyOf(List<String> words) {
        return values(String.join(" or ", words), begun(words, " | "));
    }

    private static Map<String, String> values(String text, String prefixes) {
        var values = new HashMap<String, String>();
        values.put("text", text);
        values.put("prefixes", prefixes);
        return values;
    }

    private static String begun(List<String> words, String between) {
        return words.stream().map(word -> word + ":*").collect(Collectors.joining(between));
    }

    private static Condition condition(Query query, Map<String, String> values) {
        var any = new ArrayList<>(List.of("s.words @@ " + WORDS));
        address(query, values).ifPresent(any::add);
        number(query, values).ifPresent(any::add);
        return new Condition("(" + String.join(" or ", any) + ")", values);
    }

    /// The number that a citizen was given of their conversation: how its id begins.
    private static Optional<String> number(Query query, Map<String, String> values) {
        var number = query.text().strip().toLowerCase(Locale.ROOT);
        if (!number.matches("[0-9a-f]{8}")) {
            return Optional.empty();
        }
        values.put("numberFirst", number + "-0000-0000-0000-000000000000");
        values.put("numberLast", number + "-ffff-ffff-ffff-ffffffffffff");
        return Optional.of("s.conversation_id between cast(:numberFirst as uuid) and cast(:numberLast as uuid)");
    }

    private static Optional<String> address(Query query, Map<String, String> values) {
        var number = SearchText.number(query.text());
        if (number.isPresent()) {
            var least = query.wholeAddressOnly() ? WHOLE_NUMBER_DIGITS_MIN : DIGITS_MIN;
            values.put("digits", number.get());
            return number.get().length() < least
                    ? Optional.empty()
                    : Optional.of(
                            query.wholeAddressOnly()
                                    ? "s.digits like '%' || :digits"
                                    : "s.digits like '%' || :digits || '%'");
        }
        values.put("address", SearchText.plain(query.text().strip()).replaceAll("([\\\\%_])", "\\\\$1"));
        return Optional.of(
                query.wholeAddressOnly() ? "s.address like :address" : "s.address like '%' || :address || '%'");
    }

    private static List<Hit> hits(Handle handle, Query query, Condition condition, List<String> words, int countMax) {
        var conditions = new ArrayList<>(List.of(condition.sql));
        query.queue()
                .ifPresent(_ ->
                        conditions.add("case when c.state = 'closed' then c.last_queue else c.queue end = :queue"));
        query.state().ifPresent(_ -> conditions.add("c.state = :state"));
        query.channel().ifPresent(_ -> conditions.add("c.channel = :channel"));
        query.since().ifPresent(_ -> conditions.add("s.active_at >= :since"));
        var select = handle.createQuery("with found as (select s.conversation_id, ts_rank(s.words, " + WORDS + """
                        ) as rank, s.active_at
                        from conversation_search s join conversation c on c.id = s.conversation_id
                        where """ + " "
                        + String.join(" and ", conditions) + """

                        order by rank desc, s.active_at desc limit :countMax)
                        """ + PgBoard.LISTED + """
                         join found on found.conversation_id = c.id order by found.rank desc, found.active_at desc
                        """)
                .bindMap(condition.values)
                .bind("countMax", countMax);
        query.queue().ifPresent(queue -> select.bind("queue", queue.name()));
        query.state().ifPresent(state -> select.bind("state", state));
        query.channel().ifPresent(channel -> select.bind("channel", channel));
        query.since().ifPresent(since -> select.bind("since", since));
        var lines = select.map((row, _) -> ListedConversation.of(row).line()).list();
        var places = places(
                handle,
                lines.stream().map(line -> line.conversation().id().value()).toList(),
                words);
        return lines.stream()
                .map(line -> new Hit(
                        line,
                        Optional.ofNullable(places.get(line.conversation().id().value()))))
                .toList();
    }

    /// For each conversation the message that has the most of the words; the later of two.
    private static Map<UUID, Place> places(Handle handle, List<UUID> conversations, List<String> words) {
        if (conversations.isEmpty()) {
            return Map.of();
        }
        var stems = words.stream()
                .map(word -> word.substring(0, Math.min(word.length(), STEM_CHARS)))
                .toList();
        return handle
                .createQuery("""
                        select c.id, m.author, m.content, m.at
                        from unnest(:ids) as c(id)
                        cross join lateral (
                            select author, content, at, position from message
                            where conversation_id = c.id and author in ('citizen', 'agent')
                            order by position desc limit :countMax) m
                        """)
                .bindArray("ids", UUID.class, conversations.toArray())
                .bind("countMax", PLACES_LOOKED_AT_MAX)
                .map((row, _) -> new Candidate(
                        row.getObject("id", UUID.class),
                        new Place(
                                JsonForms.readContent(row.getString("content")).words(),
                                row.getString("author"),
                                Rows.instant(row, "at"))))
                .list()
                .stream()
                .filter(candidate -> candidate.count(stems) > 0)
                .collect(Collectors.groupingBy(
                        Candidate::conversation,
                        Collectors.collectingAndThen(
                                Collectors.maxBy(Comparator.<Candidate>comparingLong(one -> one.count(stems))
                                        .thenComparing(one -> one.place().at())),
                                best -> best.orElseThrow().place())));
    }

    private record Candidate(UUID conversation, Place place) {

        long count(List<String> stems) {
            var words = SearchText.words(place.words());
            return stems.stream()
                    .filter(stem -> words.stream().anyMatch(word -> word.startsWith(stem)))
                    .count();
        }
    }
}

package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.AUDIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.figure.Dealing;
import io.glassline.figure.Release;
import io.glassline.figure.ReleaseWork;
import io.glassline.figure.Topics;
import io.glassline.log.PublishedFigures;
import io.glassline.log.ReleaseFile;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A month of a city, and what SQL by itself says of it.
class PgReleasesTest {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
    private static final LocalDate LAST = LocalDate.parse("2026-11-28");
    private static final Instant AFTER = Instant.parse("2026-11-29T06:00:00Z");

    /// 3,000 conversations over 28 days (the clocks go back on the first). Of each five, two are answered
    /// by the bot, one is greeted and no more, one is taken by a person within minutes, and one waits for
    /// hours: of these every third leaves and the others wait on.
    private static final String MONTH = """
            with made as (
                select n, ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, n %% 5 as how,
                  timestamptz '2026-11-01 05:00+00' + n * interval '13 minutes 20 seconds' as at
                from generate_series(1, 3000) n
            )
            insert into conversation (id, pseudonym, account, channel, address, language, state, queue, priority, stage_at,
                outcome, session, message_count, version, opened_at, last_activity_at, urgency, place, first_inbound_at,
                first_queued_at, first_taken_at, taken_from, last_queue)
            select id, id, 'city-sms', 'sms', '+1555' || n, case when n %% 3 = 0 then 'es' else 'en' end,
              case when how = 4 and n %% 3 > 0 then 'waiting' else 'closed' end,
              case when how = 4 and n %% 3 > 0 then 'water' end, case when how = 4 and n %% 3 > 0 then 'NORMAL' end,
              at + interval '30 minutes',
              case when how = 4 and n %% 3 > 0 then null when how = 3 then 'resolved' else 'quiet' end,
              '{}', 2, 1, at, at, 1, n, at,
              case when how >= 3 then at + interval '1 second' end, case when how = 3 then at + interval '2 minutes' end,
              case when how = 3 then 'water' end, case when how >= 3 then 'water' end
            from made where at + interval '30 minutes' < timestamptz '2026-11-29 05:00+00'
            """.replace("%%", "%");

    private static final List<String> SAID = List.of("""
            insert into decision (conversation_id, about, outcome, decision, at)
            select id, id, case when place % 5 < 2 then 'bot:bins' when place % 5 = 2 then 'bot:greeting'
                                else 'queue:water' end, '{}', opened_at
            from conversation
            """, """
            insert into message (id, conversation_id, position, author, author_name, content, offers, answers, at)
            select gen_random_uuid(), id, 2, case when place % 5 = 3 then 'agent' else 'bot' end, '', '{}', '[]',
              case when place % 5 <> 3 then id end, opened_at + interval '3 seconds'
            from conversation where place % 5 <= 3
            """, """
            insert into part (message_id, number, account, text, offers, delivery, handed_over_at)
            select m.id, 1, 'city-sms', '', '[]', 'DELIVERED',
              m.at + case when m.author = 'agent' then interval '10 minutes' else interval '0' end
            from message m
            """);

    private Database database;
    private PgReleases releases;
    private ReleaseWork work;

    @BeforeEach
    void month() {
        database = TestServers.newDatabase();
        releases = new PgReleases(database, AUDIT);
        work = new ReleaseWork(releases, TOPICS, () -> ZONE, InstantSource.fixed(AFTER));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void fill() {
        database.jdbi().useTransaction(handle -> {
            handle.execute("set local session_replication_role = replica");
            handle.execute(MONTH);
            SAID.forEach(handle::execute);
        });
        while (work.step()) {
            // one day at a step
        }
    }

    @Test
    void anEmptyCityReleasesNothing() {
        assertThat(work.step()).isFalse();
        assertThat(releases.list()).isEmpty();
    }

    @Test
    void theMonthIsMadeUpForDayByDayAndEachHasItsEntry() {
        fill();

        assertThat(releases.list())
                .extracting(line -> line.day())
                .containsExactlyElementsOf(FIRST.datesUntil(LAST.plusDays(1)).toList());
        assertThat(Recorded.entries(database))
                .hasSize(28)
                .allMatch(entry -> entry.kind().equals("figures.released"));
        var opened = releases.opened(LAST).orElseThrow();
        assertThat(new String(opened.sealed(), UTF_8))
                .contains(releases.list().getLast().digest());
        assertThat(work.step()).isFalse();
    }

    @Test
    void aReleaseIsNeverWrittenAgain() {
        fill();
        var before = releases.file(LAST).orElseThrow();

        assertThat(releases.write(Release.of(LAST, List.of()), AFTER)).isFalse();
        assertThat(releases.file(LAST)).hasValue(before);
        assertThat(Recorded.entries(database)).hasSize(28);
    }

    /// A conversation that has ended is in no queue any more. The one it was in tells its topic all the same.
    @Test
    void theQueueOutlastsTheConversation() {
        try (var store = new PgConversationStore(database)) {
            var water = new QueueId("water");
            var roads = new QueueId("roads");
            ended(store, "en", water, true);
            ended(store, "es", water, true, roads);
            ended(store, "vi", water, false, roads);

            var queues = releases.dealings(AFTER.minusSeconds(60), AFTER.plusSeconds(600)).stream()
                    .collect(Collectors.toMap(dealing -> dealing.language().getLanguage(), Dealing::queue));

            assertThat(queues)
                    .isEqualTo(Map.of("en", Optional.of(water), "es", Optional.of(water), "vi", Optional.of(roads)));
        }
    }

    /// A citizen writes, waits, is taken or not, is sent on, and the conversation ends, as the gateway commits it.
    private static void ended(
            PgConversationStore store, String language, QueueId first, boolean isTaken, QueueId... sentTo) {
        var lane = Samples.lane();
        var asked = Samples.inbound(lane, "1", "hello").id();
        var opened = Conversation.open(
                        new Conversation.Id(UUID.randomUUID()), UUID.randomUUID(), lane, Locale.of(language), AFTER)
                .counting(AFTER)
                .with(new Stage.Waiting(first, Priority.NORMAL, AFTER))
                .nextVersion();
        var words = new Content.Text("hello");
        var said = new Message(asked, 1, new Author.Citizen(), words, List.of(), Optional.empty(), AFTER);
        store.commit(new Change(opened, List.of(said), List.of(), List.of(), List.of(), List.of(), List.of()));
        var now = opened;
        if (isTaken) {
            now = moved(store, now, new Stage.WithAgent(first, "kim", AFTER.plusSeconds(60)));
        }
        for (var queue : sentTo) {
            now = moved(store, now, new Stage.Waiting(queue, Priority.NORMAL, AFTER.plusSeconds(90)));
        }
        moved(store, now, new Stage.Closed(AFTER.plusSeconds(120), "resolved"));
    }

    private static Conversation moved(PgConversationStore store, Conversation before, Stage stage) {
        var change = Samples.move(before, stage);
        assertThat(store.commit(change)).isTrue();
        return change.after();
    }

    /// Each figure of the whole period and of each language, against SQL over the tables.
    @Test
    void theFiguresAreThoseThatSqlCounts() {
        fill();
        var figures = figures();

        assertThat(figures.get("all/all/conversations")).isEqualTo(sql("state = 'closed'"));
        assertThat(figures.get("all/all/answered_by_bot")).isEqualTo(sql("place % 5 < 2"));
        assertThat(figures.get("all/all/answered_by_person")).isEqualTo(sql("place % 5 = 3"));
        assertThat(figures.get("all/all/answered_by_nobody"))
                .isEqualTo(sql("state = 'closed' and place % 5 in (2, 4)"));
        assertThat(figures.get("all/all/abandoned")).isEqualTo(sql("state = 'closed' and place % 5 = 4"));
        assertThat(figures.get("all/all/resolved")).isEqualTo(sql("place % 5 in (0, 1, 3)"));
        assertThat(figures.get("all/all/person_asked")).isEqualTo(sql("first_queued_at is not null"));
        assertThat(figures.get("all/all/person_reached")).isEqualTo(sql("first_taken_at is not null"));
        assertThat(figures.get("all/all/person_waiting")).isEqualTo(sql("state = 'waiting'"));
        assertThat(number(figures, "channel/sms/conversations") + number(figures, "channel/any/conversations"))
                .as("all came by text; of a few of a day also that is not told")
                .isEqualTo(Long.parseLong(sql("state = 'closed'")));
        assertThat(number(figures, "channel/any/conversations")).isLessThan(2L * Release.TOGETHER_MIN);
        assertThat(number(figures, "topic/water/conversations") + number(figures, "topic/waste/conversations"))
                .as("also of those whose topic only their queue tells")
                .isGreaterThan(Long.parseLong(sql("state = 'closed' and place % 5 <> 2")) - 28L * Release.TOGETHER_MIN);
        assertThat(number(figures, "topic/water/conversations"))
                .isGreaterThan(Long.parseLong(sql("state = 'closed' and place % 5 >= 3")) - 28L * Release.TOGETHER_MIN);
        assertThat(figures.get("day/2026-11-10/conversations"))
                .isEqualTo(sql("state = 'closed' and (stage_at at time zone 'America/New_York')::date = '2026-11-10'"));
        assertThat(figures.get("all/all/first_answer_half_within")).isEqualTo("15m");
        assertThat(figures.get("all/all/person_half_within")).isEqualTo("5m");
        assertThat(figures.get("all/all/person_nine_in_ten_within")).isEqualTo("none");
    }

    private static long number(Map<String, String> figures, String figure) {
        return Long.parseLong(figures.getOrDefault(figure, "0"));
    }

    private String sql(String condition) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*)::text from conversation where " + condition)
                        .mapTo(String.class)
                        .one());
    }

    private Map<String, String> figures() {
        var files = new TreeMap<LocalDate, ReleaseFile>();
        releases.list()
                .forEach(line -> files.put(
                        line.day(), ReleaseFile.parse(releases.file(line.day()).orElseThrow())));
        return PublishedFigures.of(files).lines().stream()
                .filter(line -> line.period().equals("now"))
                .collect(Collectors.toMap(
                        line -> String.join("/", line.by(), line.value(), line.figure()),
                        PublishedFigures.Line::number));
    }

    private static final Topics TOPICS = new Topics() {
        @Override
        public Optional<String> ofAnswer(String with) {
            return with.equals("bins") ? Optional.of("waste") : Optional.empty();
        }

        @Override
        public Optional<String> ofQueue(QueueId queue) {
            return Optional.of(queue.name());
        }
    };
}

package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.QueueId;
import io.glassline.figure.Topics;
import io.glassline.figure.desk.Dealings;
import io.glassline.figure.desk.DeskFigures;
import io.glassline.figure.desk.Rises;
import io.glassline.offer.Hours;
import io.glassline.offer.QueuePolicies;
import io.glassline.offer.QueuePolicy;
import io.glassline.storage.TestServers;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two months of a simulated city whose truth is known, because each conversation is made by its number: the desk's
/// figures, and the same computed by SQL over the tables and in whole numbers, without any of the gateway's code.
class PgDealingsTest {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Instant NOW = Instant.parse("2026-11-29T17:30:00Z");

    /// 28 days with today, and as many before.
    private static final Map<String, List<String>> PERIODS = Map.of(
            "now", List.of("timestamptz '2026-11-02 05:00+00'", "timestamptz '2026-11-29 17:30+00'"),
            "before", List.of("timestamptz '2026-10-05 04:00+00'", "timestamptz '2026-11-01 17:30+00'"));

    private static final Duration TARGET = Duration.ofMinutes(20);

    /// The queue's people are there for half of every hour.
    private static final Hours HALF = new Hours() {
        @Override
        public Duration open(Instant from, Instant to) {
            return Duration.between(from, to).dividedBy(2);
        }

        @Override
        public Optional<Instant> after(Instant from, Duration open) {
            return Optional.of(from.plus(open.multipliedBy(2)));
        }
    };

    /// What happened in the `n`th conversation, one each 17 minutes. `how` is 0 or 1: the bot answers, and it ends by
    /// quiet; 2: it is greeted and no more; 3: a person takes it and answers; 4: it waits, and leaves or waits on;
    /// 5: the bot answers, then a person is asked for, who takes it and writes nothing; 6: a person has it still.
    /// All else follows from `n`.
    private static final String FACTS = """
            create table fact as
            select n, n % 7 as how, at,
              (array['sms', 'web', 'email'])[(1 + n % 3)::int] as channel,
              (array['en', 'es', 'vi', 'en'])[(1 + n % 4)::int] as language,
              (array['water', 'roads'])[(1 + (n / 7) % 2)::int] as queue,
              at + (1 + n * 7919 % 40) * interval '1 second' as bot_at,
              at + (2 + n * 31 % 20) * interval '1 second' as queued_at,
              at + (60 + n * 104729 % 4000) * interval '1 second' as taken_at,
              at + (90 + n * 104729 % 4000 + n * 1299709 % 900) * interval '1 second' as person_at,
              at + (5400 + n * 15485863 % 90000) * interval '1 second' as end_at,
              case when n % 11 = 0 then 1 + n % 5 end as points,
              n % 39 = 0 and n < 5800 as again
            from (select n, timestamptz '2026-09-20 00:00+00' + n * interval '17 minutes' as at
                  from generate_series(1::bigint, 6000) n) made
            where at < '2026-11-29 17:30+00'
            """;

    private static final List<String> TABLES = List.of("""
            insert into conversation (id, pseudonym, account, channel, address, language, state, queue, priority, agent,
                stage_at, outcome, session, message_count, version, opened_at, last_activity_at, urgency, place,
                first_inbound_at, first_queued_at, first_taken_at, taken_from, last_queue, waiting_since)
            select id, id, 'city-' || channel, channel, case when again then 'again-' || n / 39 / 2 else 'once-' || n end,
              language, state,
              case when state in ('waiting', 'agent') then queue end, case when state in ('waiting', 'agent') then 'NORMAL' end,
              case when state = 'agent' then 'kim' end,
              case when state = 'closed' then end_at when state = 'agent' then taken_at when state = 'waiting' then queued_at end,
              case when state = 'closed' then case when how in (3, 5) then (array['resolved', 'referred', 'no-answer'])[(1 + n % 3)::int]
                                                   else 'quiet' end end,
              '{}', 2, 1, at, at, 1, n, at,
              case when how >= 3 then queued_at end, case when how in (3, 5, 6) then taken_at end,
              case when how in (3, 5, 6) then queue end, case when how >= 3 then queue end,
              case when state in ('waiting', 'agent') then queued_at end
            from (
                select *, ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
                  case when how = 6 and n % 2 = 0 then 'agent'
                       when how = 4 and n % 4 = 0 then 'waiting'
                       when end_at >= '2026-11-29 17:30+00' then
                         case when how <= 2 then 'bot' when how = 4 then 'waiting' else 'agent' end
                       else 'closed' end as state
                from fact
            ) made
            """, """
            insert into decision (conversation_id, about, outcome, decision, at)
            select c.id, c.id, case when how in (0, 1, 5) then case when n % 2 = 0 then 'bot:bins' else 'bot:leaks' end
                                    when how = 2 then 'bot:greeting' else 'queue:' || f.queue end, '{}', bot_at
            from fact f join conversation c on c.place = f.n
            """, """
            insert into message (id, conversation_id, position, author, author_name, content, offers, answers, at)
            select gen_random_uuid(), c.id, 2, 'bot', '', '{}'::json, '[]'::json, c.id, bot_at
            from fact f join conversation c on c.place = f.n where how in (0, 1, 2, 5)
            union all
            select gen_random_uuid(), c.id, 3, 'agent', '', '{}'::json, '[]'::json, null::uuid, person_at
            from fact f join conversation c on c.place = f.n where how = 3
            """, """
            insert into part (message_id, number, account, text, offers, delivery, handed_over_at)
            select m.id, 1, 'city-sms', '', '[]', 'DELIVERED', m.at from message m
            """, """
            insert into rating (conversation_id, account, channel, address, language, about, at, question_id, points)
            select c.id, c.account, c.channel, c.address, c.language, '', end_at, gen_random_uuid(), points
            from fact f join conversation c on c.place = f.n where points is not null and c.state = 'closed'
            """);

    /// What is known at `until` of what ended in the period and of what was open at its end.
    private static final String KNOWN = """
            with known as (
                select f.*, c.state = 'closed' and end_at < %2$s as ended,
                  how in (0, 1, 5) and bot_at < %2$s as bot,
                  how = 3 and person_at < %2$s as person,
                  how >= 3 as asked,
                  how in (3, 5, 6) and taken_at < %2$s as taken,
                  case when c.state = 'closed' and end_at < %2$s then end_at else %2$s end as known_to,
                  c.outcome, c.state,
                  case when how in (0, 1, 5) then case when n %% 2 = 0 then 'waste' else 'water' end
                       when how = 2 then 'other' else f.queue end as topic
                from fact f join conversation c on c.place = f.n
                where at < %2$s and (c.state <> 'closed' or end_at >= %1$s)
            )
            """;

    private Database database;
    private Dealings dealings;
    private DeskFigures desk;

    @BeforeEach
    void twoMonths() throws SQLException {
        database = TestServers.newDatabase();
        dealings = new PgDealings(database);
        var water = new QueueId("water");
        var promises = new QueuePolicy(
                water,
                HALF,
                QueuePolicy.Assign.BY_HAND,
                Optional.of(TARGET),
                QueuePolicy.OFFER_FOR_DEFAULT,
                Map.of(),
                1,
                List.of(),
                Optional.empty());
        var queues = new QueuePolicies(Map.of(water, promises), Map.of());
        desk = new DeskFigures(dealings, TOPICS, () -> queues, () -> ZONE, InstantSource.fixed(NOW));
        database.jdbi().useTransaction(handle -> {
            handle.execute("set local session_replication_role = replica");
            handle.getConnection().createStatement().execute(FACTS);
            for (var table : TABLES) {
                handle.getConnection().createStatement().execute(table);
            }
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// Each figure of all and of each group, to the last digit, and none is missing on either side.
    @Test
    void theFiguresAreThoseOfASecondComputation() {
        var lines = desk.of(DeskFigures.Window.FOUR_WEEKS).lines();
        var ours = new TreeMap<String, String>();
        for (var line : lines) {
            var name = String.join("/", line.by(), line.value(), line.figure());
            ours.put("now/" + name, line.now().map(String::valueOf).orElse("none"));
            ours.put("before/" + name, line.before().map(String::valueOf).orElse("none"));
        }

        var theirs = new TreeMap<String, String>();
        GROUPS.forEach((by, value) -> grouped(theirs, by, value));

        assertThat(ours.keySet()).isEqualTo(theirs.keySet());
        assertThat(ours).hasSizeGreaterThan(2_000).isEqualTo(theirs);
        assertThat(ours)
                .as("the town is one in which all of it happens, and what would flatter does not")
                .doesNotContainEntry("now/all/all/came_again", "0")
                .doesNotContainEntry("now/all/all/service_within", "0")
                .containsEntry("now/all/all/person_nine_in_ten_within", "none")
                .hasEntrySatisfying(
                        "now/all/all/person_waiting",
                        waiting -> assertThat(Long.parseLong(waiting)).isPositive());
    }

    private static final Map<String, String> GROUPS = Map.of(
            "all", "'all'",
            "channel", "channel",
            "queue", "case when asked then queue end",
            "topic", "topic",
            "language", "language",
            "hour", "to_char(at at time zone 'America/New_York', 'HH24')");

    private void grouped(Map<String, String> to, String by, String value) {
        var known = new TreeMap<String, String>();
        PERIODS.forEach((name, period) -> known.put(name, KNOWN.formatted(period.getFirst(), period.getLast())));
        known.values().stream()
                .flatMap(each ->
                        texts(each + "select distinct " + value + " from known where " + value + " is not null")
                                .stream())
                .distinct()
                .forEach(one -> known.forEach((name, each) ->
                        figures(to, each, "(" + value + ") = '" + one + "'", String.join("/", name, by, one) + "/")));
    }

    private void figures(Map<String, String> to, String known, String here, String prefix) {
        var where = " from known where " + here + " and ";
        var counts = Map.ofEntries(
                Map.entry("conversations", "ended"),
                Map.entry("open", "not ended"),
                Map.entry("open_answered_by_bot", "not ended and bot and not asked"),
                Map.entry("open_with_person", "not ended and taken"),
                Map.entry("answered_by_bot", "ended and bot and not asked"),
                Map.entry("answered_by_person", "ended and person"),
                Map.entry("answered_by_nobody", "ended and not person and not (bot and not asked)"),
                Map.entry(
                        "answered_at_first_contact", "ended and (person or bot and not asked) and not (" + AGAIN + ")"),
                Map.entry("came_again", "ended and (" + AGAIN + ")"),
                Map.entry("reopened", "false"),
                Map.entry("resolved", "ended and (not asked and bot or taken and outcome in ('resolved', 'referred'))"),
                Map.entry("abandoned", "ended and asked and not taken"),
                Map.entry("person_asked", "asked and (ended or not taken)"),
                Map.entry("person_reached", "ended and taken"),
                Map.entry("person_waiting", "asked and not ended and not taken"),
                Map.entry("rated", "ended and points is not null"),
                Map.entry("satisfied", "ended and points >= 4"));
        counts.forEach((figure, condition) -> to.put(
                prefix + figure,
                texts(known + "select count(*)::text" + where + condition).getFirst()));
        times(to, prefix + "first_answer", known, where + "true", """
                least(case when bot then bot_at end, case when person then person_at end)""", "at", true);
        times(to, prefix + "bot_answer", known, where + "true", "case when bot then bot_at end", "at", true);
        times(
                to,
                prefix + "person_answer",
                known,
                where + "asked",
                "case when person then person_at end",
                "queued_at",
                false);
        times(
                to,
                prefix + "person",
                known,
                where + "asked and (ended or not taken)",
                "case when taken then taken_at end",
                "queued_at",
                false);
        times(
                to,
                prefix + "resolution",
                known,
                where + "asked",
                "case when ended and taken and outcome in ('resolved', 'referred') then end_at end",
                "at",
                false);
        service(to, prefix, known, where);
        wilson(to, prefix);
    }

    /// Pairs of conversations have one address; they are 11 hours apart and end after 2 to 27.
    private static final String AGAIN = """
            exists (select from conversation c join conversation o on o.address = c.address and o.account = c.account
                      and o.id <> c.id and o.state = 'closed' and o.opened_at < c.opened_at and o.stage_at <= c.opened_at
                      and o.stage_at >= c.opened_at - interval '7 days'
                    where c.place = known.n)""";

    /// Kaplan and Meier's product in whole numbers.
    ///
    /// @param happened when it happened; null where it had not
    /// @param isNever whether to those that ended without it, it never happens
    private void times(
            Map<String, String> to,
            String figure,
            String known,
            String where,
            String happened,
            String from,
            boolean isNever) {
        var rows = texts(known + """
                select ((extract(epoch from coalesce(h, known_to) - f) * 1000000)::bigint
                        + case when h is null and ended and %s then 1000000000000000 else 0 end)::text
                       || ' ' || (h is not null)::text
                from (select *, %s as h, %s as f %s) timed
                """.formatted(isNever, happened, from, where));
        var events = new TreeMap<Long, int[]>();
        rows.forEach(row -> events.computeIfAbsent(Long.parseLong(row.split(" ")[0]), _ -> new int[2])[
                row.endsWith("true") ? 0 : 1]++);
        to.put(figure + "_half_within", within(events, rows.size(), 1, 2));
        to.put(figure + "_nine_in_ten_within", within(events, rows.size(), 9, 10));
    }

    private static String within(TreeMap<Long, int[]> events, int all, int share, int of) {
        var left = BigInteger.ONE;
        var whole = BigInteger.ONE;
        var atRisk = all;
        for (var event : events.entrySet()) {
            var happened = event.getValue()[0];
            if (happened > 0) {
                left = left.multiply(BigInteger.valueOf(atRisk - happened));
                whole = whole.multiply(BigInteger.valueOf(atRisk));
                if (left.multiply(BigInteger.valueOf(of)).compareTo(whole.multiply(BigInteger.valueOf(of - share)))
                        <= 0) {
                    return Long.toString(event.getKey() / 1_000_000);
                }
            }
            atRisk -= happened + event.getValue()[1];
        }
        return "none";
    }

    /// Of the queue with a target of 20 minutes of its hours, which are half of all.
    private void service(Map<String, String> to, String prefix, String known, String where) {
        var mine = where + "asked and queue = 'water' and (ended or not taken) and ";
        var counted = count(known + "select count(*)::text" + mine + """
                (taken or ended and known_to - queued_at > interval '20 seconds'
                 or not ended and known_to - queued_at > interval '40 minutes')""");
        var inTime = count(
                known + "select count(*)::text" + mine + "taken and taken_at - queued_at <= interval '40 minutes'");
        to.put(prefix + "service_counted", Long.toString(counted));
        to.put(prefix + "service_within", Long.toString(inTime));
        to.put(
                prefix + "service_level",
                counted == 0 ? "none" : Long.toString((2000 * inTime + counted) / (2 * counted)));
    }

    private static void wilson(Map<String, String> to, String prefix) {
        var n = Double.parseDouble(to.get(prefix + "rated"));
        var p = Double.parseDouble(to.get(prefix + "satisfied")) / n;
        var z = 1.959964;
        var root = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        to.put(prefix + "satisfied_share", n == 0 ? "none" : Long.toString(Math.round(1000 * p)));
        to.put(
                prefix + "satisfied_least",
                n == 0
                        ? "none"
                        : Long.toString(Math.round(
                                1000 * Math.max(0, (p + z * z / (2 * n) - root) / (1 + z * z / n)))));
        to.put(
                prefix + "satisfied_most",
                n == 0
                        ? "none"
                        : Long.toString(Math.round(
                                1000 * Math.min(1, (p + z * z / (2 * n) + root) / (1 + z * z / n)))));
    }

    private long count(String sql) {
        return Long.parseLong(texts(sql).getFirst());
    }

    private List<String> texts(String sql) {
        return database.jdbi().withHandle(handle -> {
            var texts = new ArrayList<String>();
            try (var statement = handle.getConnection().createStatement();
                    var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            } catch (SQLException e) {
                throw new AssertionError(sql, e);
            }
            return texts;
        });
    }

    /// By weeks that end at `until`, and by the answers in their order.
    @Test
    void countsWhatWasAskedByTheWeekAndFindsWhatCitizensWrote() throws SQLException {
        var until = Instant.parse("2026-11-29T05:00:00Z");
        var asked = dealings.asked(until, Rises.WEEKS_BEFORE + 1);

        assertThat(asked).extracting(Dealings.Asked::week).containsOnly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        for (var week = 0; week < 3; week++) {
            var in = week;
            assertThat(asked.stream()
                            .filter(one -> one.week() == in
                                    && one.marks().topic(TOPICS).equals("waste"))
                            .mapToLong(Dealings.Asked::conversations)
                            .sum())
                    .isEqualTo(count("""
                            select count(*)::text from fact where how in (0, 1, 5) and n %% 2 = 0
                              and at >= timestamptz '2026-11-29 05:00+00' - interval '1 week' * %d
                              and at < timestamptz '2026-11-29 05:00+00' - interval '1 week' * %d
                            """.formatted(week + 1, week)));
        }
        database.jdbi().useTransaction(handle -> {
            handle.execute("set local session_replication_role = replica");
            handle.getConnection().createStatement().execute("""
                    insert into message (id, conversation_id, position, author, author_name, content, offers, at)
                    select gen_random_uuid(), c.id, 1, 'citizen', '',
                      ('{"kind":"text","text":"The river smells ' || c.place || '"}')::json, '[]', c.opened_at
                    from conversation c where place = (select max(place) from conversation where last_queue = 'water'
                      and opened_at < timestamptz '2026-11-29 05:00+00')
                    """);
        });
        assertThat(dealings.questions(until.minus(Duration.ofDays(7)), until, 10))
                .singleElement()
                .satisfies(question -> {
                    assertThat(question.words()).startsWith("The river smells");
                    assertThat(question.marks().queue()).contains(new QueueId("water"));
                });
    }

    private static final Topics TOPICS = new Topics() {
        @Override
        public Optional<String> ofAnswer(String with) {
            return Optional.ofNullable(Map.of("bins", "waste", "leaks", "water").get(with));
        }

        @Override
        public Optional<String> ofQueue(QueueId queue) {
            return Optional.of(queue.name());
        }
    };
}

package io.glassline.figure.desk;

import io.glassline.figure.Outcome;
import io.glassline.figure.Topics;
import io.glassline.figure.desk.PeriodFigures.By;
import io.glassline.figure.desk.PeriodFigures.Group;
import io.glassline.figure.desk.PeriodFigures.Period;
import io.glassline.figure.desk.PeriodFigures.Rules;
import io.glassline.figure.desk.Rises.Rise;
import io.glassline.offer.QueuePolicies;
import io.glassline.privacy.MaskedWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The figures of the desk, for its page, its files and the API: each period beside the one before. There is no other
/// computation of them. Safe to call from any thread.
public final class DeskFigures {

    /// The figures of so many of the last periods are kept, and for so long: what several people look at is computed
    /// once.
    private static final int KEPT_MAX = 16;

    private static final Duration KEPT_FOR = Duration.ofMinutes(1);

    private static final int EXAMPLES_MAX = 3;

    /// Examples are looked for among so many of the last week's conversations.
    private static final int QUESTIONS_MAX = 5_000;

    private static final int WEEK_DAYS = 7;

    private final Dealings dealings;
    private final Topics topics;
    private final Supplier<QueuePolicies> queues;
    private final Supplier<ZoneId> zone;
    private final InstantSource clock;

    private final Map<Period, Kept> kept = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Period, Kept> eldest) {
            return size() > KEPT_MAX;
        }
    };

    private @Nullable KeptRises keptRises;

    /// @param zone the city's: its days are counted
    public DeskFigures(
            Dealings dealings,
            Topics topics,
            Supplier<QueuePolicies> queues,
            Supplier<ZoneId> zone,
            InstantSource clock) {
        this.dealings = dealings;
        this.topics = topics;
        this.queues = queues;
        this.zone = zone;
        this.clock = clock;
    }

    /// A period that ends now, with whole days of the city before today.
    public enum Window {
        DAY(1),
        WEEK(WEEK_DAYS),
        FOUR_WEEKS(4 * WEEK_DAYS);

        private final int days;

        Window(int days) {
            this.days = days;
        }

        public int days() {
            return days;
        }
    }

    /// One figure of one group. `now` and `before` are in `unit`, and empty where they cannot be told.
    public record Line(
            String by, String value, String figure, String unit, Optional<Long> now, Optional<Long> before) {}

    public record Comparison(PeriodFigures now, PeriodFigures before) {

        /// All figures, also of groups that are in one of the periods only.
        public List<Line> lines() {
            return Stream.concat(
                            lines("all", "all", now.all(), before.all()),
                            Stream.of(By.values()).flatMap(by -> lines(by).stream()))
                    .toList();
        }

        /// Those by one thing.
        public List<Line> lines(By by) {
            var ours = now.by(by);
            var theirs = before.by(by);
            var values = new TreeSet<>(ours.keySet());
            values.addAll(theirs.keySet());
            return values.stream()
                    .flatMap(value -> lines(
                            by.word(),
                            value,
                            ours.getOrDefault(value, Group.EMPTY),
                            theirs.getOrDefault(value, Group.EMPTY)))
                    .toList();
        }

        private static Stream<Line> lines(String by, String value, Group now, Group before) {
            return Stream.of(Figure.values())
                    .map(figure -> new Line(
                            by, value, figure.word(), figure.unit().word(), told(now, figure), told(before, figure)));
        }

        /// What is counted is 0 where there is nothing to count.
        private static Optional<Long> told(Group group, Figure figure) {
            return figure.unit() == Figure.Unit.COUNT ? Optional.of(group.count(figure)) : group.get(figure);
        }

        /// `by,value,figure,unit,now,before`; `none` where a figure cannot be told.
        public static String csv(List<Line> lines) {
            return lines.stream()
                    .map(line -> String.join(
                                    ",",
                                    line.by,
                                    line.value,
                                    line.figure,
                                    line.unit,
                                    line.now.map(String::valueOf).orElse("none"),
                                    line.before.map(String::valueOf).orElse("none"))
                            + "\n")
                    .collect(Collectors.joining("", "by,value,figure,unit,now,before\n", ""));
        }
    }

    /// Beside it stands the same time of as many days before.
    public Comparison of(Window window) {
        var until = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        var today = until.atZone(zone.get()).toLocalDate();
        var since = startOf(today.minusDays(window.days() - 1L));
        var before = new Period(
                startOf(today.minusDays(2L * window.days() - 1)),
                until.atZone(zone.get()).minusDays(window.days()).toInstant());
        return compared(new Period(since, until), before);
    }

    /// Beside it stands the same length of time before.
    ///
    /// @throws IllegalArgumentException where it does not begin before it ends
    public Comparison between(Instant since, Instant until) {
        return compared(period(since, until), new Period(since.minus(Duration.between(since, until)), since));
    }

    /// The first instant of a day of the city.
    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone.get()).toInstant();
    }

    /// Without what was before, and computed each time.
    ///
    /// @throws IllegalArgumentException where it does not begin before it ends
    public PeriodFigures alone(Instant since, Instant until) {
        return computed(period(since, until));
    }

    private static Period period(Instant since, Instant until) {
        if (!since.isBefore(until)) {
            throw new IllegalArgumentException("the figures' time is to begin before it ends");
        }
        return new Period(since, until);
    }

    private record KeptRises(Instant until, List<Rise> rises, Instant at) {}

    private record Kept(PeriodFigures figures, Instant at) {}

    private synchronized Comparison compared(Period period, Period before) {
        var now = clock.instant();
        kept.values().removeIf(old -> old.at.plus(KEPT_FOR).isBefore(now));
        return new Comparison(kept(period, now), kept(before, now));
    }

    private PeriodFigures kept(Period period, Instant now) {
        return kept.computeIfAbsent(period, _ -> new Kept(computed(period), now))
                .figures();
    }

    private PeriodFigures computed(Period period) {
        return PeriodFigures.of(
                period, dealings.between(period.since(), period.until()), new Rules(topics, queues.get(), zone.get()));
    }

    /// A topic that rises, with what citizens asked, masked.
    public record Rising(Rise rise, List<String> examples) {}

    /// Those of the seven days until last midnight ([Rises]).
    ///
    /// @param withExamples for staff who may read what citizens write
    public List<Rising> rising(boolean withExamples) {
        var until = startOf(clock.instant().atZone(zone.get()).toLocalDate());
        var rises = rises(until);
        if (rises.isEmpty() || !withExamples) {
            return rises.stream().map(rise -> new Rising(rise, List.of())).toList();
        }
        var since = startOf(until.atZone(zone.get()).toLocalDate().minusDays(WEEK_DAYS));
        var questions = dealings.questions(since, until, QUESTIONS_MAX);
        return rises.stream()
                .map(rise -> new Rising(rise, examples(rise.topic(), questions)))
                .toList();
    }

    private synchronized List<Rise> rises(Instant until) {
        var now = clock.instant();
        if (keptRises == null
                || !keptRises.until.equals(until)
                || keptRises.at.plus(KEPT_FOR).isBefore(now)) {
            keptRises = new KeptRises(until, Rises.of(weeks(until)), now);
        }
        return keptRises.rises;
    }

    private Map<String, List<Long>> weeks(Instant until) {
        var counts = new TreeMap<String, long[]>();
        dealings.asked(until, Rises.WEEKS_BEFORE + 1)
                .forEach(asked ->
                        counts.computeIfAbsent(asked.marks().topic(topics), _ -> new long[Rises.WEEKS_BEFORE + 1])[
                                        asked.week()] +=
                                asked.conversations());
        counts.remove(Outcome.NO_TOPIC);
        var weeks = new TreeMap<String, List<Long>>();
        counts.forEach((topic, byWeek) ->
                weeks.put(topic, Arrays.stream(byWeek).boxed().toList()));
        return weeks;
    }

    private List<String> examples(String topic, List<Dealings.Question> questions) {
        return questions.stream()
                .filter(question -> question.marks().topic(topics).equals(topic))
                .map(question -> MaskedWords.of(question.words()))
                .filter(words -> !words.isEmpty())
                .distinct()
                .limit(EXAMPLES_MAX)
                .toList();
    }
}

package io.glassline.figure.desk;

import io.glassline.conversation.QueueId;
import io.glassline.figure.Dealing;
import io.glassline.figure.Dealing.Contact;
import io.glassline.figure.Dealing.Said;
import io.glassline.figure.Outcome;
import io.glassline.figure.Outcome.AnsweredBy;
import io.glassline.figure.Outcome.PersonWait;
import io.glassline.figure.Outcome.Resolution;
import io.glassline.figure.Span;
import io.glassline.figure.Topics;
import io.glassline.figure.desk.KaplanMeier.Time;
import io.glassline.offer.QueuePolicies;
import io.glassline.rating.Rating;
import io.glassline.rating.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The figures of one period: what ended in it, with what was open at its end. Pure.
///
/// @param reachedWithin to how many of a thousand who asked for one a person came within each class of time
/// @param byDay what ended on each day of the city and who answered it
public record PeriodFigures(
        Period period,
        Group all,
        Map<By, SortedMap<String, Group>> groups,
        Map<String, Long> reachedWithin,
        SortedMap<String, Map<AnsweredBy, Long>> byDay) {

    /// Who left sooner, by the queue's hours, gave nobody the time to come.
    static final Duration LEFT_AT_ONCE_MAX = Duration.ofSeconds(10);

    /// From `since` until just before `until`.
    public record Period(Instant since, Instant until) {}

    /// What tells conversations apart. An hour is that of the city's day in which the citizen first wrote, two digits.
    public enum By {
        CHANNEL,
        QUEUE,
        TOPIC,
        LANGUAGE,
        HOUR;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param numbers in the figure's unit; a figure that cannot be told is not in it
    public record Group(Map<Figure, Long> numbers) {

        static final Group EMPTY = new Group(Map.of());

        public Optional<Long> get(Figure figure) {
            return Optional.ofNullable(numbers.get(figure));
        }

        public long count(Figure figure) {
            return numbers.getOrDefault(figure, 0L);
        }
    }

    /// By what the city counts: its topics, its queues' clocks and targets, its day.
    public record Rules(Topics topics, QueuePolicies queues, ZoneId zone) {}

    public static PeriodFigures of(Period period, Collection<Dealing> dealings, Rules rules) {
        var cases = dealings.stream()
                .map(dealing ->
                        new Case(dealing, Outcome.of(dealing, rules.topics, rules.zone, period.until), rules, period))
                .toList();
        var groups = new EnumMap<By, SortedMap<String, Group>>(By.class);
        for (var by : By.values()) {
            groups.put(by, grouped(cases, one -> one.value(by)));
        }
        return new PeriodFigures(period, group(cases), groups, reachedWithin(cases), byDay(cases));
    }

    /// The groups that there were, by name.
    public SortedMap<String, Group> by(By by) {
        return groups.getOrDefault(by, Collections.emptySortedMap());
    }

    private static SortedMap<String, Group> grouped(List<Case> cases, Function<Case, Optional<String>> value) {
        var groups = new TreeMap<String, Group>();
        cases.stream()
                .filter(one -> value.apply(one).isPresent())
                .collect(Collectors.groupingBy(one -> value.apply(one).orElseThrow()))
                .forEach((name, some) -> groups.put(name, group(some)));
        return groups;
    }

    private static Map<String, Long> reachedWithin(List<Case> cases) {
        var waits = KaplanMeier.of(
                cases.stream().flatMap(one -> one.personWait().stream()).toList());
        var within = new LinkedHashMap<String, Long>();
        if (!waits.times().isEmpty()) {
            for (var span : Span.values()) {
                if (span != Span.LONGER) {
                    within.put(span.word(), waits.perMilleWithin(span.most()));
                }
            }
        }
        return within;
    }

    private static SortedMap<String, Map<AnsweredBy, Long>> byDay(List<Case> cases) {
        var days = new TreeMap<String, Map<AnsweredBy, Long>>();
        for (var one : cases) {
            one.dealing
                    .end()
                    .ifPresent(end -> days.computeIfAbsent(
                                    end.at()
                                            .atZone(one.rules.zone)
                                            .toLocalDate()
                                            .toString(),
                                    _ -> new EnumMap<>(AnsweredBy.class))
                            .merge(one.outcome.answeredBy(), 1L, Long::sum));
        }
        return days;
    }

    private static Group group(List<Case> cases) {
        var to = new EnumMap<Figure, Long>(Figure.class);
        var ended = cases.stream().filter(Case::isEnded).toList();
        var released = cases.stream().filter(Case::isReleased).toList();
        to.put(Figure.CONVERSATIONS, (long) ended.size());
        var open = cases.stream().filter(one -> !one.isEnded()).toList();
        to.put(Figure.OPEN, (long) open.size());
        to.put(Figure.OPEN_ANSWERED_BY_BOT, count(open, one -> one.outcome.answeredBy() == AnsweredBy.BOT));
        to.put(Figure.OPEN_WITH_PERSON, count(open, one -> one.outcome.personWait() instanceof PersonWait.Reached));
        to.put(Figure.ANSWERED_BY_BOT, count(ended, one -> one.outcome.answeredBy() == AnsweredBy.BOT));
        to.put(Figure.ANSWERED_BY_PERSON, count(ended, one -> one.outcome.answeredBy() == AnsweredBy.PERSON));
        to.put(Figure.ANSWERED_BY_NOBODY, count(ended, one -> one.outcome.answeredBy() == AnsweredBy.NOBODY));
        to.put(
                Figure.ANSWERED_AT_FIRST_CONTACT,
                count(
                        ended,
                        one -> one.dealing.contact() == Contact.FIRST
                                && one.outcome.answeredBy() != AnsweredBy.NOBODY));
        to.put(Figure.CAME_AGAIN, count(ended, one -> one.dealing.contact() == Contact.AGAIN));
        to.put(Figure.REOPENED, count(ended, one -> one.dealing.contact() == Contact.REOPENED));
        to.put(Figure.RESOLVED, count(ended, one -> switch (one.outcome.resolution()) {
            case RESOLVED, REFERRED, ANSWERED -> true;
            case NO_ANSWER, ABANDONED, ENDED, OPEN -> false;
        }));
        to.put(Figure.ABANDONED, count(ended, one -> one.outcome.resolution() == Resolution.ABANDONED));
        within(
                to,
                Figure.FIRST_ANSWER_HALF_WITHIN,
                Figure.FIRST_ANSWER_NINE_IN_TEN_WITHIN,
                cases.stream().map(one -> one.answered(one.outcome.answeredAfter())));
        within(
                to,
                Figure.BOT_ANSWER_HALF_WITHIN,
                Figure.BOT_ANSWER_NINE_IN_TEN_WITHIN,
                cases.stream().map(one -> one.answered(one.outcome.botAfter())));
        within(
                to,
                Figure.PERSON_ANSWER_HALF_WITHIN,
                Figure.PERSON_ANSWER_NINE_IN_TEN_WITHIN,
                cases.stream().flatMap(one -> one.personAnswer().stream()));
        to.put(Figure.PERSON_ASKED, count(released, one -> !(one.outcome.personWait() instanceof PersonWait.NotAsked)));
        to.put(Figure.PERSON_REACHED, count(released, one -> one.outcome.personWait() instanceof PersonWait.Reached));
        to.put(Figure.PERSON_WAITING, count(released, one -> one.outcome.personWait() instanceof PersonWait.Waiting));
        within(
                to,
                Figure.PERSON_HALF_WITHIN,
                Figure.PERSON_NINE_IN_TEN_WITHIN,
                cases.stream().flatMap(one -> one.personWait().stream()));
        service(to, released);
        within(
                to,
                Figure.RESOLUTION_HALF_WITHIN,
                Figure.RESOLUTION_NINE_IN_TEN_WITHIN,
                cases.stream().flatMap(one -> one.resolution().stream()));
        satisfaction(to, ended);
        return new Group(to);
    }

    private static long count(List<Case> cases, Predicate<Case> fits) {
        return cases.stream().filter(fits).count();
    }

    private static void within(Map<Figure, Long> to, Figure half, Figure nineInTen, Stream<Time> times) {
        var estimate = KaplanMeier.of(times.toList());
        estimate.within(KaplanMeier.HALF).ifPresent(time -> to.put(half, time.toSeconds()));
        estimate.within(KaplanMeier.NINE_IN_TEN).ifPresent(time -> to.put(nineInTen, time.toSeconds()));
    }

    private static void service(Map<Figure, Long> to, List<Case> cases) {
        var served = cases.stream().flatMap(one -> one.service().stream()).toList();
        var inTime = served.stream().filter(isInTime -> isInTime).count();
        to.put(Figure.SERVICE_COUNTED, (long) served.size());
        to.put(Figure.SERVICE_WITHIN, inTime);
        if (!served.isEmpty()) {
            to.put(
                    Figure.SERVICE_LEVEL,
                    perMille(Share.of(inTime, served.size()).share()));
        }
    }

    private static void satisfaction(Map<Figure, Long> to, List<Case> ended) {
        var points =
                ended.stream().flatMap(one -> one.dealing.points().stream()).toList();
        var satisfied = points.stream()
                .filter(given -> given >= Rating.SATISFIED_POINTS_MIN)
                .count();
        to.put(Figure.RATED, (long) points.size());
        to.put(Figure.SATISFIED, satisfied);
        if (!points.isEmpty()) {
            var share = Share.of(satisfied, points.size());
            to.put(Figure.SATISFIED_SHARE, perMille(share.share()));
            to.put(Figure.SATISFIED_LEAST, perMille(share.least()));
            to.put(Figure.SATISFIED_MOST, perMille(share.most()));
        }
    }

    private static long perMille(double share) {
        return Math.round(1000 * share);
    }

    /// One conversation, by the rules of the period.
    private record Case(Dealing dealing, Outcome outcome, Rules rules, Period period) {

        boolean isEnded() {
            return !outcome.isOpen();
        }

        /// Whether a release has a row for it.
        boolean isReleased() {
            return outcome.isReleased();
        }

        Optional<String> value(By by) {
            return switch (by) {
                case CHANNEL -> Optional.of(outcome.channel());
                case QUEUE -> dealing.queue().map(QueueId::name);
                case TOPIC -> Optional.of(outcome.topic());
                case LANGUAGE -> Optional.of(outcome.language());
                case HOUR ->
                    Optional.of("%02d"
                            .formatted(
                                    dealing.firstInboundAt().atZone(rules.zone).getHour()));
            };
        }

        Time answered(Optional<Duration> after) {
            return after.map(Time::reached)
                    .orElseGet(() -> Time.notWithin(
                            isEnded() ? KaplanMeier.NEVER : between(dealing.firstInboundAt(), period.until)));
        }

        Optional<Time> personWait() {
            if (!isReleased()) {
                return Optional.empty();
            }
            return switch (outcome.personWait()) {
                case PersonWait.NotAsked _ -> Optional.empty();
                case PersonWait.Reached(var after) -> Optional.of(Time.reached(after));
                case PersonWait.Left(var after) -> Optional.of(Time.notWithin(after));
                case PersonWait.Waiting(var soFar) -> Optional.of(Time.notWithin(soFar));
            };
        }

        Optional<Time> personAnswer() {
            return dealing.queuedAt()
                    .map(asked -> dealing.first(Said.ByPerson.class::isInstance)
                            .filter(period.until::isAfter)
                            .map(at -> Time.reached(between(asked, at)))
                            .orElseGet(() -> Time.notWithin(between(asked, lastKnown()))));
        }

        Optional<Time> resolution() {
            return dealing.queuedAt().map(_ -> {
                var lasted = between(dealing.firstInboundAt(), lastKnown());
                return switch (outcome.resolution()) {
                    case RESOLVED, REFERRED -> Time.reached(lasted);
                    case ANSWERED, NO_ANSWER, ABANDONED, ENDED, OPEN -> Time.notWithin(lasted);
                };
            });
        }

        private Instant lastKnown() {
            return dealing.end().map(Dealing.End::at).orElse(period.until);
        }

        /// Whether it was served within its queue's target; empty where nothing is promised, and where it cannot be
        /// told yet or was not for the queue's people to tell.
        Optional<Boolean> service() {
            if (dealing.queue().isEmpty() || dealing.queuedAt().isEmpty()) {
                return Optional.empty();
            }
            var policy = rules.queues.of(dealing.queue().get());
            if (policy.target().isEmpty()) {
                return Optional.empty();
            }
            var since = dealing.queuedAt().get();
            var target = policy.target().get();
            return switch (outcome.personWait()) {
                case PersonWait.NotAsked _ -> Optional.empty();
                case PersonWait.Reached(var after) ->
                    Optional.of(policy.hours().open(since, since.plus(after)).compareTo(target) <= 0);
                case PersonWait.Left(var after) ->
                    policy.hours().open(since, since.plus(after)).compareTo(LEFT_AT_ONCE_MAX) > 0
                            ? Optional.of(false)
                            : Optional.empty();
                case PersonWait.Waiting(var soFar) ->
                    policy.hours().open(since, since.plus(soFar)).compareTo(target) > 0
                            ? Optional.of(false)
                            : Optional.empty();
            };
        }

        private static Duration between(Instant from, Instant to) {
            return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
        }
    }
}

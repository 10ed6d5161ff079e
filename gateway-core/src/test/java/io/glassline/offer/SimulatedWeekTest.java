package io.glassline.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.ChannelKind;
import io.glassline.offer.Floor.Offer;
import io.glassline.offer.Floor.OnDuty;
import io.glassline.offer.Floor.Waiter;
import io.glassline.offer.QueuePolicy.Assign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Five days of nine hours in a town, the same citizens twice: once whoever is free takes what waits
/// longest, and once by offers. Who does not know a matter needs two and a half times as long for it;
/// who does not speak the language cannot
/// answer at all.
class SimulatedWeekTest {

    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration TARGET = Duration.ofMinutes(10);
    private static final Instant MONDAY = Instant.parse("2026-11-23T16:00:00Z");
    private static final List<QueueId> QUEUES =
            List.of(new QueueId("waste"), new QueueId("permits"), new QueueId("water"));
    private static final double REFUSED_SHARE = 0.05;

    private record Citizen(int number, Instant at, QueueId queue, boolean spanish, boolean emergency, double minutes) {}

    private record Busy(String agent, Instant until) {}

    private record Week(List<Duration> waits, List<Duration> emergencies, Map<String, Integer> served, int open) {

        double serviceLevel() {
            return 100.0
                    * waits.stream().filter(wait -> wait.compareTo(TARGET) <= 0).count()
                    / waits.size();
        }

        Duration at(double share) {
            var sorted = waits.stream().sorted().toList();
            return sorted.get((int) (share * (sorted.size() - 1)));
        }

        /// Jain's index of how evenly the work is spread: 1 is evenly.
        double evenness() {
            var sum = served.values().stream().mapToDouble(n -> n).sum();
            var squares =
                    served.values().stream().mapToDouble(n -> (double) n * n).sum();
            return sum * sum / (served.size() * squares);
        }

        String figures(String name) {
            return "%s: %d served, %.1f %% within %d min, half %d s, 95 %% %d s, longest %d s, longest emergency %d s, evenness %.3f"
                    .formatted(
                            name,
                            waits.size(),
                            serviceLevel(),
                            TARGET.toMinutes(),
                            at(0.5).toSeconds(),
                            at(0.95).toSeconds(),
                            at(1).toSeconds(),
                            emergencies.stream()
                                    .max(Comparator.naturalOrder())
                                    .orElseThrow()
                                    .toSeconds(),
                            evenness());
        }
    }

    private final List<Profile> people = people();
    private final QueuePolicies policies = policies();

    @Test
    void offersServeAWeekBetterThanTakingInTurn() {
        var offered = week(true);
        var inTurn = week(false);
        System.out.println(inTurn.figures("first in, first out"));
        System.out.println(offered.figures("by offers          "));

        assertThat(offered.open()).as("nobody is forgotten").isZero();
        assertThat(offered.serviceLevel()).isGreaterThan(inTurn.serviceLevel() + 5);
        assertThat(offered.at(0.95)).isLessThan(inTurn.at(0.95));
        assertThat(offered.evenness()).as("nobody does all the work").isGreaterThan(0.9);
        assertThat(offered.emergencies()).allMatch(wait -> wait.compareTo(TARGET) < 0);
        assertThat(week(true).figures("")).as("the same again").isEqualTo(offered.figures(""));
    }

    private Week week(boolean byOffers) {
        var citizens = new ArrayList<>(citizens());
        var chance = new Random(11);
        var offering = new Offering(policies);
        var waiting = new ArrayList<Citizen>();
        var busy = new ArrayList<Busy>();
        var offers = new ArrayList<Offer>();
        var refusals = new HashMap<Integer, Map<String, Instant>>();
        var idleSince = new HashMap<String, Instant>();
        var week = new Week(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), 0);
        people.forEach(person -> {
            idleSince.put(person.agentId(), MONDAY);
            week.served.put(person.agentId(), 0);
        });
        var end = MONDAY.plus(Duration.ofHours(46));
        for (var now = MONDAY; now.isBefore(end); now = now.plus(TICK)) {
            var at = now;
            while (!citizens.isEmpty() && !citizens.getFirst().at().isAfter(at)) {
                waiting.add(citizens.removeFirst());
            }
            busy.removeIf(b -> {
                if (b.until().isAfter(at)) {
                    return false;
                }
                idleSince.put(b.agent(), at);
                return true;
            });
            var free = people.stream()
                    .filter(person -> busy.stream().noneMatch(b -> b.agent().equals(person.agentId())))
                    .map(person -> new OnDuty(person, 0, idleSince.get(person.agentId())))
                    .toList();
            if (!byOffers) {
                inTurn(waiting, free, at, week, busy);
                continue;
            }
            var floor = new Floor(waiting.stream().map(c -> waiter(c, refusals)).toList(), free, List.copyOf(offers));
            for (var step : offering.decide(floor, at)) {
                switch (step) {
                    case Step.MakeOffer made ->
                        offers.add(new Offer(made.conversation(), made.agentId(), made.until()));
                    case Step.TimeOut out ->
                        offers.removeIf(o -> o.conversation().equals(out.conversation()));
                    case Step.Withdraw out ->
                        offers.removeIf(o -> o.conversation().equals(out.conversation()));
                    case Step.Relax _, Step.Escalate _ -> {}
                }
            }
            for (var offer : List.copyOf(offers)) {
                var number = (int) offer.conversation().value().getLeastSignificantBits();
                var refused = chance.nextDouble() < REFUSED_SHARE;
                offers.remove(offer);
                if (refused) {
                    refusals.computeIfAbsent(number, _ -> new HashMap<>()).put(offer.agentId(), at);
                } else {
                    var citizen = waiting.stream()
                            .filter(c -> c.number() == number)
                            .findFirst()
                            .orElseThrow();
                    serve(citizen, person(offer.agentId()), at, waiting, week, busy);
                }
            }
        }
        return new Week(week.waits, week.emergencies, week.served, waiting.size());
    }

    /// Emergencies first, then who came first; whoever is free takes the first that they can speak with.
    private void inTurn(List<Citizen> waiting, List<OnDuty> free, Instant at, Week week, List<Busy> busy) {
        for (var agent : free) {
            waiting.stream()
                    .filter(c -> agent.profile().languages().containsKey(c.spanish() ? "es" : "en"))
                    .min(Comparator.comparing((Citizen c) -> !c.emergency()).thenComparing(Citizen::at))
                    .ifPresent(next -> serve(next, agent.profile(), at, waiting, week, busy));
        }
    }

    private static void serve(
            Citizen citizen, Profile by, Instant at, List<Citizen> waiting, Week week, List<Busy> busy) {
        waiting.remove(citizen);
        var wait = Duration.between(citizen.at(), at);
        week.waits.add(wait);
        if (citizen.emergency()) {
            week.emergencies.add(wait);
        }
        week.served.merge(by.agentId(), 1, Integer::sum);
        var knows = by.skills().containsKey(citizen.queue().name());
        busy.add(new Busy(by.agentId(), at.plusSeconds((long) (60 * citizen.minutes() * (knows ? 1 : 2.5)))));
    }

    private Profile person(String id) {
        return people.stream()
                .filter(person -> person.agentId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Waiter waiter(Citizen citizen, Map<Integer, Map<String, Instant>> refusals) {
        return new Waiter(
                new Conversation.Id(new UUID(0, citizen.number())),
                1,
                citizen.queue(),
                citizen.emergency() ? Priority.EMERGENCY : Priority.NORMAL,
                citizen.at(),
                Locale.of(citizen.spanish() ? "es" : "en"),
                new ChannelKind("sms"),
                Set.of(),
                0,
                false,
                refusals.getOrDefault(citizen.number(), Map.of()));
    }

    private static List<Citizen> citizens() {
        var chance = new Random(2026);
        var citizens = new ArrayList<Citizen>();
        var at = MONDAY;
        var end = MONDAY.plus(Duration.ofHours(45));
        while (true) {
            at = at.plusMillis((long) (-Math.log(1 - chance.nextDouble()) * 105_000));
            if (at.isAfter(end)) {
                return citizens;
            }
            citizens.add(new Citizen(
                    citizens.size(),
                    at,
                    QUEUES.get(chance.nextInt(3)),
                    chance.nextInt(4) == 0,
                    chance.nextInt(50) == 0,
                    Math.min(25, 2 - 5 * Math.log(1 - chance.nextDouble()))));
        }
    }

    private static List<Profile> people() {
        var people = new ArrayList<Profile>();
        for (var number = 0; number < 9; number++) {
            var speaks = number % 3 == 0 ? Map.of("en", 3, "es", 3) : Map.of("en", 3);
            var skill = QUEUES.get(number / 3).name();
            people.add(new Profile("agent-" + number, Map.of(skill, 3), speaks, Set.of(), 1));
        }
        return people;
    }

    private static QueuePolicies policies() {
        var all = new HashMap<QueueId, QueuePolicy>();
        for (var queue : QUEUES) {
            all.put(
                    queue,
                    new QueuePolicy(
                            queue,
                            Hours.ALWAYS,
                            Assign.LONGEST_IDLE,
                            Optional.of(TARGET),
                            Duration.ofSeconds(30),
                            Map.of(queue.name(), 2),
                            1,
                            List.of(new Relaxation(
                                    Duration.ofMinutes(6),
                                    Set.of(queue.name()),
                                    Map.of(),
                                    OptionalInt.empty(),
                                    Optional.empty(),
                                    Optional.empty())),
                            Optional.empty()));
        }
        return new QueuePolicies(all, Map.of());
    }
}

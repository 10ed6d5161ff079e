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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds whatever the floor looks like.
class OfferingPropertiesTest {

    private static final int FLOORS = 300;
    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private static final List<QueueId> QUEUES =
            List.of(new QueueId("waste"), new QueueId("general"), new QueueId("by-hand"));

    private static final QueuePolicies POLICIES = new QueuePolicies(
            Map.of(
                    QUEUES.get(0), OfferingTest.policy(QUEUES.get(0), Assign.LONGEST_IDLE),
                    QUEUES.get(1), OfferingTest.policy(QUEUES.get(1), Assign.BEST_SKILL)),
            QueuePolicies.WEIGHTS_DEFAULT);

    private final Offering offering = new Offering(POLICIES);

    static LongStream seeds() {
        return LongStream.range(0, FLOORS);
    }

    @ParameterizedTest(name = "floor {0}")
    @MethodSource("seeds")
    void offersAreMadeToThoseWhoCanAndHaveRoomOneToEach(long seed) {
        var floor = floor(new Random(seed));
        var steps = offering.decide(floor, NOW);
        var over = new HashSet<Conversation.Id>();
        var standing = new ArrayList<>(floor.offers());
        for (var step : steps) {
            if (step instanceof Step.TimeOut || step instanceof Step.Withdraw) {
                over.add(step.conversation());
                standing.removeIf(offer -> offer.conversation().equals(step.conversation()));
            }
        }
        var asked = new HashSet<String>();
        var offered = new HashSet<Conversation.Id>();
        standing.forEach(offer -> assertThat(asked.add(offer.agentId()) && offered.add(offer.conversation()))
                .isTrue());
        for (var made : made(steps)) {
            var waiter = waiter(floor, made.conversation());
            var agent = floor.onDuty(made.agentId()).orElseThrow();
            assertThat(asked.add(made.agentId()))
                    .as("nobody is asked two at once")
                    .isTrue();
            assertThat(offered.add(made.conversation()))
                    .as("one is asked at a time")
                    .isTrue();
            assertThat(agent.load() + POLICIES.weight(waiter.channel()))
                    .as("nobody is over their capacity")
                    .isLessThanOrEqualTo(agent.profile().capacity());
            assertThat(offering.mayAnswer(agent, waiter, POLICIES.of(waiter.queue()), NOW))
                    .isTrue();
            assertThat(POLICIES.of(waiter.queue()).assign()).isNotEqualTo(Assign.BY_HAND);
        }
    }

    /// Who waits without an offer could be answered by nobody who is free, or by nobody but those who
    /// just refused; and nobody is given what ranks behind it that could have had it.
    @ParameterizedTest(name = "floor {0}")
    @MethodSource("seeds")
    void nobodyIsForgottenAndNobodyPassedOver(long seed) {
        var floor = floor(new Random(seed));
        var steps = offering.decide(floor, NOW);
        var asked = new HashMap<String, Conversation.Id>();
        floor.offers().stream()
                .filter(offer -> steps.stream()
                        .noneMatch(step -> !(step instanceof Step.MakeOffer)
                                && step.conversation().equals(offer.conversation())
                                && (step instanceof Step.TimeOut || step instanceof Step.Withdraw)))
                .forEach(offer -> asked.put(offer.agentId(), offer.conversation()));
        var before = Set.copyOf(asked.keySet());
        made(steps).forEach(made -> asked.put(made.agentId(), made.conversation()));
        for (var waiter : floor.waiting()) {
            if (POLICIES.of(waiter.queue()).assign() == Assign.BY_HAND
                    || asked.containsValue(waiter.id())
                    || floor.offers().stream()
                            .anyMatch(offer -> offer.conversation().equals(waiter.id()))) {
                continue;
            }
            for (var agent : floor.onDuty()) {
                var refused = waiter.refusals().get(agent.id());
                if (offering.mayAnswer(agent, waiter, POLICIES.of(waiter.queue()), NOW)
                        && (refused == null
                                || !refused.plus(Offering.ASKED_AGAIN_AFTER).isAfter(NOW))
                        && !before.contains(agent.id())) {
                    assertThat(asked)
                            .as(waiter + " could have gone to " + agent)
                            .containsKey(agent.id());
                    var instead = waiter(floor, asked.get(agent.id()));
                    assertThat(rank(instead)).as("ranks before").isLessThan(rank(waiter));
                }
            }
        }
    }

    @ParameterizedTest(name = "floor {0}")
    @MethodSource("seeds")
    void theSameFloorGivesTheSameHoweverItIsShuffled(long seed) {
        var floor = floor(new Random(seed));
        var waiting = new ArrayList<>(floor.waiting());
        var onDuty = new ArrayList<>(floor.onDuty());
        Collections.shuffle(waiting, new Random(seed + 1));
        Collections.shuffle(onDuty, new Random(seed + 2));
        assertThat(offering.decide(new Floor(waiting, onDuty, floor.offers()), NOW))
                .isEqualTo(offering.decide(floor, NOW));
    }

    @ParameterizedTest(name = "floor {0}")
    @MethodSource("seeds")
    void waitingOnlyEverAsksForLess(long seed) {
        var floor = floor(new Random(seed));
        for (var waiter : floor.waiting()) {
            var policy = POLICIES.of(waiter.queue());
            for (var step = 0; step < policy.relax().size(); step++) {
                var now = waiter.wanted(policy, step);
                var then = waiter.wanted(policy, step + 1);
                assertThat(then.priority()).isLessThanOrEqualTo(now.priority());
                assertThat(then.queues()).containsAll(now.queues());
                assertThat(then.language()).isLessThanOrEqualTo(now.language());
                then.skills()
                        .forEach((skill, level) -> assertThat(level)
                                .isLessThanOrEqualTo(now.skills().get(skill)));
            }
        }
    }

    private static List<Step.MakeOffer> made(List<Step> steps) {
        return steps.stream()
                .filter(Step.MakeOffer.class::isInstance)
                .map(Step.MakeOffer.class::cast)
                .toList();
    }

    private static Waiter waiter(Floor floor, Conversation.Id id) {
        return floor.waiting().stream()
                .filter(waiter -> waiter.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /// Written out by itself, so that the order is not checked against the code that makes it.
    private static String rank(Waiter waiter) {
        var aged = waiter.since().plus(Duration.ofMinutes(20)).compareTo(NOW) <= 0
                && waiter.taken() < 3
                && waiter.priority() == Priority.NORMAL
                && !waiter.queue().equals(QUEUES.get(2));
        return (aged ? Priority.URGENT : waiter.priority()).ordinal() + " " + waiter.since() + " "
                + waiter.id().value();
    }

    private static Floor floor(Random random) {
        var onDuty = new ArrayList<OnDuty>();
        for (var agent = 0; agent < random.nextInt(8); agent++) {
            var languages = random.nextBoolean() ? Map.of("en", 1 + random.nextInt(5)) : Map.of("en", 3, "es", 3);
            onDuty.add(new OnDuty(
                    new Profile(
                            "agent-" + agent,
                            random.nextBoolean() ? Map.of("waste", 1 + random.nextInt(5)) : Map.of(),
                            languages,
                            random.nextInt(3) == 0 ? Set.of(QUEUES.get(random.nextInt(2))) : Set.of(),
                            1 + random.nextInt(5)),
                    random.nextInt(4),
                    NOW.minusSeconds(random.nextInt(3_000))));
        }
        var waiting = new ArrayList<Waiter>();
        for (var number = 0; number < random.nextInt(12); number++) {
            var queued = NOW.minusSeconds(random.nextInt(2_400));
            var refusals = new HashMap<String, Instant>();
            onDuty.forEach(agent -> {
                if (random.nextInt(6) == 0) {
                    refusals.put(agent.id(), NOW.minusSeconds(random.nextInt(300)));
                }
            });
            waiting.add(new Waiter(
                    new Conversation.Id(new UUID(7, number)),
                    random.nextInt(9),
                    QUEUES.get(random.nextInt(3)),
                    Priority.values()[random.nextInt(3)],
                    queued,
                    Locale.of(random.nextInt(3) == 0 ? "es" : "en"),
                    new ChannelKind(random.nextInt(4) == 0 ? "voice" : "sms"),
                    random.nextInt(5) == 0 ? Set.of("waste") : Set.of(),
                    random.nextInt(4),
                    random.nextBoolean(),
                    refusals));
        }
        var offers = new ArrayList<Offer>();
        for (var number = 0; number < Math.min(waiting.size(), onDuty.size()) && random.nextBoolean(); number++) {
            offers.add(new Offer(
                    waiting.get(number).id(), onDuty.get(number).id(), NOW.plusSeconds(random.nextInt(60) - 30)));
        }
        return new Floor(waiting, onDuty, offers);
    }
}

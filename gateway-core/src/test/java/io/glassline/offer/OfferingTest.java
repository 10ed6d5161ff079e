package io.glassline.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.desk.Agent;
import io.glassline.desk.Escalation;
import io.glassline.message.ChannelKind;
import io.glassline.offer.Floor.Offer;
import io.glassline.offer.Floor.OnDuty;
import io.glassline.offer.Floor.Waiter;
import io.glassline.offer.QueuePolicy.Assign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OfferingTest {

    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private static final QueueId WASTE = new QueueId("waste");
    private static final QueueId GENERAL = new QueueId("general");

    private final QueuePolicies policies = new QueuePolicies(
            Map.of(WASTE, policy(WASTE, Assign.LONGEST_IDLE), GENERAL, policy(GENERAL, Assign.BEST_SKILL)),
            QueuePolicies.WEIGHTS_DEFAULT);

    private final Offering offering = new Offering(policies);

    static QueuePolicy policy(QueueId queue, Assign assign) {
        return new QueuePolicy(
                queue,
                Hours.ALWAYS,
                assign,
                Optional.of(Duration.ofMinutes(10)),
                Duration.ofSeconds(30),
                queue.equals(WASTE) ? Map.of("waste", 2) : Map.of(),
                2,
                List.of(
                        relaxation(5, Map.of("waste", 1), Optional.empty(), Optional.empty()),
                        relaxation(10, Map.of(), Optional.of(queue.equals(WASTE) ? GENERAL : WASTE), Optional.empty()),
                        relaxation(20, Map.of(), Optional.empty(), Optional.of(Priority.URGENT))),
                Optional.of(
                        new Escalation(Duration.ofMinutes(30), Optional.empty(), Optional.of(Agent.Role.SUPERVISOR))));
    }

    private static Relaxation relaxation(
            int minutes, Map<String, Integer> lower, Optional<QueueId> add, Optional<Priority> raise) {
        return new Relaxation(Duration.ofMinutes(minutes), Set.of(), lower, OptionalInt.empty(), add, raise);
    }

    @Test
    void whoHasBeenIdleForLongestIsAsked() {
        assertThat(offers(
                        List.of(waiter(1, WASTE, Priority.NORMAL, 1)),
                        List.of(onDuty("ada", 2, 2, 0, 5), onDuty("bob", 2, 2, 0, 9))))
                .containsExactly("1 -> bob");
    }

    @Test
    void whoKnowsMostIsAskedWhereTheQueueWantsThat() {
        var spanish = waiter(1, GENERAL, Priority.NORMAL, 1, "es", "sms");
        assertThat(offers(List.of(spanish), List.of(onDuty("ada", 0, 2, 0, 9), onDuty("eva", 0, 5, 0, 1))))
                .containsExactly("1 -> eva");
    }

    @Test
    void lessIsEnoughAfterAWhile() {
        var beginner = List.of(onDuty("ada", 1, 2, 0, 9));
        assertThat(offers(List.of(waiter(1, WASTE, Priority.NORMAL, 4)), beginner))
                .isEmpty();
        assertThat(offers(List.of(waiter(1, WASTE, Priority.NORMAL, 5)), beginner))
                .containsExactly("1 -> ada");
    }

    @Test
    void eachStepIsTakenOnceAndInOrder() {
        var steps = offering.decide(floor(List.of(waiter(1, WASTE, Priority.NORMAL, 31)), List.of()), NOW);
        assertThat(steps)
                .filteredOn(Step.Relax.class::isInstance)
                .extracting(step -> ((Step.Relax) step).number())
                .containsExactly(0, 1, 2);
        assertThat(steps).filteredOn(Step.Escalate.class::isInstance).hasSize(1);

        var taken = taken(waiter(1, WASTE, Priority.NORMAL, 31), 3, true);
        assertThat(offering.decide(floor(List.of(taken), List.of()), NOW)).isEmpty();
    }

    @Test
    void emergenciesAreFirstAndThenWhatWaitsLongest() {
        assertThat(offers(
                        List.of(
                                waiter(1, WASTE, Priority.NORMAL, 4),
                                waiter(2, WASTE, Priority.EMERGENCY, 1),
                                waiter(3, WASTE, Priority.URGENT, 2)),
                        List.of(onDuty("ada", 2, 2, 0, 5))))
                .containsExactly("2 -> ada");
    }

    @Test
    void aCallNeedsMoreOfAPersonThanAText() {
        var one = List.of(onDuty("ada", 2, 2, 1, 5));
        assertThat(offers(List.of(waiter(1, WASTE, Priority.NORMAL, 1, "en", "voice")), one))
                .isEmpty();
        assertThat(offers(List.of(waiter(1, WASTE, Priority.NORMAL, 1, "en", "sms")), one))
                .containsExactly("1 -> ada");
    }

    @Test
    void anOfferThatRanOutGoesToTheNextAndComesBackOnlyAfterEveryoneElse() {
        var waiter = waiter(1, WASTE, Priority.NORMAL, 1);
        var both = List.of(onDuty("ada", 2, 2, 0, 5), onDuty("bob", 2, 2, 0, 9));
        var ranOut = new Floor(List.of(waiter), both, List.of(new Offer(waiter.id(), "bob", NOW.minusMillis(1))));
        assertThat(offering.decide(ranOut, NOW))
                .containsExactly(
                        new Step.TimeOut(waiter.id(), "bob"),
                        new Step.MakeOffer(waiter.id(), "ada", NOW.plusSeconds(30)));

        var refused = refused(waiter, Map.of("ada", NOW.minusSeconds(1), "bob", NOW.minusSeconds(150)));
        assertThat(offers(List.of(refused), both)).containsExactly("1 -> bob");
        assertThat(offers(List.of(refused), List.of(both.getFirst()))).isEmpty();
    }

    @Test
    void anOfferToOneWhoHasGoneIsMadeAnew() {
        var waiter = waiter(1, WASTE, Priority.NORMAL, 1);
        var floor = new Floor(
                List.of(waiter),
                List.of(onDuty("ada", 2, 2, 0, 5)),
                List.of(new Offer(waiter.id(), "bob", NOW.plusSeconds(20))));
        assertThat(offering.decide(floor, NOW))
                .containsExactly(
                        new Step.Withdraw(waiter.id(), "bob"),
                        new Step.MakeOffer(waiter.id(), "ada", NOW.plusSeconds(30)));
    }

    @Test
    void whatARuleAskedForIsWanted() {
        var signs = needing(waiter(1, GENERAL, Priority.NORMAL, 1), Set.of("sign-language"));
        assertThat(offers(List.of(signs), List.of(onDuty("ada", 2, 2, 0, 5)))).isEmpty();
    }

    private List<String> offers(List<Waiter> waiting, List<OnDuty> onDuty) {
        return offering.decide(floor(waiting, onDuty), NOW).stream()
                .filter(Step.MakeOffer.class::isInstance)
                .map(Step.MakeOffer.class::cast)
                .map(made -> made.conversation().value().getLeastSignificantBits() + " -> " + made.agentId())
                .toList();
    }

    private static Floor floor(List<Waiter> waiting, List<OnDuty> onDuty) {
        return new Floor(waiting, onDuty, List.of());
    }

    static Waiter waiter(int number, QueueId queue, Priority priority, int minutes) {
        return waiter(number, queue, priority, minutes, "en", "sms");
    }

    static Waiter waiter(int number, QueueId queue, Priority priority, int minutes, String language, String channel) {
        var since = NOW.minus(Duration.ofMinutes(minutes));
        return new Waiter(
                new Conversation.Id(new UUID(0, number)),
                1,
                queue,
                priority,
                since,
                Locale.of(language),
                new ChannelKind(channel),
                Set.of(),
                0,
                false,
                Map.of());
    }

    private static Waiter taken(Waiter waiter, int steps, boolean escalated) {
        return copy(waiter, waiter.needs(), steps, escalated, waiter.refusals());
    }

    private static Waiter refused(Waiter waiter, Map<String, Instant> by) {
        return copy(waiter, waiter.needs(), 0, false, by);
    }

    private static Waiter needing(Waiter waiter, Set<String> skills) {
        return copy(waiter, skills, 0, false, Map.of());
    }

    static Waiter copy(Waiter waiter, Set<String> needs, int steps, boolean escalated, Map<String, Instant> by) {
        return new Waiter(
                waiter.id(),
                waiter.version(),
                waiter.queue(),
                waiter.priority(),
                waiter.since(),
                waiter.language(),
                waiter.channel(),
                needs,
                steps,
                escalated,
                by);
    }

    static OnDuty onDuty(String id, int waste, int language, int load, int idleMinutes) {
        return new OnDuty(
                new Profile(
                        id,
                        waste == 0 ? Map.of() : Map.of("waste", waste),
                        Map.of("en", language, "es", language),
                        Set.of(),
                        3),
                load,
                NOW.minus(Duration.ofMinutes(idleMinutes)));
    }
}

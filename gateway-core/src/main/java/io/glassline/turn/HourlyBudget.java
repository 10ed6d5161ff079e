package io.glassline.turn;

import io.glassline.channel.TrafficBudget;
import io.glassline.conversation.Traffic;
import io.glassline.outbox.Deliverer;
import io.glassline.routing.Flood;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether an address and the city have said enough to each other for this hour. Pure.
public final class HourlyBudget {

    /// What the gates say is owed: an emergency is told where to call, a STOP is confirmed. So many
    /// answers above the budget, and no more.
    static final int OWED_MAX = 10;

    /// Machines that talk to each other say the same. What is said more often would be held back by the
    /// outbox ([io.glassline.outbox.Outbox#STORM_WITHIN]), one dead letter each.
    static final int SAME_ANSWER_MAX = Deliverer.SAME_WORDS_MAX;

    private HourlyBudget() {}

    /// @param traffic of this hour, with the message that came in it.
    static Optional<Flood> exceeded(Traffic traffic, TrafficBudget budget) {
        return because(traffic, budget).map(because -> new Flood(because, traffic.until(), traffic.isTold()));
    }

    private static Optional<String> because(Traffic traffic, TrafficBudget budget) {
        if (traffic.messages() > budget.messagesPerHour()) {
            return Optional.of(
                    "This address wrote more than %d messages within the hour.".formatted(budget.messagesPerHour()));
        }
        if (traffic.answers() >= budget.answersPerHour()) {
            return Optional.of(
                    "This address was answered %d times within the hour.".formatted(budget.answersPerHour()));
        }
        return traffic.sameAnswersMost() >= SAME_ANSWER_MAX
                ? Optional.of(
                        "This address was given the same answer %d times within the hour.".formatted(SAME_ANSWER_MAX))
                : Optional.empty();
    }

    /// Whether the machine may say anything more in this hour, whatever it is.
    static boolean leavesRoomForAnAnswer(Traffic traffic, TrafficBudget budget) {
        return traffic.answers() < budget.answersPerHour() + OWED_MAX;
    }

    /// Why people may not write to this address now, if they may not.
    public static Optional<String> refusal(Traffic traffic, TrafficBudget budget, Instant now) {
        if (traffic.replies() < budget.repliesPerHour()) {
            return Optional.empty();
        }
        var minutes = Math.max(
                1, Duration.between(now, traffic.until()).plusSeconds(59).toMinutes());
        return Optional.of(("This citizen was sent %d replies within the hour, and no more may be sent on this account."
                        + " Nothing was sent. Send it in %d min.")
                .formatted(budget.repliesPerHour(), minutes));
    }
}

package io.glassline.offer;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All that a decision about offers is made from: what waits, who is there, and which offers stand.
public record Floor(List<Waiter> waiting, List<OnDuty> onDuty, List<Offer> offers) {

    public Floor {
        waiting = List.copyOf(waiting);
        onDuty = List.copyOf(onDuty);
        offers = List.copyOf(offers);
    }

    /// A conversation that waits.
    ///
    /// @param version by which it is known that nobody has moved it meanwhile
    /// @param since since when a person has been wanted, wherever it waited: its place goes by it, its
    ///     steps and its escalation, so that whoever moves it takes nothing from the citizen
    /// @param needs skills that rules have marked it with
    /// @param taken how many of its queue's steps are on the record already
    /// @param refusals by whom it was refused, or not answered in time, and when last
    public record Waiter(
            Conversation.Id id,
            long version,
            QueueId queue,
            Priority priority,
            Instant since,
            Locale language,
            ChannelKind channel,
            Set<String> needs,
            int taken,
            boolean escalated,
            Map<String, Instant> refusals) {

        public Waiter {
            needs = Set.copyOf(needs);
            refusals = Map.copyOf(refusals);
        }

        /// What is wanted of whoever answers it, after `steps` of its queue's steps. What a step that is
        /// on the record made of the priority stands in the conversation, and people may have changed it
        /// since.
        public Wanted wanted(QueuePolicy policy, int steps) {
            var wanted = new Wanted(policy.skills(), policy.language(), Set.of(queue), priority).needing(needs);
            for (var number = 0; number < Math.min(steps, policy.relax().size()); number++) {
                var relaxed = policy.relax().get(number).relax(wanted);
                wanted = number < taken ? relaxed.at(wanted.priority()) : relaxed;
            }
            return wanted;
        }
    }

    /// Someone of the staff who is available.
    ///
    /// @param load what they have, in the weights of [QueuePolicies]
    /// @param idleSince since when they have been given nothing
    public record OnDuty(Profile profile, int load, Instant idleSince) {

        public String id() {
            return profile.agentId();
        }
    }

    /// An offer that stands.
    public record Offer(Conversation.Id conversation, String agentId, Instant until) {}

    Optional<OnDuty> onDuty(String agentId) {
        return onDuty.stream().filter(agent -> agent.id().equals(agentId)).findFirst();
    }
}

package io.glassline.offer;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueStep;
import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What waits, what everyone has, and the offers: those that stand and those that ended. One
/// conversation is offered to one agent at a time, and one agent one conversation, whoever asks for more.
public interface Offers {

    /// How an offer ended.
    enum End {
        ACCEPTED,
        DECLINED,
        TIMED_OUT,
        /// Without anyone's fault: it was taken by somebody else, or the agent had gone.
        WITHDRAWN;

        /// The word for it on the record.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// @param has how many conversations of each channel, but for those put off
    /// @param givenAt when they were last given one
    record Load(Map<ChannelKind, Integer> has, Optional<Instant> givenAt) {

        public static final Load NONE = new Load(Map.of(), Optional.empty());

        public Load {
            has = Map.copyOf(has);
        }

        public int weighed(QueuePolicies policies) {
            return has.entrySet().stream()
                    .mapToInt(channel -> policies.weight(channel.getKey()) * channel.getValue())
                    .sum();
        }

        public int count() {
            return has.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /// An offer to someone, with what they are to know of it.
    record Held(Floor.Offer offer, Conversation conversation) {}

    /// The most urgent first, at most `countMax`.
    List<Floor.Waiter> waiting(int countMax);

    Map<String, Load> loads(Instant now);

    List<Floor.Offer> standing();

    Optional<Held> to(String agentId);

    /// @return false where it does not wait any more, is offered to somebody, or the agent holds another
    /// offer
    boolean make(Conversation.Id conversation, String agentId, Instant until, Instant now);

    /// Ends an offer that stands. One that was withdrawn because the agent has the conversation by now
    /// was accepted.
    ///
    /// @return false where there is none
    boolean end(Conversation.Id conversation, String agentId, End how, Instant now);

    /// What was done about a conversation while it waited, the first first.
    List<QueueStep> steps(Conversation.Id conversation);
}

package io.glassline.programme;

import io.glassline.audit.Actor;
import io.glassline.message.Message;
import io.glassline.programme.Recipient.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Campaigns, and to whom each is sent. What people do with one is an entry of the audit stream, in the same
/// transaction.
///
/// Who gets a campaign is written down once, when it begins, with the id of each one's message. So however many nodes
/// work on it, and whichever of them are killed, each person has it at most once. Writes are durable when they return.
/// Safe to call from any thread.
public interface Campaigns {

    void write(Campaign draft, Actor by);

    /// Asks a second person to look at it.
    Outcome ask(Campaign.Id id, Actor by, Instant at);

    /// From now on it is sent. See [Campaign#refusesApprovalBy].
    Outcome approve(Campaign.Id id, Actor by, Instant at);

    /// Nobody is taken up any more, and what is queued and not given to a provider is withheld.
    Outcome stop(Campaign.Id id, Actor by, Instant at);

    Optional<Campaign> find(Campaign.Id id);

    /// The latest first, at most `countMax`.
    List<Campaign> list(int countMax);

    /// Those that are approved and not done, in the order of their approval.
    List<Campaign> underWay();

    /// How many people have a programme, by channel and language.
    List<Audience> audience(String programme);

    /// Writes down who gets an approved campaign: all who have the programme now.
    ///
    /// @return false when it has begun before, or was stopped
    boolean begin(Campaign.Id id, Instant now);

    /// Takes up people whose turn it is, at most `countMax`, and no more than that so many messages wait in bulk as
    /// may: see [CampaignWork#WAITING_MAX].
    List<Recipient> claim(Campaign.Id id, Instant now, Duration lease, int countMax);

    /// Their message is in the outbox.
    void queued(Recipient to, Instant now);

    /// They do not get it, whether or not their message was in the outbox.
    void leftOut(Message.Id message, Reason reason, Instant now);

    /// Ends a campaign of which nothing waits any more.
    ///
    /// @return whether it ended now
    boolean finish(Campaign.Id id, Instant now);

    /// Of which campaign a message is, and how that and its recipient stand; empty for any other message.
    Optional<Belonging> belonging(Message.Id message);

    Counts counts(Campaign.Id id);

    sealed interface Outcome {

        record Done(Campaign campaign) implements Outcome {}

        /// @param because a sentence for the person who asked
        record Refused(String because) implements Outcome {}
    }

    record Audience(String channel, String language, long people) {}

    record Belonging(Campaign.State state, String programme, boolean isSubscribed) {}

    /// Of so many `people`: those whose turn is to come, whose message waits in the outbox, to whom it was sent, and to
    /// whom it could not be; and those who were left out, by reason.
    record Counts(long people, long waiting, long queued, long sent, long failed, Map<Reason, Long> leftOut) {

        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, Map.of());

        public Counts {
            leftOut = leftOut.isEmpty() ? Map.of() : new EnumMap<>(leftOut);
        }

        public long leftOutInAll() {
            return leftOut.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}

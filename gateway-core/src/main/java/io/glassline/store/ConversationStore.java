package io.glassline.store;

import io.glassline.channel.MailThread;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps conversations, and the inbound messages that still want a turn. It is the record: what Redis holds is a
/// copy.
///
/// Writes are durable when they return. Safe to call from any thread. The contract is executable: every
/// implementation passes `ConversationStoreContract`.
public interface ConversationStore {

    Optional<Conversation> find(Conversation.Id id);

    /// The conversation that is open on this lane; the latest, where a channel with threads has several.
    /// Where none is, the one that was opened last of those that ended.
    Optional<Conversation> findLatest(Lane lane);

    /// As above, if it is open.
    default Optional<Conversation> findOpen(Lane lane) {
        return findLatest(lane).filter(Conversation::isOpen);
    }

    /// The open conversation on this lane that the mail belongs to: the one our signed token names, else the one
    /// that holds a message among its references. Never by subject.
    Optional<Conversation> findByThread(Lane lane, MailThread thread);

    /// The lane's inbound messages that no turn has finished, in the order in which they came to the gateway, which
    /// is not always that in which they were stored; at most `countMax`.
    List<Inbound> unfinished(Lane lane, int countMax);

    /// What was said on the lane since `since`, by whomever and in whatever conversation, the latest first;
    /// at most `countMax` messages.
    List<Message> lately(Lane lane, Instant since, int countMax);

    /// Whether this message was said, in whatever conversation.
    boolean hasMessage(Message.Id id);

    /// Lanes with something unfinished that was received before `receivedBefore` and whose retry, if there was a
    /// failed turn, is due at `now`. Longest unfinished first.
    List<Lane> lanesUnfinished(Instant receivedBefore, Instant now, int countMax);

    /// When something was last said in this conversation, and sent or given up; [Instant#MAX] while
    /// something of it is still to be sent.
    Instant quietSince(Conversation conversation);

    /// Conversations with the bot in which nothing was said, sent or given up since the time for their
    /// account, nothing is to be sent and no message waits for its turn; at most `countMax`, the longest
    /// quiet of each account first.
    List<Conversation> quiet(List<QuietSince> accounts, int countMax);

    /// The accounts whose conversations are looked at, each with the time since when nothing may have
    /// happened.
    record QuietSince(String accountId, Instant since) {}

    /// Makes all of `change` true, if what is stored of the conversation is the version before it and, for a new
    /// one on a channel without threads, no other is open on its lane.
    ///
    /// Inbound messages that are already finished make it refuse too: a message is acted on once.
    ///
    /// @return false if someone else wrote first, and then nothing was written; read again and decide again.
    boolean commit(Change change);

    /// Writes down that a turn over these inbound messages failed, counts the attempt, and when to try again.
    void turnFailed(List<Message.Id> inbound, String because, Instant retryAt);
}

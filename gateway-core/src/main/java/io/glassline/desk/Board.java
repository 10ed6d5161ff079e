package io.glassline.desk;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Note;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueuePlace;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import io.glassline.store.Change;
import io.glassline.turn.PhoneLines.PhoneLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the desk sees, read from the record. Reading a transcript goes through [Desk#open], which puts it on the
/// record who read.
public interface Board {

    /// Each queue in which something waits or is being worked on.
    List<QueueLine> queues();

    /// Conversations that fit, the most urgent and longest waiting first, at most `countMax`, after `cursor` (empty
    /// for the first page).
    Listing conversations(Filter filter, Optional<String> cursor, int countMax);

    Optional<Transcript> transcript(Conversation.Id id);

    /// The phone call that this lane is; empty where it is none.
    default Optional<PhoneLine> phoneLine(Lane lane) {
        return Optional.empty();
    }

    /// Where a conversation waits in its queue; empty where it does not wait.
    default Optional<QueuePlace> placeInQueue(Conversation conversation) {
        return Optional.empty();
    }

    /// The entries with an index above `after`, in order, at most `countMax`. `-1` starts at the first.
    List<AuditLine> audit(long after, int countMax);

    /// How many entries have an index.
    long auditSize();

    /// How much was said and decided since `since`. What came of it is told by [io.glassline.figure.desk.DeskFigures].
    Activity activity(Instant since);

    /// `emergencies` are among those `waiting`.
    record QueueLine(
            QueueId queue, int waiting, int emergencies, int withAgents, Optional<Instant> oldestWaitingSince) {}

    /// Each condition that is there must hold. `state` is a word of [io.glassline.conversation.Stage#state()].
    record Filter(Optional<String> address, Optional<String> state, Optional<QueueId> queue, Optional<String> agentId) {

        public static final Filter ALL =
                new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Conversations with the bot whose address is over its hourly budget, so that nobody answers; the
    /// latest first, at most `countMax`. One leaves the list when people take it, when it is answered
    /// again, and when it ends.
    List<ConversationLine> overBudget(int countMax);

    record Listing(List<ConversationLine> lines, Optional<String> nextCursor) {}

    /// `lastWords` is what was said last, whoever said it; `lastInboundAt` when the citizen last wrote, and
    /// `citizenWords` what, empty where it had no words. `unanswered` counts the citizen's messages since a
    /// person last wrote. `snoozedUntil` is until when its agent put it off, if nothing has ended that before.
    record ConversationLine(
            Conversation conversation,
            String lastWords,
            String lastAuthor,
            Optional<Instant> lastInboundAt,
            String citizenWords,
            int unanswered,
            Optional<Instant> snoozedUntil) {

        public boolean isSnoozed(Instant now) {
            return snoozedUntil.filter(now::isBefore).isPresent();
        }
    }

    /// `signals` are those about its messages, and those that came while it was open, in the order they came.
    /// `bouncedAt` is when a message to its address came back because nobody has it, if that still counts
    /// ([io.glassline.outbox.Outbox.Due#bouncedAt()]). `earlier` and `later` are the conversations of the same lane
    /// that were opened before and after it. `notes` are those of the desk, in the order they were written.
    /// `snoozedUntil` is as in a [ConversationLine].
    record Transcript(
            Conversation conversation,
            List<Said> messages,
            List<Change.Decision> decisions,
            List<SignalLine> signals,
            Optional<Instant> bouncedAt,
            Optional<Neighbour> earlier,
            Optional<Neighbour> later,
            List<Note> notes,
            Optional<Instant> snoozedUntil) {

        public Transcript(
                Conversation conversation,
                List<Said> messages,
                List<Change.Decision> decisions,
                List<SignalLine> signals) {
            this(
                    conversation,
                    messages,
                    decisions,
                    signals,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());
        }

        public Transcript(Conversation conversation, List<Said> messages, List<Change.Decision> decisions) {
            this(conversation, messages, decisions, List.of());
        }
    }

    /// Another conversation of the same citizen on the same account.
    record Neighbour(Conversation.Id id, Instant openedAt) {}

    /// A signal, the message of this conversation that it is about, and when it came.
    record SignalLine(Message.Id id, Signal signal, Optional<Message.Id> about, Instant at) {}

    /// A message with what became of it: the least advanced of its parts, the provider's ids, and the index of its
    /// entry in the public log once it has one.
    record Said(
            Message message,
            Optional<Delivery> delivery,
            Optional<String> deliveryNote,
            List<String> providerIds,
            Optional<Long> auditIndex) {}

    /// An entry with its index: the precise kind, the exact time and the sealed part, which are for those inside, and
    /// the public leaf. `sealed` is JSON, and empty for an entry of version 1 or one that was erased.
    record AuditLine(long index, String kind, Instant at, String leaf, Optional<String> sealed) {}

    /// @param messagesIn from citizens, each once however often it was sent
    /// @param messagesOut from the bot, from people and from the gateway itself
    /// @param byOutcome what was decided about messages, the most frequent first
    record Activity(long messagesIn, long messagesOut, List<Count> byOutcome) {}

    record Count(String name, long count) {}
}

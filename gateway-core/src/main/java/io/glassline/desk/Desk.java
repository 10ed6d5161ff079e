package io.glassline.desk;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.DeskEvent;
import io.glassline.audit.ReceiptEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.Consent;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.message.Author;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.receipt.ReceiptLink;
import io.glassline.receipt.ReceiptLinks;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import io.glassline.turn.HourlyBudget;
import io.glassline.turn.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an agent does: take a conversation, put it back, reply, transfer, close. Each is one commit, on the record,
/// and says plainly when a colleague was first.
public final class Desk {

    /// The longest reply an agent may send at once.
    public static final int REPLY_MAX_CHARS = 4_000;

    private static final String NOBODY_ON_THE_LINE =
            "Nobody is on the line any more, so this cannot be said. Call the citizen back, then close the conversation.";

    /// The longest reason that can be given for a priority.
    public static final int REASON_MAX_CHARS = 400;

    private static final int OUTRUN_MAX = 5;

    /// Where it came from what was taken from the bot. No queue has this name.
    private static final QueueId BOT = new QueueId("bot");

    private final ConversationStore store;
    private final Sessions sessions;
    private final Board board;
    private final Channels channels;
    private final ConsentLedger ledger;
    private final Phrases phrases;
    private final ReceiptLinks receipts;
    private final Supplier<Set<QueueId>> queues;
    private final AuditEntries audit;
    private final AuditWriter record;
    private final InstantSource clock;
    private final Writer writer;

    public Desk(
            ConversationStore store,
            Sessions sessions,
            Board board,
            Channels channels,
            ConsentLedger ledger,
            Phrases phrases,
            ReceiptLinks receipts,
            Supplier<Set<QueueId>> queues,
            AuditEntries audit,
            AuditWriter record,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.store = store;
        this.sessions = sessions;
        this.board = board;
        this.channels = channels;
        this.ledger = ledger;
        this.phrases = phrases;
        this.receipts = receipts;
        this.queues = queues;
        this.audit = audit;
        this.record = record;
        this.clock = clock;
        this.writer = new Writer(channels, audit, ids);
    }

    /// What came of something an agent did.
    public sealed interface Outcome {

        record Done(Conversation conversation) implements Outcome {}

        /// Someone else has it, or it has moved on meanwhile.
        record Gone(String because) implements Outcome {}

        record NoSuchConversation() implements Outcome {}

        /// What was asked for makes no sense; `because` says what would.
        record Refused(String because) implements Outcome {}
    }

    /// The agent takes a conversation that waits, or that the bot has. Taking what one has already changes nothing.
    public Outcome take(Conversation.Id id, Agent agent) {
        return change(id, conversation -> switch (conversation.stage()) {
            case Stage.WithAgent stage when stage.agentId().equals(agent.id()) -> new Nothing();
            case Stage.WithAgent stage ->
                new Not(new Outcome.Gone("This conversation was just taken by " + stage.agentId() + "."));
            case Stage.Closed _ -> ended(conversation);
            case Stage.Waiting waiting -> taking(conversation, waiting.takenBy(agent.id(), clock.instant()), agent);
            case Stage.WithBot _ -> taking(conversation, new Stage.WithAgent(BOT, agent.id(), clock.instant()), agent);
        });
    }

    private Move taking(Conversation conversation, Stage.WithAgent taken, Agent agent) {
        var words = phrases.taken(agent, conversation.language()).filter(_ -> mayBeSent(conversation));
        return new Move(
                taken,
                words.map(text -> new Words(new Author.System(), text)),
                (after, at) -> new DeskEvent.Taking(after, taken.queue(), agent.actor(), at));
    }

    /// The agent gives it back to its queue, at the place that it had; or to the bot, which it was taken from.
    public Outcome putBack(Conversation.Id id, Agent agent) {
        return change(
                id,
                conversation -> held(
                        conversation,
                        agent,
                        stage -> new Move(
                                stage.queue().equals(BOT) ? new Stage.WithBot() : stage.givenTo(stage.queue()),
                                Optional.empty(),
                                (after, at) -> new DeskEvent.PuttingBack(after, stage.queue(), agent.actor(), at))));
    }

    public Outcome transfer(Conversation.Id id, QueueId to, Agent agent) {
        if (!queues.get().contains(to)) {
            return new Outcome.Refused("There is no queue named " + to + ".");
        }
        return change(
                id,
                conversation -> held(
                        conversation,
                        agent,
                        stage -> new Move(
                                stage.givenTo(to),
                                Optional.empty(),
                                (after, at) -> new DeskEvent.Transfer(after, to, agent.actor(), at))));
    }

    /// Sets how urgently a conversation waits, or will wait when it is given on. Only people do that; who lowers
    /// an emergency says why.
    public Outcome rank(Conversation.Id id, Stage.Priority priority, String reason, Agent agent) {
        var why = reason.strip();
        if (why.length() > REASON_MAX_CHARS) {
            return new Outcome.Refused(
                    "The reason has " + why.length() + " characters; at most " + REASON_MAX_CHARS + ".");
        }
        return change(id, conversation -> switch (conversation.stage()) {
            case Stage.Waiting waiting ->
                ranked(waiting.ranked(priority), waiting.queue(), waiting.priority(), priority, why, agent);
            case Stage.WithAgent stage ->
                held(
                        conversation,
                        agent,
                        _ -> ranked(
                                stage.ranked(priority),
                                stage.queue(),
                                stage.rank().priority(),
                                priority,
                                why,
                                agent));
            case Stage.WithBot _ -> new Not(new Outcome.Refused("The bot has this conversation. Take it first."));
            case Stage.Closed _ -> ended(conversation);
        });
    }

    private static Attempt ranked(
            Stage stage, QueueId queue, Stage.Priority before, Stage.Priority priority, String why, Agent agent) {
        if (before == priority) {
            return new Nothing();
        }
        if (before == Stage.Priority.EMERGENCY && why.isEmpty()) {
            return new Not(new Outcome.Refused("Say why this is no emergency. The reason is kept on the record."));
        }
        return new Move(
                stage,
                Optional.empty(),
                (after, at) -> new DeskEvent.Ranking(after, queue, priority, why, agent.actor(), at));
    }

    /// The agent writes to the citizen. Refused for one who said STOP: it would not be sent.
    public Outcome reply(Conversation.Id id, String text, Agent agent) {
        return reply(id, text, Pace.LIVE, agent);
    }

    /// As above. What is written in bulk waits for all that is live.
    public Outcome reply(Conversation.Id id, String text, Pace pace, Agent agent) {
        if (text.isBlank()) {
            return new Outcome.Refused("Write something first: the reply is empty.");
        }
        if (text.length() > REPLY_MAX_CHARS) {
            return new Outcome.Refused(
                    "The reply has " + text.length() + " characters; at most " + REPLY_MAX_CHARS + ".");
        }
        var words = new Words(new Author.Agent(agent.id()), text.strip(), pace, Optional.empty());
        return change(id, conversation -> saying(conversation, words, agent));
    }

    /// The agent sends the citizen a link to the receipt of this conversation.
    public Outcome sendReceipt(Conversation.Id id, Agent agent) {
        var drawn = receipts.draw();
        return change(id, conversation -> {
            if (channels.isSpoken(conversation.lane().accountId())) {
                return new Not(new Outcome.Refused("A link cannot be said on the phone."));
            }
            return phrases.receipt(drawn.url(), conversation.language())
                    .map(text -> new Words(new Author.Agent(agent.id()), text, Pace.LIVE, Optional.of(drawn)))
                    .map(words -> saying(conversation, words, agent))
                    .orElseGet(() -> new Not(new Outcome.Refused("The city has no words for a receipt.")));
        });
    }

    private Attempt saying(Conversation conversation, Words words, Agent agent) {
        return refusal(conversation, words.pace())
                .<Attempt>map(because -> new Not(new Outcome.Refused(because)))
                .orElseGet(() -> held(
                        conversation,
                        agent,
                        stage -> notNow(conversation)
                                .<Attempt>map(because -> new Not(new Outcome.Refused(because)))
                                .orElseGet(() -> new Move(
                                        conversation.stage(),
                                        Optional.of(words),
                                        (after, at) -> new DeskEvent.Reply(after, stage.queue(), agent.actor(), at)))));
    }

    /// What forbids to write to the citizen of a conversation; empty when nothing does. What is said on a phone line
    /// is not written to anyone.
    public Optional<Consent> forbids(Conversation conversation, Pace pace) {
        var lane = conversation.lane();
        return channels.isSpoken(lane.accountId()) ? Optional.empty() : ledger.forbids(lane, pace);
    }

    private Optional<String> refusal(Conversation conversation, Pace pace) {
        return forbids(conversation, Pace.LIVE)
                .map(consent -> OptOutWords.refusal(consent, Pace.LIVE))
                .or(() -> forbids(conversation, pace).map(consent -> OptOutWords.refusal(consent, pace)));
    }

    private boolean mayBeSent(Conversation conversation) {
        return forbids(conversation, Pace.LIVE).isEmpty();
    }

    /// What people write is sent, or refused at once with the reason: never kept for later and then
    /// forgotten.
    private Optional<String> overBudget(Conversation conversation) {
        var now = clock.instant();
        return channels.trafficBudget(conversation.lane().accountId())
                .flatMap(budget -> HourlyBudget.refusal(conversation.traffic().at(now), budget, now));
    }

    /// Why nothing can be said at this moment to a citizen who may be written to.
    private Optional<String> notNow(Conversation conversation) {
        return isHungUp(conversation) ? Optional.of(NOBODY_ON_THE_LINE) : overBudget(conversation);
    }

    /// Whether this was a phone call, so that nobody hears what is said.
    private boolean isHungUp(Conversation conversation) {
        return board.phoneLine(conversation.lane())
                .filter(line -> !line.isOpen(clock.instant()))
                .isPresent();
    }

    /// The matter is dealt with. What the citizen writes next opens a new conversation, with the bot.
    public Outcome close(Conversation.Id id, String outcome, Agent agent) {
        var drawn = receipts.draw();
        return change(
                id,
                conversation -> held(
                        conversation,
                        agent,
                        stage -> new Move(
                                new Stage.Closed(clock.instant(), outcome),
                                farewell(conversation, drawn).filter(_ -> mayBeSent(conversation)),
                                (after, at) ->
                                        new DeskEvent.Closing(after, stage.queue(), outcome, agent.actor(), at))));
    }

    /// What is said at the end, with a link to the receipt where the account's settings want one.
    private Optional<Words> farewell(Conversation conversation, ReceiptLinks.Drawn drawn) {
        var closed = phrases.closed(conversation.language());
        var receipt = channels.endsWithReceipt(conversation.lane().accountId())
                ? phrases.receiptAtEnd(drawn.url(), conversation.language())
                : Optional.<String>empty();
        var text = Stream.of(closed, receipt).flatMap(Optional::stream).collect(Collectors.joining(" "));
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new Words(new Author.System(), text, Pace.LIVE, receipt.map(_ -> drawn)));
    }

    /// The transcript, for `viewer`, whose reading it is put on the record.
    public Optional<Board.Transcript> open(Conversation.Id id, Agent viewer) {
        var transcript = board.transcript(id);
        transcript.ifPresent(t -> record.write(
                audit.of(new DeskEvent.TranscriptView(t.conversation(), viewer.actor(), clock.instant()))));
        return transcript;
    }

    private Attempt held(Conversation conversation, Agent agent, Function<Stage.WithAgent, ? extends Attempt> move) {
        return switch (conversation.stage()) {
            case Stage.WithAgent stage when stage.agentId().equals(agent.id()) -> move.apply(stage);
            case Stage.WithAgent stage ->
                new Not(new Outcome.Gone("This conversation is with " + stage.agentId() + "."));
            case Stage.Waiting _, Stage.WithBot _ -> new Not(new Outcome.Refused("Take the conversation first."));
            case Stage.Closed _ -> ended(conversation);
        };
    }

    /// Nothing is ever sent from a conversation that ended: the citizen may be talking about something
    /// else by now.
    private Attempt ended(Conversation conversation) {
        var goesOn = store.findOpen(conversation.lane())
                .filter(_ -> conversation.thread().isEmpty())
                .map(open -> "The citizen goes on in conversation " + open.id() + ".");
        return new Not(new Outcome.Gone("This conversation has ended, and nothing was sent. "
                + goesOn.orElse("What the citizen writes next opens a new one.")));
    }

    private Outcome change(Conversation.Id id, Function<Conversation, Attempt> attempt) {
        for (var tries = 0; tries < OUTRUN_MAX; tries++) {
            var found = store.find(id);
            if (found.isEmpty()) {
                return new Outcome.NoSuchConversation();
            }
            switch (attempt.apply(found.get())) {
                case Not(var outcome) -> {
                    return outcome;
                }
                case Nothing _ -> {
                    return new Outcome.Done(found.get());
                }
                case Move move -> {
                    var change = change(found.get(), move);
                    if (store.commit(change)) {
                        sessions.keep(change.after());
                        return new Outcome.Done(change.after());
                    }
                }
            }
        }
        return new Outcome.Gone("The conversation keeps changing. Try again.");
    }

    private Change change(Conversation before, Move move) {
        var now = clock.instant();
        var after = before.with(move.stage(), Session.FRESH, before.language());
        var messages = new ArrayList<Message>();
        var sends = new ArrayList<Send>();
        var entries = new ArrayList<AuditEntry>();
        var given = new ArrayList<ReceiptLink>();
        var event = move.event().apply(after, now);
        entries.add(audit.of(event));
        if (move.words().isPresent() && !isHungUp(before)) {
            var words = move.words().get();
            var written = writer.write(after, words.author(), words.text(), now);
            after = written.after();
            messages.add(written.message());
            entries.add(written.entry());
            sends.add(written.send().paced(words.pace()));
            if (words.receipt().isPresent()) {
                given.add(ReceiptLink.of(words.receipt().get().token(), after, now));
                entries.add(audit.of(new ReceiptEvent.Giving(after, event.by(), now)));
            }
        }
        return new Change(after.nextVersion(), messages, List.of(), List.of(), sends, List.of(), entries, given);
    }

    private sealed interface Attempt {}

    private record Not(Outcome outcome) implements Attempt {}

    private record Nothing() implements Attempt {}

    /// `event` makes the entry, of the conversation as it is afterwards and the time.
    private record Move(Stage stage, Optional<Words> words, BiFunction<Conversation, Instant, DeskEvent> event)
            implements Attempt {}

    /// @param receipt the link that the text carries
    private record Words(Author author, String text, Pace pace, Optional<ReceiptLinks.Drawn> receipt) {

        Words(Author author, String text) {
            this(author, text, Pace.LIVE, Optional.empty());
        }
    }

    /// Writes an entry that stands for itself, durably.
    @FunctionalInterface
    public interface AuditWriter {
        void write(AuditEntry entry);
    }
}

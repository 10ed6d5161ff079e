package io.glassline.desk;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.DeskEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.Consent;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.desk.Attempts.Attempt;
import io.glassline.desk.Attempts.Move;
import io.glassline.desk.Attempts.Not;
import io.glassline.desk.Attempts.NoteWords;
import io.glassline.desk.Attempts.Nothing;
import io.glassline.desk.Attempts.Words;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.receipt.ReceiptLinks;
import io.glassline.store.ConversationStore;
import io.glassline.turn.HourlyBudget;
import io.glassline.turn.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
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

    /// A conversation is put off for no longer.
    public static final Duration SNOOZE_MAX = Duration.ofDays(30);

    /// The longest reason that can be given for a priority.
    public static final int REASON_MAX_CHARS = 400;

    /// Where it came from what was taken from the bot. No queue has this name.
    private static final QueueId BOT = new QueueId("bot");

    private final ConversationStore store;
    private final Board board;
    private final Channels channels;
    private final ConsentLedger ledger;
    private final Phrases phrases;
    private final ReceiptLinks receipts;
    private final Supplier<Set<QueueId>> queues;
    private final Colleagues colleagues;
    private final AuditEntries audit;
    private final AuditWriter record;
    private final InstantSource clock;
    private final Attempts attempts;
    private final Reopening reopening;

    public Desk(
            ConversationStore store,
            Sessions sessions,
            Board board,
            Channels channels,
            ConsentLedger ledger,
            Phrases phrases,
            ReceiptLinks receipts,
            Supplier<Set<QueueId>> queues,
            Colleagues colleagues,
            AuditEntries audit,
            AuditWriter record,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.store = store;
        this.board = board;
        this.channels = channels;
        this.ledger = ledger;
        this.phrases = phrases;
        this.receipts = receipts;
        this.queues = queues;
        this.colleagues = colleagues;
        this.audit = audit;
        this.record = record;
        this.clock = clock;
        this.reopening = new Reopening(store, channels);
        this.attempts = new Attempts(store, sessions, new Writer(channels, audit, ids), audit, clock, ids);
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
        return attempts.make(id, conversation -> switch (conversation.stage()) {
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
    ///
    /// @param note for whoever has it next; blank for none
    public Outcome putBack(Conversation.Id id, String note, Agent agent) {
        return noting(
                id,
                note,
                agent,
                (conversation, noted) -> held(
                        conversation,
                        agent,
                        stage -> new Move(
                                        stage.queue().equals(BOT) ? new Stage.WithBot() : stage.givenTo(stage.queue()),
                                        Optional.empty(),
                                        (after, at) ->
                                                new DeskEvent.PuttingBack(after, stage.queue(), agent.actor(), at))
                                .noting(noted)));
    }

    /// @param note for whoever has it next; blank for none
    public Outcome transfer(Conversation.Id id, QueueId to, String note, Agent agent) {
        if (!queues.get().contains(to)) {
            return new Outcome.Refused("There is no queue named " + to + ".");
        }
        return noting(
                id,
                note,
                agent,
                (conversation, noted) -> held(
                        conversation,
                        agent,
                        stage -> new Move(
                                        stage.givenTo(to),
                                        Optional.empty(),
                                        (after, at) -> new DeskEvent.Transfer(after, to, agent.actor(), at))
                                .noting(noted)));
    }

    /// Gives it to a colleague, with its rank. Whoever has it does that; what waits, anyone; what a colleague has, a
    /// supervisor.
    ///
    /// @param note for the colleague, who then finds it under their mentions; blank for none
    public Outcome assign(Conversation.Id id, String to, String note, Agent agent) {
        var colleague = colleagues.find(to);
        if (colleague.isEmpty()) {
            return new Outcome.Refused("Nobody at the desk is called " + to + ".");
        }
        var assignee = colleague.get();
        return noting(id, note, agent, (conversation, noted) -> switch (conversation.stage()) {
            case Stage.WithAgent stage
            when stage.agentId().equals(assignee.id()) ->
                new Not(new Outcome.Refused("The conversation is with " + assignee.name() + " already."));
            case Stage.WithAgent stage
            when mayAssign(stage, agent) ->
                assigning(conversation, stage.queue(), stage.rank(), assignee, agent, noted);
            case Stage.WithAgent stage ->
                new Not(new Outcome.Gone("This conversation is with " + stage.agentId() + "."));
            case Stage.Waiting waiting ->
                assigning(conversation, waiting.queue(), waiting.rank(), assignee, agent, noted);
            case Stage.WithBot _ -> new Not(new Outcome.Refused("The bot has this conversation. Take it first."));
            case Stage.Closed _ -> ended(conversation);
        });
    }

    private static boolean mayAssign(Stage.WithAgent stage, Agent agent) {
        return stage.agentId().equals(agent.id()) || agent.roles().contains(Agent.Role.SUPERVISOR);
    }

    private Attempt assigning(
            Conversation conversation,
            QueueId queue,
            Stage.Rank rank,
            Agent assignee,
            Agent agent,
            Optional<NoteWords> noted) {
        return new Move(
                        new Stage.WithAgent(queue, assignee.id(), clock.instant(), rank),
                        phrases.taken(assignee, conversation.language())
                                .filter(_ -> mayBeSent(conversation))
                                .map(text -> new Words(new Author.System(), text)),
                        (after, at) -> new DeskEvent.Assigning(after, queue, assignee.id(), agent.actor(), at))
                .noting(noted.map(words -> words.alsoAsking(assignee.id())));
    }

    /// Puts off a conversation that the agent has: it leaves their list until then, or until the citizen writes. An
    /// emergency is not put off.
    public Outcome snooze(Conversation.Id id, Instant until, Agent agent) {
        var now = clock.instant();
        if (!until.isAfter(now)) {
            return new Outcome.Refused("Choose a time that is still to come.");
        }
        if (until.isAfter(now.plus(SNOOZE_MAX))) {
            return new Outcome.Refused("A conversation is put off for at most " + SNOOZE_MAX.toDays() + " days.");
        }
        return attempts.make(
                id,
                conversation -> held(
                        conversation,
                        agent,
                        stage -> stage.rank().priority() == Stage.Priority.EMERGENCY
                                ? new Not(new Outcome.Refused("This is an emergency, and cannot be put off. Answer it,"
                                        + " hand it on, or say first why it is none."))
                                : puttingOff(stage, until, agent)));
    }

    /// Takes it up again before its time.
    public Outcome wake(Conversation.Id id, Agent agent) {
        return attempts.make(
                id, conversation -> held(conversation, agent, stage -> puttingOff(stage, clock.instant(), agent)));
    }

    private static Attempt puttingOff(Stage.WithAgent stage, Instant until, Agent agent) {
        return new Move(
                        stage,
                        Optional.empty(),
                        (after, at) -> new DeskEvent.Snoozing(after, stage.queue(), until, agent.actor(), at))
                .snoozing(agent, until);
    }

    /// Takes up a conversation again that has ended, where a reply would reach the citizen. Put back, it goes to the
    /// bot.
    public Outcome reopen(Conversation.Id id, Agent agent) {
        return attempts.make(id, conversation -> switch (conversation.stage()) {
            case Stage.WithAgent stage when stage.agentId().equals(agent.id()) -> new Nothing();
            case Stage.WithAgent _, Stage.Waiting _, Stage.WithBot _ ->
                new Not(new Outcome.Gone("This conversation has not ended."));
            case Stage.Closed _ ->
                reopening
                        .forbidden(conversation, clock.instant())
                        .or(() -> refusal(conversation, Pace.LIVE))
                        .<Attempt>map(because -> new Not(new Outcome.Refused(because)))
                        .orElseGet(() -> new Move(
                                new Stage.WithAgent(BOT, agent.id(), clock.instant()),
                                Optional.empty(),
                                (after, at) -> new DeskEvent.Reopening(after, BOT, agent.actor(), at)));
        });
    }

    /// Has people of `queue` write to the citizen first: a conversation that the bot has, or that has ended and may be
    /// taken up again, waits for them. What waits already or is with an agent stays where it is, and gets the note.
    ///
    /// @param note what there is to write about
    public Outcome askToWrite(Conversation.Id id, QueueId queue, String note, Agent agent) {
        if (note.isBlank()) {
            return new Outcome.Refused("Say first what there is to write about.");
        }
        if (!queues.get().contains(queue)) {
            return new Outcome.Refused("There is no queue named " + queue + ".");
        }
        return noting(id, note, agent, (conversation, noted) -> switch (conversation.stage()) {
            case Stage.WithBot _ -> awaitingWords(queue, noted, agent);
            case Stage.Closed _ ->
                reopening
                        .forbidden(conversation, clock.instant())
                        .or(() -> refusal(conversation, Pace.LIVE))
                        .<Attempt>map(because -> new Not(new Outcome.Refused(because)))
                        .orElseGet(() -> awaitingWords(queue, noted, agent));
            case Stage.Waiting _, Stage.WithAgent _ ->
                new Move(
                        conversation.stage(),
                        Optional.empty(),
                        noted,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        });
    }

    private Attempt awaitingWords(QueueId queue, Optional<NoteWords> noted, Agent agent) {
        return new Move(
                        new Stage.Waiting(queue, Stage.Priority.NORMAL, clock.instant()),
                        Optional.empty(),
                        (after, at) -> new DeskEvent.Transfer(after, queue, agent.actor(), at))
                .noting(noted);
    }

    /// Writes for colleagues only, into any conversation, whoever has it and also when it has ended. Who is named
    /// behind an `@` finds it under their mentions.
    public Outcome note(Conversation.Id id, String text, Agent agent) {
        return text.isBlank()
                ? new Outcome.Refused("Write something first: the note is empty.")
                : noting(
                        id,
                        text,
                        agent,
                        (conversation, noted) -> new Move(
                                conversation.stage(),
                                Optional.empty(),
                                noted,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    /// An attempt with the note that comes with it, unless the note cannot be written: then nothing is done.
    private Outcome noting(
            Conversation.Id id,
            String text,
            Agent agent,
            BiFunction<Conversation, Optional<NoteWords>, Attempt> attempt) {
        if (text.length() > Note.TEXT_MAX_CHARS) {
            return new Outcome.Refused(
                    "The note has " + text.length() + " characters; at most " + Note.TEXT_MAX_CHARS + ".");
        }
        if (text.indexOf(0) >= 0) {
            return new Outcome.Refused("The note has the character U+0000 in it, which no text has.");
        }
        var mentioned = new LinkedHashSet<String>();
        for (var name : Note.named(text)) {
            var colleague = colleagues.find(name);
            if (colleague.isEmpty()) {
                return new Outcome.Refused("Nobody at the desk is called @" + name + ", so nobody would see that."
                        + " Write @ and a colleague’s sign-in name.");
            }
            if (!colleague.get().id().equals(agent.id())) {
                mentioned.add(colleague.get().id());
            }
        }
        var noted = text.isBlank()
                ? Optional.<NoteWords>empty()
                : Optional.of(new NoteWords(agent, text.strip(), mentioned));
        return attempts.make(id, conversation -> attempt.apply(conversation, noted));
    }

    /// Sets how urgently a conversation waits, or will wait when it is given on. Only people do that; who lowers
    /// an emergency says why.
    public Outcome rank(Conversation.Id id, Stage.Priority priority, String reason, Agent agent) {
        var why = reason.strip();
        if (why.length() > REASON_MAX_CHARS) {
            return new Outcome.Refused(
                    "The reason has " + why.length() + " characters; at most " + REASON_MAX_CHARS + ".");
        }
        return attempts.make(id, conversation -> switch (conversation.stage()) {
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
        return attempts.make(id, conversation -> saying(conversation, words, agent));
    }

    /// The agent sends a text that the provider has approved, and may so wherever a reply may be sent.
    Outcome send(Conversation.Id id, Content.Template filled, Agent agent) {
        var words = new Words(new Author.Agent(agent.id()), filled, Pace.LIVE, Optional.empty());
        return attempts.make(id, conversation -> saying(conversation, words, agent));
    }

    /// The agent sends the citizen a link to the receipt of this conversation.
    public Outcome sendReceipt(Conversation.Id id, Agent agent) {
        var drawn = receipts.draw();
        return attempts.make(id, conversation -> {
            if (channels.isSpoken(conversation.lane().accountId())) {
                return new Not(new Outcome.Refused("A link cannot be said on the phone."));
            }
            return phrases.receipt(drawn.links().receipt(), conversation.language())
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

    /// Whether what the gateway says by the way would reach anyone.
    private boolean mayBeSent(Conversation conversation) {
        return forbids(conversation, Pace.LIVE).isEmpty() && !isHungUp(conversation);
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
        return attempts.make(
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
                ? phrases.receiptAtEnd(drawn.links().receipt(), conversation.language())
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

    /// Writes an entry that stands for itself, durably.
    @FunctionalInterface
    public interface AuditWriter {
        void write(AuditEntry entry);
    }
}

package io.glassline.desk;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.DeskEvent;
import io.glassline.audit.ReceiptEvent;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import io.glassline.conversation.QueueStep;
import io.glassline.conversation.Session;
import io.glassline.conversation.Snooze;
import io.glassline.conversation.Stage;
import io.glassline.desk.Desk.Outcome;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.receipt.ReceiptLink;
import io.glassline.receipt.ReceiptLinks;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import io.glassline.turn.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Makes what the desk decided true, in one commit; decides again when someone else was faster.
final class Attempts {

    private static final int OUTRUN_MAX = 5;

    private final ConversationStore store;
    private final Sessions sessions;
    private final Writer writer;
    private final AuditEntries audit;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    Attempts(
            ConversationStore store,
            Sessions sessions,
            Writer writer,
            AuditEntries audit,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.store = store;
        this.sessions = sessions;
        this.writer = writer;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /// What is to be done with a conversation as it stands.
    sealed interface Attempt {}

    record Not(Outcome outcome) implements Attempt {}

    record Nothing() implements Attempt {}

    /// `event` makes the entry, of the conversation as it is afterwards and the time; empty where a note is all.
    record Move(
            Stage stage,
            Optional<Words> words,
            Optional<NoteWords> note,
            Optional<PutOff> putOff,
            Optional<QueueStep> step,
            Optional<BiFunction<Conversation, Instant, DeskEvent>> event)
            implements Attempt {

        Move(Stage stage, Optional<Words> words, BiFunction<Conversation, Instant, DeskEvent> event) {
            this(stage, words, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(event));
        }

        Move noting(Optional<NoteWords> words) {
            return new Move(stage, this.words, words, putOff, step, event);
        }

        Move snoozing(Agent agent, Instant until) {
            return new Move(stage, words, note, Optional.of(new PutOff(agent, until)), step, event);
        }

        /// Because it has waited.
        Move stepping(QueueStep taken) {
            return new Move(stage, words, note, putOff, Optional.of(taken), event);
        }
    }

    /// @param receipt the link that the text carries
    record Words(Author author, Content content, Pace pace, Optional<ReceiptLinks.Drawn> receipt) {

        Words(Author author, String text, Pace pace, Optional<ReceiptLinks.Drawn> receipt) {
            this(author, new Content.Text(text), pace, receipt);
        }

        Words(Author author, String text) {
            this(author, text, Pace.LIVE, Optional.empty());
        }
    }

    record PutOff(Agent by, Instant until) {}

    /// A note that is to be written with it.
    record NoteWords(Agent by, String text, Set<String> mentioned) {

        NoteWords alsoAsking(String agentId) {
            var all = new HashSet<>(mentioned);
            all.add(agentId);
            return new NoteWords(by, text, all);
        }
    }

    Outcome make(Conversation.Id id, Function<Conversation, Attempt> attempt) {
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

    /// Whoever moves a conversation ends what the bot was asking in it; a note, or a reply, moves
    /// nothing, and neither does waiting.
    private Change change(Conversation before, Move move) {
        var now = clock.instant();
        var moves = move.step().isEmpty() && !before.stage().equals(move.stage());
        var session = !moves ? before.session() : Session.FRESH;
        var moved = before.with(move.stage(), session, before.language());
        var after = moved;
        var messages = new ArrayList<Message>();
        var sends = new ArrayList<Send>();
        var entries = new ArrayList<AuditEntry>();
        var given = new ArrayList<ReceiptLink>();
        var notes = new ArrayList<Note>();
        var event = move.event().map(of -> of.apply(moved, now));
        event.map(audit::of).ifPresent(entries::add);
        if (move.note().isPresent()) {
            var words = move.note().get();
            var note =
                    new Note(ids.get(), before.messageCount(), words.by().id(), words.text(), words.mentioned(), now);
            notes.add(note);
            entries.add(audit.of(new DeskEvent.Noting(after, note, words.by().actor(), now)));
        }
        if (move.words().isPresent()) {
            var words = move.words().get();
            var written = writer.write(after, words.author(), words.content(), now);
            after = written.after();
            messages.add(written.message());
            entries.add(written.entry());
            sends.add(written.send().paced(words.pace()));
            if (words.receipt().isPresent()) {
                given.add(ReceiptLink.of(words.receipt().get().token(), after, now));
                entries.add(audit.of(
                        new ReceiptEvent.Giving(after, event.orElseThrow().by(), now)));
            }
        }
        return new Change(
                after.nextVersion(),
                messages,
                List.of(),
                List.of(),
                sends,
                List.of(),
                List.of(),
                entries,
                given,
                notes,
                move.putOff().map(put -> new Snooze(put.by().id(), put.until(), before.messageCount(), now)),
                move.step());
    }
}

package io.glassline.request;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.MessageEvent;
import io.glassline.audit.RequestEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Traffic;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.NameBasedId;
import io.glassline.outbox.Send;
import io.glassline.routing.CityRequest;
import io.glassline.routing.RequestStep;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import io.glassline.turn.Sessions;
import io.glassline.turn.Turns;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Tells citizens of their requests, outside of any turn: on the lane on which they asked, in the
/// conversation that is open there, else in a new one. What no system took comes to people the same
/// way.
///
/// A step is told once, because its message's id is derived from it: one that is there already is not said again.
public final class Telling {

    private static final int OUTRUN_MAX = 5;

    private final ConversationStore store;
    private final Sessions sessions;
    private final Channels channels;
    private final ConsentLedger ledger;
    private final AuditEntries audit;
    private final InstantSource clock;
    private final Supplier<String> botVersion;

    public Telling(
            ConversationStore store,
            Sessions sessions,
            Channels channels,
            ConsentLedger ledger,
            AuditEntries audit,
            InstantSource clock,
            Supplier<String> botVersion) {
        this.store = store;
        this.sessions = sessions;
        this.channels = channels;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
        this.botVersion = botVersion;
    }

    enum Outcome {
        TOLD,
        /// The citizen does not want to hear anything, or cannot: a call is over.
        NOT_TOLD,
        /// The conversation kept changing. It is to be tried again.
        OUTRUN
    }

    /// @param text what is said, if there are words for it
    /// @param toPeople the queue in which the conversation is to wait, if it is not with people already
    Outcome tell(CityRequest request, RequestStep step, Optional<String> text, Optional<QueueId> toPeople) {
        var id = new Message.Id(NameBasedId.of(request.id().value(), "step " + step.number()));
        for (var tries = 0; tries < OUTRUN_MAX; tries++) {
            var before = open(request, id);
            if (store.hasMessage(id)) {
                return Outcome.TOLD;
            }
            var words = text.filter(_ -> takes(request.lane()));
            var change = change(before, request, id, words, toPeople);
            if (change.isEmpty()) {
                return Outcome.NOT_TOLD;
            }
            if (store.commit(change.get())) {
                sessions.keep(change.get().after());
                return words.isPresent() ? Outcome.TOLD : Outcome.NOT_TOLD;
            }
        }
        return Outcome.OUTRUN;
    }

    /// Nobody hears what is said on a call that is over.
    private boolean takes(Lane lane) {
        return channels.pushAccountIds().contains(lane.accountId())
                && !channels.isSpoken(lane.accountId())
                && ledger.forbids(lane, Pace.LIVE).isEmpty();
    }

    /// The one in which it was asked for, so that a mail is answered in its thread; else what is open on the lane.
    private Conversation open(CityRequest request, Message.Id telling) {
        var asked = store.find(request.conversation());
        var latest = store.findLatest(request.lane());
        return asked.filter(Conversation::isOpen)
                .or(() -> latest.filter(Conversation::isOpen)
                        .filter(open -> open.thread().isEmpty()))
                .orElseGet(() -> Conversation.open(
                                new Conversation.Id(NameBasedId.of(telling.value(), "conversation")),
                                UUID.randomUUID(),
                                request.lane(),
                                request.language(),
                                clock.instant())
                        .onThread(asked.flatMap(Conversation::thread))
                        .with(latest.map(Conversation::traffic).orElse(Traffic.NONE)));
    }

    /// Empty where nothing is to be written.
    private Optional<Change> change(
            Conversation before,
            CityRequest request,
            Message.Id id,
            Optional<String> words,
            Optional<QueueId> toPeople) {
        var now = clock.instant();
        var after = before;
        var messages = new ArrayList<Message>();
        var sends = new ArrayList<Send>();
        var entries = new ArrayList<AuditEntry>();
        if (toPeople.isPresent() && before.stage() instanceof Stage.WithBot) {
            var waiting = new Stage.Waiting(toPeople.get(), Stage.Priority.NORMAL, now);
            after = after.with(waiting, Session.FRESH, before.language());
            entries.add(audit.of(new RequestEvent.GivenToPeople(after, request, toPeople.get(), now)));
        }
        if (words.isPresent()) {
            after = after.counting(now);
            var message = new Message(
                    id,
                    after.messageCount(),
                    new Author.Bot(botVersion.get()),
                    new Content.Text(words.get()),
                    List.of(),
                    Optional.empty(),
                    now);
            messages.add(message);
            entries.add(audit.of(new MessageEvent.Writing(after, message)));
            sends.add(Turns.send(channels, after, message, Optional.empty(), false));
        }
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Change(after.nextVersion(), messages, List.of(), List.of(), sends, List.of(), entries));
    }
}

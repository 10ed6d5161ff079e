package io.glassline.programme;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Traffic;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.NameBasedId;
import io.glassline.outbox.Send;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import io.glassline.turn.Sessions;
import io.glassline.turn.Turns;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Puts a campaign's text for one person into their conversation and the outbox, in bulk: in the
/// one that is open on their lane, else in a new one, so that what they answer stands below what
/// they were told. The message has the id that was written down for it, so that it is there once.
final class Announcing {

    private static final int OUTRUN_MAX = 5;

    private final ConversationStore store;
    private final Sessions sessions;
    private final Channels channels;
    private final AuditEntries audit;
    private final InstantSource clock;

    Announcing(ConversationStore store, Sessions sessions, Channels channels, AuditEntries audit, InstantSource clock) {
        this.store = store;
        this.sessions = sessions;
        this.channels = channels;
        this.audit = audit;
        this.clock = clock;
    }

    /// @return false when the conversation kept changing; it is to be tried again
    boolean announce(Recipient to, String text) {
        for (var tries = 0; tries < OUTRUN_MAX; tries++) {
            var before = open(to);
            if (store.hasMessage(to.message())) {
                return true;
            }
            var change = change(before, to, text);
            if (store.commit(change)) {
                sessions.keep(change.after());
                return true;
            }
        }
        return false;
    }

    /// A mail gets a thread of its own.
    private Conversation open(Recipient to) {
        var latest = store.findLatest(to.lane());
        return latest.filter(Conversation::isOpen)
                .filter(open -> open.thread().isEmpty())
                .orElseGet(() -> Conversation.open(
                                new Conversation.Id(NameBasedId.of(to.message().value(), "conversation")),
                                UUID.randomUUID(),
                                to.lane(),
                                to.language(),
                                clock.instant())
                        .with(latest.map(Conversation::traffic).orElse(Traffic.NONE)));
    }

    private Change change(Conversation before, Recipient to, String text) {
        var now = clock.instant();
        var after = before.counting(now);
        var message = new Message(
                to.message(),
                after.messageCount(),
                new Author.System(),
                new Content.Text(text),
                List.of(),
                Optional.empty(),
                now);
        var live = Turns.send(channels, after, message, Optional.empty(), false);
        var send = new Send(live.lane(), live.message().paced(Pace.BULK), live.parts(), false, live.at());
        return new Change(
                after.nextVersion(),
                List.of(message),
                List.of(),
                List.of(),
                List.of(send),
                List.of(),
                List.of(audit.of(new MessageEvent.Writing(after, message))));
    }
}

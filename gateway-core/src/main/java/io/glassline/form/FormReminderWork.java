package io.glassline.form;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.ConversationEvent;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.ConsentLedger;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.form.FormReminders.Words;
import io.glassline.form.LeftForms.Left;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.NameBasedId;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import io.glassline.turn.Sessions;
import io.glassline.turn.Turns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reminds citizens once of a form that they left open, and ends it when nothing comes of that. Whoever answers goes on
/// at the same question.
///
/// It is stepped. It may run on several nodes at once, and beside turns: it takes a lane as a turn does, and its commit
/// is a compare-and-set on the conversation, which says itself that its citizen was reminded. Who cannot be told, on
/// the phone, after a STOP or once the provider takes nothing more, is neither reminded nor told of the end: such a
/// conversation ends by itself ([io.glassline.turn.QuietSweep]).
public final class FormReminderWork {

    /// How many conversations are read at once.
    public static final int CONVERSATIONS_MAX = 100;

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final LeftForms forms;
    private final Supplier<Optional<FormReminders>> reminders;
    private final Supplier<ZoneId> zone;
    private final ConversationStore store;
    private final Sessions sessions;
    private final Channels channels;
    private final ConsentLedger ledger;
    private final AuditEntries audit;
    private final InstantSource clock;
    private final Consumer<Lane> ready;

    /// @param reminders of the active version; empty where the city reminds nobody
    /// @param ready is told of a lane that somebody else wanted meanwhile
    public FormReminderWork(
            LeftForms forms,
            Supplier<Optional<FormReminders>> reminders,
            Supplier<ZoneId> zone,
            ConversationStore store,
            Sessions sessions,
            Channels channels,
            ConsentLedger ledger,
            AuditEntries audit,
            InstantSource clock,
            Consumer<Lane> ready) {
        this.forms = forms;
        this.reminders = reminders;
        this.zone = zone;
        this.store = store;
        this.sessions = sessions;
        this.channels = channels;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
        this.ready = ready;
    }

    /// Looks at all forms that are left. In quiet hours it looks at none: what is due then is due when they are over.
    ///
    /// @return how many citizens it told something
    public int step() {
        var how = reminders.get();
        var now = clock.instant();
        if (how.isEmpty()
                || how.get()
                        .quietHours()
                        .flatMap(hours -> hours.endAfter(now, zone.get()))
                        .isPresent()) {
            return 0;
        }
        var told = 0;
        var last = Optional.<Left>empty();
        List<Left> page;
        do {
            page = forms.left(now.minus(how.get().remindAfter()), last, CONVERSATIONS_MAX);
            for (var left : page) {
                told += isTold(left, how.get(), now) ? 1 : 0;
                last = Optional.of(left);
            }
        } while (page.size() == CONVERSATIONS_MAX);
        return told;
    }

    private boolean isTold(Left left, FormReminders how, Instant now) {
        var conversation = left.conversation();
        var due = left.dueAt(now, how, window(conversation.lane()));
        if (due == Left.Due.NOTHING || !takes(conversation.lane())) {
            return false;
        }
        return how.words()
                .apply(conversation)
                .map(words -> switch (due) {
                    case REMINDER -> reminder(conversation, words, how, now);
                    case END -> end(conversation, words, now);
                    case NOTHING -> throw new IllegalStateException("nothing is due, and it is said");
                })
                .filter(this::isCommitted)
                .isPresent();
    }

    private Optional<Duration> window(Lane lane) {
        return channels.account(lane.accountId())
                .flatMap(account -> channels.adapter(account).replyWindow());
    }

    private boolean takes(Lane lane) {
        return channels.pushAccountIds().contains(lane.accountId())
                && !channels.isSpoken(lane.accountId())
                && ledger.forbids(lane, Pace.LIVE).isEmpty();
    }

    /// Not while the lane is somebody's, or a message of it waits: then it is looked at again.
    private boolean isCommitted(Change change) {
        var lane = change.after().lane();
        var claim = sessions.claim(lane, LEASE);
        if (claim.isEmpty()) {
            return false;
        }
        var after = Optional.<Conversation>empty();
        try {
            if (store.unfinished(lane, 1).isEmpty() && store.commit(change)) {
                after = Optional.of(change.after());
            }
        } finally {
            if (sessions.release(claim.get(), after)) {
                ready.accept(lane);
            }
        }
        return after.isPresent();
    }

    private Change reminder(Conversation before, Words words, FormReminders how, Instant now) {
        var session = before.session().reminded().saying(words.reminder());
        var after = before.with(before.stage(), session, before.language()).counting(now);
        var offers = before.session().offered();
        var listButton = offers.isEmpty()
                ? Optional.<String>empty()
                : Optional.of(how.listButton().apply(before.language()));
        return telling(after, message(before, after, "reminder", words.reminder(), offers, now), listButton, List.of());
    }

    private Change end(Conversation before, Words words, Instant now) {
        var closed = new Stage.Closed(now, Stage.FORM_LEFT);
        var after = before.with(closed, Session.FRESH, before.language()).counting(now);
        return telling(
                after,
                message(before, after, "form left", words.end(), List.of(), now),
                Optional.empty(),
                List.of(audit.of(new ConversationEvent.End(after, Stage.FORM_LEFT, now))));
    }

    private static Message message(
            Conversation before,
            Conversation after,
            String what,
            String text,
            List<Message.Offer> offers,
            Instant now) {
        return new Message(
                new Message.Id(NameBasedId.of(before.id().value(), what + " " + before.version())),
                after.messageCount(),
                new Author.System(),
                new Content.Text(text),
                offers,
                Optional.empty(),
                now);
    }

    private Change telling(Conversation after, Message message, Optional<String> listButton, List<AuditEntry> more) {
        var entries = new ArrayList<AuditEntry>();
        entries.add(audit.of(new MessageEvent.Writing(after, message)));
        entries.addAll(more);
        return new Change(
                after.nextVersion(),
                List.of(message),
                List.of(),
                List.of(),
                List.of(Turns.send(channels, after, message, listButton, false)),
                List.of(),
                entries);
    }
}

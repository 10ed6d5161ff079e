package io.glassline.turn;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.ConversationEvent;
import io.glassline.channel.EndPolicy;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether a conversation is over that nobody closed, and what becomes true then. Pure.
///
/// Only the bot's conversations end by themselves. One that waits for people, or is with an agent, is
/// ended by people, however long it is silent.
public final class ConversationEnd {

    private ConversationEnd() {}

    /// Why a conversation is over; the word is its outcome on the record.
    public enum Reason {
        /// Nothing was said for as long as the account's policy says.
        QUIET("quiet"),
        /// The call is over.
        CALL_ENDED("call-ended");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// Why the conversation is over at a time. Before a message, that is the time when it came to the
    /// gateway. When it was sent does not count: what a provider brings late is heard now.
    ///
    /// @param quietSince when something was said last, by either side; [Instant#MAX] while an answer is
    ///     under way.
    static Optional<Reason> at(Instant now, Conversation conversation, EndPolicy policy, Instant quietSince) {
        return policy.afterQuiet()
                .filter(_ -> isByItself(conversation))
                .filter(quiet -> quietSince.isBefore(now.minus(quiet)))
                .map(_ -> Reason.QUIET);
    }

    /// Whether the conversation is one that ends by itself, sooner or later.
    private static boolean isByItself(Conversation conversation) {
        return conversation.version() > 0 && conversation.stage() instanceof Stage.WithBot;
    }

    /// The end, dated when it is written down: nothing on the record is dated back.
    public static Change change(Conversation before, Reason reason, AuditEntries audit, Instant now) {
        var outcome = outcome(before, reason);
        var after = before.with(new Stage.Closed(now, outcome), Session.FRESH, before.language());
        return new Change(
                after.nextVersion(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(audit.of(new ConversationEvent.End(after, outcome, now))));
    }

    /// Of a form that nobody went on with it stays known: who left it is not asked how it was.
    private static String outcome(Conversation before, Reason reason) {
        return reason == Reason.QUIET && before.session().openFlow().isPresent() ? Stage.FORM_LEFT : reason.word();
    }
}

package io.glassline.store;

import io.glassline.audit.AuditEntry;
import io.glassline.consent.ConsentChange;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import io.glassline.conversation.QueueStep;
import io.glassline.conversation.Snooze;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.rating.RatingStep;
import io.glassline.receipt.ReceiptLink;
import io.glassline.routing.CityRequest;
import io.glassline.routing.RoutingDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that becomes true at once when a conversation moves on: in one transaction, or not at all.
///
/// `after.version()` is one more than the version that was read; 1 opens the conversation. `finished` are the
/// inbound messages that need nothing more. Every message, decision, consent, request, link to a receipt and note has
/// its entry among `entries`. `step` is what its waiting did.
public record Change(
        Conversation after,
        List<Message> messages,
        List<Message.Id> finished,
        List<Decision> decisions,
        List<Send> sends,
        List<ConsentChange> consents,
        List<CityRequest> requests,
        List<AuditEntry> entries,
        List<ReceiptLink> receipts,
        List<Note> notes,
        Optional<Snooze> snooze,
        Optional<QueueStep> step,
        List<RatingStep> ratings) {

    /// Nobody is asked for a rating or gives one.
    public Change(
            Conversation after,
            List<Message> messages,
            List<Message.Id> finished,
            List<Decision> decisions,
            List<Send> sends,
            List<ConsentChange> consents,
            List<CityRequest> requests,
            List<AuditEntry> entries,
            List<ReceiptLink> receipts,
            List<Note> notes,
            Optional<Snooze> snooze,
            Optional<QueueStep> step) {
        this(
                after, messages, finished, decisions, sends, consents, requests, entries, receipts, notes, snooze, step,
                List.of());
    }

    /// Nothing is noted or put off, and it was not for its waiting.
    public Change(
            Conversation after,
            List<Message> messages,
            List<Message.Id> finished,
            List<Decision> decisions,
            List<Send> sends,
            List<ConsentChange> consents,
            List<CityRequest> requests,
            List<AuditEntry> entries,
            List<ReceiptLink> receipts) {
        this(
                after,
                messages,
                finished,
                decisions,
                sends,
                consents,
                requests,
                entries,
                receipts,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /// Nothing is asked of any system.
    public Change(
            Conversation after,
            List<Message> messages,
            List<Message.Id> finished,
            List<Decision> decisions,
            List<Send> sends,
            List<ConsentChange> consents,
            List<AuditEntry> entries,
            List<ReceiptLink> receipts) {
        this(after, messages, finished, decisions, sends, consents, List.of(), entries, receipts);
    }

    public Change {
        messages = List.copyOf(messages);
        finished = List.copyOf(finished);
        decisions = List.copyOf(decisions);
        sends = List.copyOf(sends);
        consents = List.copyOf(consents);
        requests = List.copyOf(requests);
        entries = List.copyOf(entries);
        receipts = List.copyOf(receipts);
        notes = List.copyOf(notes);
        ratings = List.copyOf(ratings);
    }

    /// The same, and this of a rating.
    public Change rating(RatingStep... steps) {
        return new Change(
                after,
                messages,
                finished,
                decisions,
                sends,
                consents,
                requests,
                entries,
                receipts,
                notes,
                snooze,
                step,
                List.of(steps));
    }

    /// One that gives no link to a receipt.
    public Change(
            Conversation after,
            List<Message> messages,
            List<Message.Id> finished,
            List<Decision> decisions,
            List<Send> sends,
            List<ConsentChange> consents,
            List<AuditEntry> entries) {
        this(after, messages, finished, decisions, sends, consents, entries, List.of());
    }

    /// What was decided about the inbound message `about`.
    public record Decision(Message.Id about, RoutingDecision decision, Instant at) {}
}

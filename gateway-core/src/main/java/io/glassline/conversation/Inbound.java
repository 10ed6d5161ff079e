package io.glassline.conversation;

import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.MailThread;
import io.glassline.message.Address;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A citizen's message, or a signal, as it was accepted. `providerId` is unique on the account and `id` is
/// derived from both. `failedTurns` counts the turns over it that failed.
public record Inbound(
        Message.Id id,
        String accountId,
        String providerId,
        Address from,
        Content content,
        Instant sentAt,
        Instant receivedAt,
        Optional<MailThread> thread,
        Set<Mark> marks,
        int failedTurns) {

    public Inbound {
        marks = Set.copyOf(marks);
    }

    public static Inbound of(String accountId, ChannelEvent.FromCitizen event, Instant receivedAt) {
        var message =
                event instanceof ChannelEvent.MessageReceived m ? Optional.of(m) : Optional.<MessageReceived>empty();
        return new Inbound(
                Message.Id.received(accountId, event.providerId()),
                accountId,
                event.providerId(),
                event.from(),
                event.content(),
                event.sentAt(),
                receivedAt,
                message.flatMap(MessageReceived::thread),
                message.map(MessageReceived::marks).orElse(Set.of()),
                0);
    }

    /// Whether it is no sentence, so that no turn is run for it.
    public boolean isSignal() {
        return content instanceof Signal;
    }

    public Inbound with(Mark mark) {
        var all = EnumSet.of(mark);
        all.addAll(marks);
        return new Inbound(id, accountId, providerId, from, content, sentAt, receivedAt, thread, all, failedTurns);
    }

    public Lane lane() {
        return new Lane(accountId, from);
    }
}

package io.glassline.conversation;

import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.message.Address;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A citizen's message as it was accepted. `providerId` is unique on the account and `id` is derived from both.
/// `failedTurns` counts the turns over it that failed.
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

    public static Inbound of(String accountId, ChannelEvent.MessageReceived event, Instant receivedAt) {
        return new Inbound(
                Message.Id.received(accountId, event.providerId()),
                accountId,
                event.providerId(),
                event.from(),
                event.content(),
                event.sentAt(),
                receivedAt,
                event.thread(),
                event.marks(),
                0);
    }

    public Lane lane() {
        return new Lane(accountId, from);
    }
}

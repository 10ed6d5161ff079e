package io.glassline.desk;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Stage;
import io.glassline.desk.Board.Said;
import io.glassline.desk.Board.SignalLine;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import io.glassline.message.Signal.About;
import java.util.List;
import java.util.Optional;

/// Which of a lane's signals belong to a conversation, and to which of its messages. Pure.
public final class SignalLines {

    private SignalLines() {}

    /// @param messages of the conversation, in order.
    /// @param signals of its lane, in the order they came.
    public static List<SignalLine> of(Conversation conversation, List<Said> messages, List<Inbound> signals) {
        return signals.stream()
                .flatMap(inbound -> line(conversation, messages, inbound).stream())
                .toList();
    }

    /// A signal that names no message of the conversation belongs to it when it came while the conversation was
    /// open.
    private static Optional<SignalLine> line(Conversation conversation, List<Said> messages, Inbound inbound) {
        if (!(inbound.content() instanceof Signal signal)) {
            return Optional.empty();
        }
        var about = signal.about().flatMap(named -> meant(named, messages, inbound));
        return about.isPresent() || isWithin(conversation, inbound)
                ? Optional.of(new SignalLine(inbound.id(), signal, about, inbound.receivedAt()))
                : Optional.empty();
    }

    private static Optional<Message.Id> meant(About about, List<Said> messages, Inbound inbound) {
        return switch (about) {
            case About.ById(var providerId) -> {
                var received = Message.Id.received(inbound.accountId(), providerId);
                yield messages.stream()
                        .filter(said -> said.message().id().equals(received)
                                || said.providerIds().contains(providerId))
                        .map(said -> said.message().id())
                        .findFirst();
            }
            case About.ByWords quoted ->
                messages.reversed().stream()
                        .filter(said -> !said.message().at().isAfter(inbound.receivedAt()))
                        .filter(said -> quoted.mayMean(said.message().content().words()))
                        .map(said -> said.message().id())
                        .findFirst();
        };
    }

    private static boolean isWithin(Conversation conversation, Inbound inbound) {
        var at = inbound.receivedAt();
        return !at.isBefore(conversation.openedAt())
                && (!(conversation.stage() instanceof Stage.Closed(var closedAt, var _)) || !at.isAfter(closedAt));
    }
}

package io.glassline.console;

import io.glassline.desk.Board;
import io.glassline.desk.Board.SignalLine;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a transcript shows of signals: what a message says now, what it said before, and what happened to it.
final class SignalWords {

    private final CityTime time;
    private final Map<Optional<Message.Id>, List<SignalLine>> byMessage;

    SignalWords(Board.Transcript transcript, CityTime time) {
        this.time = time;
        this.byMessage = transcript.signals().stream().collect(Collectors.groupingBy(SignalLine::about));
    }

    /// Of those about a message, in the order they came.
    private List<SignalLine> about(Message.Id message) {
        return byMessage.getOrDefault(Optional.of(message), List.of());
    }

    /// Those about no message of the conversation.
    List<SignalLine> aboutNone() {
        return byMessage.getOrDefault(Optional.<Message.Id>empty(), List.of());
    }

    boolean isTakenBack(Message.Id message) {
        return about(message).stream().anyMatch(line -> line.signal() instanceof Signal.Deletion);
    }

    /// What the message has said, one after the other, beginning with `words`. What was taken back says
    /// nothing.
    List<String> said(Message.Id message, String words) {
        if (isTakenBack(message)) {
            return List.of("");
        }
        var said = new ArrayList<String>(List.of(words));
        for (var line : about(message)) {
            if (line.signal() instanceof Signal.Edit(var _, var text)) {
                said.add(text);
            }
        }
        return said;
    }

    List<String> sentences(Message.Id message) {
        return about(message).stream().map(this::sentence).toList();
    }

    String sentence(SignalLine line) {
        return what(line.signal()) + ", " + time.clock(line.at());
    }

    private static String what(Signal signal) {
        return switch (signal) {
            case Signal.Reaction(var _, var emoji) -> "Reacted with " + emoji;
            case Signal.ReactionWithdrawn(var _, var emoji) ->
                "Took back a reaction" + emoji.map(e -> ": " + e).orElse("");
            case Signal.Edit _ -> "Changed";
            case Signal.Deletion _ -> "Taken back by the citizen; the record keeps it";
            case Signal.ServiceNotice(var _, var description) -> description;
        };
    }
}

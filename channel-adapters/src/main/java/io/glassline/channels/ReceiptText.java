package io.glassline.channels;

import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Line;
import io.glassline.channel.Receipt;
import io.glassline.message.Content;
import io.glassline.message.Signal;
import io.glassline.message.Signal.About;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A receipt as lines that a person can check against the payload it came from.
public final class ReceiptText {

    private ReceiptText() {}

    public static String of(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Events(var events, var others) ->
                Stream.concat(
                                events.stream().map(ReceiptText::event),
                                others.stream().sorted().map(address -> "for " + address))
                        .collect(Collectors.joining("\n"));
            case Receipt.Elsewhere(var owner, var theirs) -> "for account " + owner.id() + ": " + of(theirs);
            case Receipt.Handshake(var reply) ->
                "handshake " + reply.status() + " " + reply.contentType() + " " + reply.body();
            case Receipt.Nothing(var because) -> "nothing: " + because;
            case Receipt.Quarantined(var because) -> "quarantined: " + because;
            case Receipt.Refused(var fault, var because) ->
                "refused, " + fault.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + because;
        };
    }

    private static String event(ChannelEvent event) {
        return switch (event) {
            case ChannelEvent.MessageReceived m ->
                m.providerId() + " from " + m.from().value() + ": " + content(m.content())
                        + (m.marks().isEmpty()
                                ? ""
                                : " " + m.marks().stream().sorted().toList());
            case ChannelEvent.SignalReceived s ->
                s.providerId() + " from " + s.from().value() + ": " + signal(s.content());
            case ChannelEvent.DeliveryReported d ->
                d.delivery() + " " + d.providerId().orElse("-")
                        + d.reference().map(r -> " ref " + r).orElse("")
                        + d.errorCode().map(c -> " code " + c).orElse("");
            case ChannelEvent.OptedOut(var who, var scope, var words, var _) ->
                "opted out" + of(scope) + ": " + who.value() + ", " + words;
            case ChannelEvent.OptedIn(var who, var scope, var words, var _) ->
                "opted in" + of(scope) + ": " + who.value() + ", " + words;
            case ChannelEvent.SameCitizen(var who, var also, var how) ->
                who.value() + (how == ChannelEvent.Joint.CHANGED ? " is now " : " is ") + also.value();
            case ChannelEvent.Unwanted(var reference, var _, var words, var _) ->
                "unwanted: ref " + reference + ", " + words;
            case ChannelEvent.LineOpen(var line) -> "open: " + of(line);
            case ChannelEvent.LineClosed(var line, var _) -> "closed: " + of(line);
        };
    }

    private static String of(ChannelEvent.Scope scope) {
        return scope == ChannelEvent.Scope.ALL ? "" : " of " + scope.name().toLowerCase(Locale.ROOT);
    }

    public static String of(Line line) {
        return line.callId() + " " + line.caller().value() + " step " + line.step() + " silences " + line.silences()
                + " " + line.state();
    }

    private static String content(Content content) {
        return switch (content) {
            case Content.Text(var body) -> "\"" + body.replace("\n", "\\n") + "\"";
            case Content.Media(var type, var at, var caption, var name) ->
                type + " " + at + name.map(n -> " named " + n).orElse("")
                        + caption.map(c -> " \"" + c + "\"").orElse("");
            case Content.Place(var latitude, var longitude, var label) ->
                "place " + latitude + " " + longitude + label.map(l -> " " + l).orElse("");
            case Content.Choice(var id, var label) -> "choice " + id + " \"" + label + "\"";
            case Content.Keys(var digits) -> "keys " + digits;
            case Content.Call _ -> "call";
            case Content.Template(var name, var language, var values, var _) ->
                "template " + name + " " + language + " " + values;
            case Content.Unsupported(var description) -> "[" + description + "]";
            case Signal signal -> signal(signal);
        };
    }

    private static String signal(Signal signal) {
        var what = switch (signal) {
            case Signal.Reaction(var _, var emoji) -> "reaction " + emoji;
            case Signal.ReactionWithdrawn(var _, var emoji) ->
                "reaction withdrawn" + emoji.map(e -> " " + e).orElse("");
            case Signal.Edit(var _, var text) -> "edit \"" + text.replace("\n", "\\n") + "\"";
            case Signal.Deletion _ -> "deletion";
            case Signal.ServiceNotice(var _, var description) -> "notice, " + description;
        };
        return "<" + what
                + signal.about()
                        .map(about -> switch (about) {
                            case About.ById(var id) -> " of " + id;
                            case About.ByWords(var quoted) -> " of \"" + quoted.replace("\n", "\\n") + "\"";
                        })
                        .orElse("")
                + ">";
    }
}

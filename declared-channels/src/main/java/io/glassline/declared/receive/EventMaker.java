package io.glassline.declared.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.FromCitizen;
import io.glassline.channel.ChannelEvent.MessageReceived;
import io.glassline.channel.ChannelEvent.SignalReceived;
import io.glassline.channels.Wording;
import io.glassline.declared.code.ErrorCodes;
import io.glassline.declared.expression.Expr;
import io.glassline.declared.expression.Scope;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Signal;
import io.glassline.message.Signal.About;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes our events of the values that a rule names.
final class EventMaker {

    private final ChannelKind kind;
    private final ErrorCodes errors;
    private final Scope scope;
    private final Instant receivedAt;

    EventMaker(ChannelKind kind, ErrorCodes errors, Scope scope, Instant receivedAt) {
        this.kind = kind;
        this.errors = errors;
        this.scope = scope;
        this.receivedAt = receivedAt;
    }

    /// @return empty when it does not say who it is from
    Optional<FromCitizen> message(EventRule rule, Emission.OfMessage emission) {
        return citizen(rule)
                .map(from -> new MessageReceived(
                        id(rule), from, content(emission), at(rule), Optional.empty(), rule.marks()));
    }

    /// @return empty when it does not say who it is from
    Optional<FromCitizen> signal(EventRule rule, Emission.OfSignal emission) {
        return citizen(rule).map(from -> new SignalReceived(id(rule), from, signal(emission), at(rule)));
    }

    /// @return empty when it does not say of whom
    Optional<ChannelEvent> consent(EventRule rule, Emission.Consent consent) {
        return citizen(rule).map(who -> {
            var says = Wording.legible(consent.says().text(scope));
            return consent.in()
                    ? new ChannelEvent.OptedIn(who, consent.scope(), says, at(rule))
                    : new ChannelEvent.OptedOut(who, consent.scope(), says, at(rule));
        });
    }

    /// What is reported of a part, and that its citizen wants no more where that is why it failed. None where it means
    /// nothing to us, or is of no part that has a name.
    List<ChannelEvent> reported(EventRule rule, Emission.Status status) {
        var id = rule.id().flatMap(expression -> expression.text(scope)).map(Wording::identifier);
        var reference = text(status.reference()).map(Wording::identifier);
        var delivery = status.is().text(scope).flatMap(word -> status.words().getOrDefault(word, Optional.empty()));
        if (delivery.isEmpty() || id.isEmpty() && reference.isEmpty()) {
            return List.of();
        }
        var hasFailed = delivery.get() == Delivery.FAILED;
        var code = text(status.code()).filter(_ -> hasFailed).map(Wording::identifier);
        var events = new ArrayList<ChannelEvent>();
        events.add(new ChannelEvent.DeliveryReported(
                id, reference, delivery.get(), code.map(errors::word), text(status.says()), at(rule)));
        code.flatMap(errors::meaning)
                .filter(ErrorCodes.Meaning.OPTED_OUT::equals)
                .flatMap(_ -> citizen(rule))
                .map(who -> new ChannelEvent.OptedOut(who, "has told the provider to stop", at(rule)))
                .ifPresent(events::add);
        return events;
    }

    static FromCitizen renamed(FromCitizen event, String id) {
        return switch (event) {
            case MessageReceived m -> new MessageReceived(id, m.from(), m.content(), m.sentAt(), m.thread(), m.marks());
            case SignalReceived s -> new SignalReceived(id, s.from(), s.content(), s.sentAt());
        };
    }

    private Optional<Address> citizen(EventRule rule) {
        return text(rule.citizen())
                .filter(address -> address.length() <= Address.LENGTH_MAX_CHARS)
                .map(address -> new Address(kind, address));
    }

    /// What the provider names by nothing is named by what it says.
    private String id(EventRule rule) {
        return text(rule.id())
                .map(Wording::identifier)
                .orElseGet(
                        () -> Wording.hash((rule.path() + scope.value("item") + scope.value("part")).getBytes(UTF_8)));
    }

    private Instant at(EventRule rule) {
        return EventTime.of(text(rule.at()), receivedAt);
    }

    private Content content(Emission.OfMessage emission) {
        return switch (emission) {
            case Emission.Text(var text) ->
                text.text(scope)
                        .<Content>map(Content.Text::new)
                        .orElseGet(() -> new Content.Unsupported("a message with nothing in it"));
            case Emission.Media(var type, var at, var caption, var name) ->
                at.text(scope)
                        .flatMap(EventMaker::uri)
                        .<Content>map(where -> new Content.Media(
                                type.text(scope).orElse("application/octet-stream"), where, text(caption), text(name)))
                        .orElseGet(() -> text(caption)
                                .<Content>map(Content.Text::new)
                                .orElseGet(
                                        () -> new Content.Unsupported("an attachment that does not say where it is")));
            case Emission.Place(var latitude, var longitude, var label) -> place(latitude, longitude, label);
            case Emission.Choice(var id, var label) -> {
                var words = label.text(scope);
                var picked = id.text(scope);
                yield picked.isPresent()
                        ? new Content.Choice(picked.get(), words.orElse(picked.get()))
                        : words.<Content>map(Content.Text::new)
                                .orElseGet(() -> new Content.Unsupported("a choice of nothing"));
            }
            case Emission.Unsupported(var description) ->
                new Content.Unsupported(Wording.legible(description.text(scope)));
        };
    }

    private Content place(Expr latitude, Expr longitude, Optional<Expr> label) {
        var north = latitude.number(scope).filter(degrees -> Math.abs(degrees) <= 90);
        var east = longitude.number(scope).filter(degrees -> Math.abs(degrees) <= 180);
        if (north.isPresent() && east.isPresent()) {
            return new Content.Place(north.get(), east.get(), text(label));
        }
        return text(label)
                .<Content>map(Content.Text::new)
                .orElseGet(() -> new Content.Unsupported("a place that is nowhere"));
    }

    private Signal signal(Emission.OfSignal emission) {
        return switch (emission) {
            case Emission.Reaction(var about, var emoji) ->
                emoji.text(scope)
                        .<Signal>map(sign -> new Signal.Reaction(about(about), sign))
                        .orElseGet(() -> new Signal.ReactionWithdrawn(about(about), Optional.empty()));
            case Emission.Edit(var about, var text) ->
                new Signal.Edit(about(about), text.text(scope).orElse(""));
            case Emission.Deletion(var about) -> new Signal.Deletion(about(about));
            case Emission.Notice(var about, var says) ->
                new Signal.ServiceNotice(about(about), Wording.legible(says.text(scope)));
        };
    }

    private Optional<About> about(Optional<Expr> id) {
        return text(id).map(Wording::identifier).map(About.ById::new);
    }

    private Optional<String> text(Optional<Expr> expression) {
        return expression.flatMap(e -> e.text(scope));
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text))
                    .filter(uri -> uri.isAbsolute() && uri.toString().length() <= 4_000);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}

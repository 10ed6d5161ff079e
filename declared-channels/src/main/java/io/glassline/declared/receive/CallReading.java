package io.glassline.declared.receive;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.FromCitizen;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Refused;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.declared.code.ErrorCodes;
import io.glassline.declared.expression.Fault;
import io.glassline.declared.expression.Scope;
import io.glassline.message.ChannelKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One proven call, being read. An event that cannot be read does not keep the others from being kept.
final class CallReading {

    private final Endpoint endpoint;
    private final ChannelAccount account;
    private final EventMaker maker;
    private final Scope scope;
    private final Consumer<String> notes;
    private final List<ChannelEvent> events = new ArrayList<>();
    private final Map<String, FromCitizen> byId = new HashMap<>();
    private final Set<String> others = new LinkedHashSet<>();
    private Optional<String> broken = Optional.empty();
    private Optional<String> ignored = Optional.empty();
    private Optional<Receipt> handshake = Optional.empty();

    CallReading(
            Endpoint endpoint,
            WebhookCall call,
            ChannelKind kind,
            ChannelAccount account,
            ErrorCodes errors,
            Scope scope,
            Consumer<String> notes) {
        this.endpoint = endpoint;
        this.account = account;
        this.maker = new EventMaker(kind, errors, scope, call.receivedAt());
        this.scope = scope;
        this.notes = notes;
    }

    Receipt read() {
        List<?> items = List.of(java.util.Objects.requireNonNull(scope.value("body")));
        if (endpoint.items().isPresent()) {
            var list = endpoint.items().get();
            if (list.value(scope) == null) {
                return new Refused(Receipt.Fault.MALFORMED, "there is no list of events where one is to be");
            }
            items = list.list(scope);
        }
        if (items.size() > Endpoint.ITEMS_MAX) {
            return new Refused(
                    Receipt.Fault.MALFORMED, "more than %d events in one call".formatted(Endpoint.ITEMS_MAX));
        }
        for (var i = 0; i < items.size(); i++) {
            scope.set("item", items.get(i));
            notes.accept("event %d of %d".formatted(i + 1, items.size()));
            try {
                item();
            } catch (Fault e) {
                notes.accept("  " + e.says());
                broken = Optional.of(e.says());
            }
        }
        return receipt();
    }

    private Receipt receipt() {
        if (!events.isEmpty() || !others.isEmpty()) {
            return new Receipt.Events(events, others);
        }
        if (handshake.isPresent()) {
            return handshake.get();
        }
        return broken.<Receipt>map(says -> new Refused(Receipt.Fault.MALFORMED, says))
                .orElseGet(() -> new Receipt.Nothing(ignored.orElse("an event we have no use for")));
    }

    private void item() {
        var to = endpoint.ownAddress().flatMap(expression -> expression.text(scope));
        if (to.isPresent() && !to.get().equals(account.ownAddress())) {
            notes.accept("  it is for another address of ours");
            others.add(to.get());
            return;
        }
        for (var rule : endpoint.events()) {
            if (rule.when().isPresent() && !rule.when().get().holds(scope)) {
                continue;
            }
            notes.accept("  the rule %s decides".formatted(place(rule)));
            if (rule.each().isPresent()) {
                var parts = rule.each().get().list(scope);
                for (var n = 0; n < Math.min(parts.size(), Endpoint.ITEMS_MAX); n++) {
                    scope.set("part", parts.get(n)).set("n", (long) n);
                    emit(rule);
                }
                scope.set("part", null).set("n", null);
            } else {
                emit(rule);
            }
            if (!rule.goesOn()) {
                return;
            }
        }
    }

    private String place(EventRule rule) {
        return rule.path().replaceFirst("\\.when$", "");
    }

    private void emit(EventRule rule) {
        switch (rule.emission()) {
            case Emission.Ignore(var because) -> ignored = Optional.of(because.text(scope));
            case Emission.Answer(var body) -> handshake = body.text(scope).map(CallReading::handshake);
            case Emission.OfMessage message ->
                maker.message(rule, message).ifPresentOrElse(this::add, this::fromNobody);
            case Emission.OfSignal signal -> maker.signal(rule, signal).ifPresentOrElse(this::add, this::fromNobody);
            case Emission.Status status -> {
                var reported = maker.reported(rule, status);
                events.addAll(reported);
                if (reported.isEmpty()) {
                    ignored = Optional.of("a status we have no use for");
                }
            }
            case Emission.Consent consent ->
                maker.consent(rule, consent).ifPresentOrElse(events::add, this::fromNobody);
        }
    }

    private static Receipt handshake(String word) {
        return Challenge.WORD.matcher(word).matches()
                ? new Receipt.Handshake(new WebhookReply(200, "text/plain", word))
                : new Refused(Receipt.Fault.MALFORMED, "what is to be said back is no plain word");
    }

    private void fromNobody() {
        broken = Optional.of("it does not say who it is from");
    }

    /// The same event twice in one call is one; another of the same name gets a name of its own.
    private void add(FromCitizen event) {
        var id = event.providerId();
        var before = byId.putIfAbsent(id, event);
        if (before == null) {
            events.add(event);
        } else if (!before.equals(event)) {
            add(EventMaker.renamed(event, id + ":" + (byId.size() + 1)));
        }
    }
}

package io.glassline.declared.receive;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.Receipt.Refused;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.declared.body.Decoder;
import io.glassline.declared.body.FormBody;
import io.glassline.declared.body.Unreadable;
import io.glassline.declared.code.ErrorCodes;
import io.glassline.declared.expression.Expr;
import io.glassline.declared.expression.Scope;
import io.glassline.declared.proof.CallProof;
import io.glassline.message.ChannelKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One of a channel's addresses, and how it reads what comes there.
///
/// @param name what follows the account in the path; empty for the account itself
/// @param emptyGetIsALook whether a GET without any parameter is the provider's look whether we are there, which says
///     nothing and so needs no proof
/// @param proofs all of them must hold
/// @param items the list of events in a call; empty where a call is one
/// @param ownAddress which of our accounts an event is for; empty where the way tells
/// @param answer what the provider is told when its events are kept
public record Endpoint(
        String name,
        Set<String> methods,
        Optional<Challenge> challenge,
        boolean emptyGetIsALook,
        List<CallProof> proofs,
        Decoder decoder,
        Optional<Expr> items,
        Optional<Expr> ownAddress,
        List<EventRule> events,
        WebhookReply answer) {

    /// How many events of one call are read. Providers send less by far.
    static final int ITEMS_MAX = 1_000;

    public Endpoint {
        methods = Set.copyOf(methods);
        proofs = List.copyOf(proofs);
        events = List.copyOf(events);
    }

    /// @param notes is told what was looked at, for whoever tries a file
    public Receipt receive(
            WebhookCall call, ChannelKind kind, ChannelAccount account, ErrorCodes errors, Consumer<String> notes) {
        if (challenge.isPresent() && challenge.get().isOne(call)) {
            return challenge.get().answer(call, account);
        }
        if (emptyGetIsALook && call.method().equals("GET") && call.rawQuery().isEmpty()) {
            return new Receipt.Nothing("a look whether we are there");
        }
        for (var proof : proofs) {
            var refused = proof.refusal(call, account);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        if (!methods.contains(call.method())) {
            return new Receipt.Nothing("a call by " + call.method() + ", which says nothing here");
        }
        try {
            var scope = scope(call, account);
            return new CallReading(this, call, kind, account, errors, scope, notes).read();
        } catch (Unreadable e) {
            return new Refused(Fault.MALFORMED, e.says());
        } catch (io.glassline.declared.expression.Fault e) {
            return new Refused(Fault.MALFORMED, e.says());
        }
    }

    private Scope scope(WebhookCall call, ChannelAccount account) throws Unreadable {
        var query = call.rawQuery();
        return new Scope()
                .set(
                        "body",
                        decoder(call)
                                .decode(call.body(), call.header("content-type").orElse(""), query))
                .set(
                        "query",
                        query.isEmpty() ? Map.of() : FormBody.decode(query).asMap())
                .set("header", firstOfEach(call.headers()))
                .set("account", Map.of("id", account.id(), "address", account.ownAddress()))
                .set("setting", account.settings());
    }

    /// What comes by GET has its fields in the URL.
    private Decoder decoder(WebhookCall call) {
        return call.method().equals("GET") ? Decoder.QUERY : decoder;
    }

    private static Map<String, String> firstOfEach(Map<String, List<String>> headers) {
        var first = HashMap.<String, String>newHashMap(headers.size());
        headers.forEach((name, values) -> {
            if (!values.isEmpty()) {
                first.put(name, values.getFirst());
            }
        });
        return first;
    }
}

package io.glassline.declared.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Secret;
import io.glassline.channel.SendOutcome;
import io.glassline.channels.ProviderCall;
import io.glassline.channels.ProviderCall.Reply;
import io.glassline.channels.Wording;
import io.glassline.declared.expression.Fault;
import io.glassline.declared.expression.Scope;
import io.glassline.message.Message;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Writes the request for a part, makes it once, and reads the answer.
public final class DeclaredSender {

    private final List<RequestTemplate> requests;
    private final Outcomes outcomes;
    private final Optional<TokenSource> tokens;
    private final int labelMaxChars;
    private final HttpClient http;
    private final InstantSource clock;

    DeclaredSender(
            List<RequestTemplate> requests,
            Outcomes outcomes,
            Optional<TokenSource> tokens,
            int labelMaxChars,
            HttpClient http,
            InstantSource clock) {
        this.requests = List.copyOf(requests);
        this.outcomes = outcomes;
        this.tokens = tokens;
        this.labelMaxChars = labelMaxChars;
        this.http = http;
        this.clock = clock;
    }

    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        var scope = scope(message, part, account, callbackUrl);
        try {
            if (tokens.isEmpty()) {
                return sent(scope, account);
            }
            var outcome = sentWithToken(tokens.get(), scope, account);
            if (outcome instanceof Unauthorized) {
                tokens.get().forget(account);
                outcome = sentWithToken(tokens.get(), scope, account);
            }
            return outcome instanceof Unauthorized(var refusal) ? refusal : ((Done) outcome).outcome();
        } catch (Fault e) {
            return new SendOutcome.Rejected("channel-file", e.says());
        }
    }

    private sealed interface Try {}

    private record Done(SendOutcome outcome) implements Try {}

    /// Surely not sent: the token was not taken.
    private record Unauthorized(SendOutcome refusal) implements Try {}

    private Try sentWithToken(TokenSource source, Scope scope, ChannelAccount account) {
        return switch (source.token(account, scope, this::call)) {
            case TokenSource.Minting.Bad(var outcome) -> new Done(outcome);
            case TokenSource.Minting.Good(var token) -> {
                var reply = call(request(scope.set("token", token), account, clock.instant()));
                var outcome = outcome(reply, scope);
                yield reply instanceof Reply.Answer answer && answer.status() == 401
                        ? new Unauthorized(outcome)
                        : new Done(outcome);
            }
        };
    }

    private SendOutcome sent(Scope scope, ChannelAccount account) {
        return outcome(call(request(scope, account, clock.instant())), scope);
    }

    /// The request for a part as it would be written, with `token` in the place of one that the provider gives.
    ///
    /// @param now when it is signed
    /// @throws Fault where it cannot be written
    public OutboundRequest request(
            Outgoing message,
            Outgoing.Part part,
            ChannelAccount account,
            String callbackUrl,
            String token,
            Instant now) {
        return request(scope(message, part, account, callbackUrl).set("token", token), account, now);
    }

    /// What an answer to the part's request would come to.
    ///
    /// @param headers by their names in lower case
    public SendOutcome outcome(
            Outgoing message,
            Outgoing.Part part,
            ChannelAccount account,
            int status,
            Map<String, String> headers,
            String body) {
        return outcomes.of(
                status,
                body.getBytes(UTF_8),
                headers.getOrDefault("content-type", ""),
                Optional.empty(),
                scope(message, part, account, "").set("header", headers));
    }

    private OutboundRequest request(Scope scope, ChannelAccount account, Instant now) {
        for (var request : requests) {
            if (request.when().isEmpty() || request.when().get().holds(scope)) {
                return request.filled(scope, account, now);
            }
        }
        throw Fault.of("send", "no request is for such a message");
    }

    private Reply call(OutboundRequest written) {
        var request = HttpRequest.newBuilder(written.url())
                .timeout(ProviderCall.ANSWER_MAX)
                .method(
                        written.method(),
                        written.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(written.body()));
        try {
            written.headers().forEach(request::header);
        } catch (IllegalArgumentException e) { // names the value, which may be a secret
            throw Fault.of("headers", "a header cannot have such a value");
        }
        return ProviderCall.make(http, request.build());
    }

    private SendOutcome outcome(Reply reply, Scope scope) {
        return switch (reply) {
            case Reply.NoConnection no -> no.outcome();
            case Reply.NoAnswer no -> no.outcome();
            case Reply.Answer answer -> {
                var headers = new HashMap<String, String>();
                answer.response().headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
                yield outcomes.of(
                        answer.status(),
                        answer.body().getBytes(UTF_8),
                        headers.getOrDefault("content-type", ""),
                        answer.retryAfter(),
                        scope.set("header", headers));
            }
        };
    }

    /// In this order, for a request is the same each time it is written.
    private Map<String, String> offer(Message.Offer offer) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", offer.id());
        fields.put("label", Wording.begun(offer.label(), labelMaxChars));
        return fields;
    }

    private Scope scope(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        var offers = part.offers().stream().map(this::offer).toList();
        var reference = new Outgoing.PartRef(message.id(), part.number()).toString();
        var secrets = new HashMap<String, String>();
        account.secrets().forEach((String name, Secret secret) -> secrets.put(name, secret.value()));
        return new Scope()
                .set(
                        "message",
                        Map.of(
                                "text", part.text(),
                                "to", message.to().value(),
                                "reference", reference,
                                "key",
                                        UUID.nameUUIDFromBytes(reference.getBytes(UTF_8))
                                                .toString(),
                                "number", (long) part.number(),
                                "offers", offers,
                                "language", message.language().toLanguageTag(),
                                "automatic", message.automatic()))
                .set("callback", callbackUrl)
                .set("account", Map.of("id", account.id(), "address", account.ownAddress()))
                .set("setting", account.settings())
                .set("secret", secrets);
    }
}

package io.glassline.declared.cases;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.declared.channel.DeclaredAdapter;
import io.glassline.kit.ChannelSample;
import io.glassline.message.Content;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The calls of the cases beside a channel file, as a sample for the questions that every channel is asked.
///
/// @param cases each of which holds
public record CasesSample(DeclaredAdapter adapter, ChannelCases cases) implements ChannelSample {

    @Override
    public ChannelAccount account() {
        return cases.account();
    }

    @Override
    public List<WebhookCall> genuine() {
        return those(receipt -> receipt instanceof Receipt.Events || receipt instanceof Receipt.Handshake);
    }

    @Override
    public List<WebhookCall> signs() {
        return those(receipt -> receipt instanceof Receipt.Events(var events, var _)
                && !events.isEmpty()
                && events.stream().allMatch(ChannelEvent.SignalReceived.class::isInstance));
    }

    @Override
    public List<WebhookCall> stopsByProvider() {
        return those(receipt -> receipt instanceof Receipt.Events(var events, var _)
                && events.stream().anyMatch(ChannelEvent.OptedOut.class::isInstance));
    }

    /// The first case of which nothing is made, else of which something is kept that cannot be carried.
    @Override
    public WebhookCall ofUnknownKind() {
        return those(Receipt.Nothing.class::isInstance).stream()
                .findFirst()
                .or(() -> those(CasesSample::isUnsupported).stream().findFirst())
                .orElseThrow(() -> new IllegalStateException(
                        "no case has a kind of message that the file has no rule for; write one"));
    }

    private static boolean isUnsupported(Receipt receipt) {
        return receipt instanceof Receipt.Events events
                && events.fromCitizens().stream().anyMatch(event -> event.content() instanceof Content.Unsupported);
    }

    private List<WebhookCall> those(Predicate<Receipt> which) {
        var run = new CasesRun(adapter, cases);
        return cases.received().stream()
                .filter(one -> which.test(run.receipt(one)))
                .map(one -> one.isSigned() ? one.call() : adapter.signed(one.call(), account()))
                .toList();
    }

    @Override
    public WebhookCall withBody(WebhookCall call, byte[] body) {
        return adapter.signed(
                new WebhookCall(
                        call.method(), call.endpoint(), call.publicUrl(), call.headers(), body, call.receivedAt()),
                account());
    }

    @Override
    public WebhookCall withWrongProof(WebhookCall call) {
        var secrets = account().secrets().keySet().stream()
                .collect(Collectors.toMap(secret -> secret, _ -> new Secret("Z3Vlc3NlZC1ieS1ub2JvZHk=")));
        var stranger =
                new ChannelAccount(account().id(), account().kind(), account().ownAddress(), Map.of(), secrets);
        var url = call.publicUrl();
        for (var secret : account().secrets().values()) {
            url = url.replace(secret.value(), "guess");
        }
        var headers = new HashMap<>(call.headers());
        headers.keySet().removeIf(header -> header.contains("signature"));
        return adapter.signed(
                new WebhookCall(call.method(), call.endpoint(), url, headers, call.body(), call.receivedAt()),
                stranger);
    }
}

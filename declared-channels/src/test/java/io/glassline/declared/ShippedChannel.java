package io.glassline.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.AdapterContract;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.config.Problem;
import io.glassline.declared.cases.CasesReader;
import io.glassline.declared.cases.CasesRun;
import io.glassline.declared.cases.ChannelCases;
import io.glassline.declared.channel.DeclaredAdapter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A channel file of `config/channels`, held to what every adapter promises with the calls of its own cases.
abstract class ShippedChannel extends AdapterContract {

    static final Path CONFIG = Path.of("..", "config");

    private static final Map<String, Read> READ = new ConcurrentHashMap<>();

    private final String name;
    private final String unknownKind;
    private final List<Problem> problems;
    private final DeclaredAdapter adapter;
    private final ChannelCases cases;

    private record Read(DeclaredAdapter adapter, ChannelCases cases, List<Problem> problems) {

        static Read of(String name) {
            var problems = new ArrayList<Problem>();
            var adapter = new DeclaredChannels(InstantSource.system())
                    .read(CONFIG, name + ".yml", problems)
                    .orElseThrow(() -> new AssertionError(problems.toString()));
            var cases = CasesReader.read(CONFIG, "channels/" + name + ".cases.yml", adapter.kind(), problems)
                    .orElseThrow(() -> new AssertionError(problems.toString()));
            return new Read(adapter, cases, problems);
        }
    }

    /// @param unknownKind the case with a kind of message that the file has no rule for
    ShippedChannel(String name, String unknownKind) {
        this.name = name;
        this.unknownKind = unknownKind;
        var read = READ.computeIfAbsent(name, Read::of);
        this.adapter = read.adapter();
        this.cases = read.cases();
        this.problems = read.problems();
    }

    @Test
    void itsCasesHold() {
        assertThat(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")))
                .as(name)
                .isEmpty();
    }

    @Override
    protected ChannelAdapter adapter() {
        return adapter;
    }

    @Override
    protected ChannelAccount account() {
        return cases.account();
    }

    @Override
    protected List<WebhookCall> genuine() {
        return those(receipt -> receipt instanceof Receipt.Events || receipt instanceof Receipt.Handshake);
    }

    @Override
    protected List<WebhookCall> signs() {
        return those(receipt -> receipt instanceof Receipt.Events(var events, var _)
                && !events.isEmpty()
                && events.stream().allMatch(ChannelEvent.SignalReceived.class::isInstance));
    }

    @Override
    protected List<WebhookCall> stopsByProvider() {
        return those(receipt -> receipt instanceof Receipt.Events(var events, var _)
                && events.stream().anyMatch(ChannelEvent.OptedOut.class::isInstance));
    }

    private List<WebhookCall> those(Predicate<Receipt> which) {
        var run = new CasesRun(adapter, cases);
        return cases.received().stream()
                .filter(one -> which.test(run.receipt(one)))
                .map(this::call)
                .toList();
    }

    private WebhookCall call(ChannelCases.Received one) {
        return one.isSigned() ? one.call() : adapter.signed(one.call(), account());
    }

    @Override
    protected WebhookCall withBody(WebhookCall call, byte[] body) {
        return adapter.signed(
                new WebhookCall(
                        call.method(), call.endpoint(), call.publicUrl(), call.headers(), body, call.receivedAt()),
                account());
    }

    @Override
    protected WebhookCall withWrongProof(WebhookCall call) {
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

    @Override
    protected WebhookCall ofUnknownKind() {
        return cases.received().stream()
                .filter(one -> one.name().equals(unknownKind))
                .map(this::call)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no case \"" + unknownKind + "\""));
    }
}

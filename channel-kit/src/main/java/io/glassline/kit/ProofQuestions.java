package io.glassline.kit;

import static io.glassline.kit.ChannelUnderTest.shown;

import io.glassline.channel.Proof;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whose call it is.
final class ProofQuestions {

    private static final String NO_CALLS = "the sample has no genuine calls";
    private static final byte[] FORGED = "&forged=1".getBytes(StandardCharsets.UTF_8);

    private ProofQuestions() {}

    static Verdict wrongProof(ChannelUnderTest channel) {
        var sample = channel.sample();
        return Verdict.ofEach(
                sample.genuine(),
                NO_CALLS,
                call -> Stream.of(
                                sample.withWrongProof(call),
                                sample.withWrongProof(sample.withBody(call, sample.garbage())))
                        .flatMap(forged -> unlessRefused(channel.receive(forged)).stream())
                        .findFirst());
    }

    private static Optional<String> unlessRefused(Receipt receipt) {
        return receipt instanceof Receipt.Refused(var fault, var _) && fault != Fault.MALFORMED
                ? Optional.empty()
                : Optional.of("with the wrong proof it is " + shown(receipt));
    }

    static Verdict forgedBody(ChannelUnderTest channel) {
        var forged = channel.sample().genuine().stream()
                .filter(call -> call.body().length > 0)
                .flatMap(call -> Stream.of(longer(call), shorter(call))
                        .filter(body -> isProofOfBody(call, body, channel.sample()))
                        .map(body -> with(call, body)))
                .toList();
        return Verdict.ofEach(
                forged,
                "the provider's proof does not depend on the body",
                call -> unlessRefused(channel.receive(call)));
    }

    private static byte[] longer(WebhookCall call) {
        return Bytes.joined(call.body(), FORGED);
    }

    private static byte[] shorter(WebhookCall call) {
        return Arrays.copyOf(call.body(), call.body().length / 2);
    }

    private static boolean isProofOfBody(WebhookCall call, byte[] body, ChannelSample sample) {
        var proven = sample.withBody(call, body);
        return !proven.headers().equals(call.headers()) || !proven.publicUrl().equals(call.publicUrl());
    }

    private static WebhookCall with(WebhookCall call, byte[] body) {
        return new WebhookCall(
                call.method(), call.endpoint(), call.publicUrl(), call.headers(), body, call.receivedAt());
    }

    /// Else anyone could fill the quarantine.
    static Verdict malformedOnlyIfProven(ChannelUnderTest channel) {
        var sample = channel.sample();
        return Verdict.ofEach(
                sample.genuine(),
                NO_CALLS,
                call -> Stream.of(call.body(), sample.garbage(), new byte[0])
                        .map(body -> channel.receive(sample.withWrongProof(sample.withBody(call, body))))
                        .filter(receipt ->
                                receipt instanceof Receipt.Refused(var fault, var _) && fault == Fault.MALFORMED)
                        .map(receipt -> "unproven, and yet " + shown(receipt))
                        .findFirst());
    }

    static Verdict genuine(ChannelUnderTest channel) {
        return Verdict.ofEach(
                channel.sample().genuine(),
                NO_CALLS,
                call -> Optional.of(channel.receive(call))
                        .filter(Receipt.Refused.class::isInstance)
                        .map(ChannelUnderTest::shown));
    }

    /// What is kept is read again one day, and is proven anew then.
    static Verdict keptWithoutSecrets(ChannelUnderTest channel) {
        return Verdict.ofEach(
                channel.sample().genuine().stream()
                        .filter(call -> channel.receive(call) instanceof Receipt.Events)
                        .toList(),
                "no genuine call has something in it that is kept",
                call -> keptWithoutSecrets(call, channel));
    }

    private static Optional<String> keptWithoutSecrets(WebhookCall call, ChannelUnderTest channel) {
        var kept = Proof.withoutSecrets(call, channel.sample().account());
        if (secrets(channel).stream().anyMatch((kept.publicUrl() + kept.headers())::contains)) {
            return Optional.of("a secret is kept with it");
        }
        var again = channel.receive(kept);
        return again.equals(channel.receive(call))
                ? unlessRefused(channel.receive(channel.sample().withWrongProof(kept)))
                : Optional.of("read again it is " + shown(again));
    }

    static Verdict noSecretPrinted(ChannelUnderTest channel) {
        var sample = channel.sample();
        var printed = new ArrayList<String>(List.of(sample.account().toString()));
        for (var call : sample.genuine()) {
            printed.add(channel.receive(call).toString());
            printed.add(channel.receive(sample.withWrongProof(call)).toString());
            printed.add(channel.receive(sample.withBody(call, sample.garbage())).toString());
        }
        return Verdict.of(printed.stream()
                .filter(line -> secrets(channel).stream().anyMatch(line::contains))
                .map(ChannelUnderTest::shown)
                .findFirst());
    }

    private static List<String> secrets(ChannelUnderTest channel) {
        return channel.sample().account().secrets().values().stream()
                .map(Secret::value)
                .toList();
    }
}

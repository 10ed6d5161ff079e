package io.glassline.kit;

import static io.glassline.kit.ChannelUnderTest.shown;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.SendOutcome;
import io.glassline.kit.Verdict.DoesNotApply;
import io.glassline.kit.Verdict.Failed;
import io.glassline.kit.Verdict.Held;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What becomes of a part, by the provider's answer to it.
final class SendQuestions {

    private static final String TEXT = "It will be mended on Monday.";
    private static final String CALLBACK = "https://city.example/channels/city";

    /// What may be on its way when an answer is not read any further.
    private static final long ANSWER_MAX_BYTES = 24L << 20;

    private SendQuestions() {}

    static Question of(ProviderAnswer answer) {
        return new Question(
                "answer-" + answer.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                answer.sentence(),
                answer.waits(),
                channel -> answered(answer, channel));
    }

    private static Verdict answered(ProviderAnswer answer, ChannelUnderTest channel) throws IOException {
        if (!(channel.adapter() instanceof PushAdapter adapter)) {
            return new DoesNotApply("the channel does not call its provider");
        }
        var provider = channel.sample().provider();
        if (provider.isEmpty()) {
            return new DoesNotApply("the sample has no stand-in of the provider");
        }
        try (var standIn = provider.get()) {
            if (!standIn.answers().contains(answer)) {
                return new DoesNotApply("the provider has no such answer");
            }
            standIn.answer(answer);
            return verdict(answer, standIn, channel, adapter);
        }
    }

    private static Verdict verdict(
            ProviderAnswer answer, ProviderStandIn standIn, ChannelUnderTest channel, PushAdapter adapter) {
        SendOutcome outcome;
        try {
            outcome = send(channel, adapter, standIn.account());
        } catch (TimeoutException e) {
            return new Failed("it still waits after " + channel.sample().sendMax());
        }
        if (!answer.isRightly(outcome)) {
            return new Failed(answer.name().toLowerCase(Locale.ROOT) + " comes to " + shown(outcome.toString()));
        }
        if (standIn.sends() != 1) {
            return new Failed(
                    "the call is made " + standIn.sends() + " times; whether it is made again, the gateway says");
        }
        return standIn.bytesAnswered() <= ANSWER_MAX_BYTES
                ? new Held()
                : new Failed("it reads an answer of %,d bytes".formatted(standIn.bytesAnswered()));
    }

    static Verdict unreachable(ChannelUnderTest channel) throws IOException {
        if (!(channel.adapter() instanceof PushAdapter adapter)) {
            return new DoesNotApply("the channel does not call its provider");
        }
        var provider = channel.sample().provider();
        if (provider.isEmpty()) {
            return new DoesNotApply("the sample has no stand-in of the provider");
        }
        var nobody = provider.get().account();
        provider.get().close();
        try {
            var outcome = send(channel, adapter, nobody);
            return outcome instanceof SendOutcome.Retry ? new Held() : new Failed(shown(outcome.toString()));
        } catch (TimeoutException e) {
            return new Failed("it still waits after " + channel.sample().sendMax());
        }
    }

    /// @throws TimeoutException when it takes longer than it may; it is stopped then.
    private static SendOutcome send(ChannelUnderTest channel, PushAdapter adapter, ChannelAccount account)
            throws TimeoutException {
        var message = channel.outgoing(TEXT, 0);
        Callable<SendOutcome> send =
                () -> adapter.send(message, adapter.render(message).getFirst(), account, CALLBACK);
        var sending = new FutureTask<>(send);
        var thread = Thread.ofVirtual().start(sending);
        try {
            return sending.get(channel.sample().sendMax().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the send threw " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            thread.interrupt();
        }
    }
}

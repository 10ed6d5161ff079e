package io.glassline.kit;

import io.glassline.channel.Secret;
import io.glassline.kit.Verdict.Failed;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Asks the questions of a channel.
public final class Kit {

    /// A question, and how to have its verdict: the first call of `verdict` finds it out, or waits for it.
    public record Asked(Question question, Supplier<Verdict> verdict) {}

    private Kit() {}

    /// All questions of the kit, in their order. Those that wait for a provider begin at once and go on beside the
    /// others, so that a channel takes as long as the slowest of them.
    public static List<Asked> ask(ChannelUnderTest channel) {
        return Questions.ALL.stream()
                .map(question -> new Asked(
                        question, question.waits() ? begun(question, channel) : () -> verdict(question, channel)))
                .toList();
    }

    private static Supplier<Verdict> begun(Question question, ChannelUnderTest channel) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var verdict = CompletableFuture.supplyAsync(() -> verdict(question, channel), threads);
        threads.shutdown();
        return verdict::join;
    }

    /// An adapter that throws has failed the question.
    public static Verdict verdict(Question question, ChannelUnderTest channel) {
        Verdict verdict;
        try {
            verdict = question.inquiry().into(channel);
        } catch (RuntimeException | StackOverflowError e) {
            verdict = new Failed("threw " + e + thrownAt(e));
        } catch (IOException e) {
            verdict = new Failed("the stand-in of the provider could not be started: " + e);
        }
        return verdict instanceof Failed(var counterExample)
                ? new Failed(withoutSecrets(counterExample, channel))
                : verdict;
    }

    private static String thrownAt(Throwable e) {
        return e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
    }

    /// Reports are shown to people and kept by builds.
    private static String withoutSecrets(String text, ChannelUnderTest channel) {
        var without = text;
        for (var secret : channel.sample().account().secrets().values()) {
            without = without.replace(secret.value(), new Secret("").toString());
        }
        return without;
    }
}

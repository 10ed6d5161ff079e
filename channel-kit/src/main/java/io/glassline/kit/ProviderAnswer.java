package io.glassline.kit;

import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendOutcome.Accepted;
import io.glassline.channel.SendOutcome.AccountFault;
import io.glassline.channel.SendOutcome.Busy;
import io.glassline.channel.SendOutcome.Rejected;
import io.glassline.channel.SendOutcome.Retry;
import io.glassline.channel.SendOutcome.Unknown;
import io.glassline.channel.SendOutcome.Unwanted;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// The kinds of answers that a provider gives to a send, and what each must come to.
public enum ProviderAnswer {
    ACCEPTED(
            "a part that the provider takes is accepted, under the provider's name for it",
            outcome -> outcome instanceof Accepted(var id) && !id.isBlank()),

    TROUBLE("a provider in trouble is tried again", Retry.class::isInstance),

    /// As [#TROUBLE] or [#BUSY], and asks for a wait of [#WAIT].
    WAITS("the wait that a provider asks for is kept", outcome -> isWaitedFor(outcome)),

    BUSY("a provider that is asked too quickly is not in trouble: it is busy", Busy.class::isInstance),

    ACCOUNT_FAULT("a fault of the account is no fault of the message", AccountFault.class::isInstance),

    REJECTED(
            "what the provider will never take is rejected, with its code",
            outcome -> outcome instanceof Rejected(var code, var _) && !code.isBlank()),

    OPTED_OUT(
            "a citizen who has told the provider to stop is told to us",
            outcome -> outcome instanceof Unwanted
                    || outcome instanceof Rejected(var code, var _) && code.equals(Rejected.OPTED_OUT)),

    /// A success, by its status, whose words make no sense.
    GARBAGE("an answer that makes no sense leaves open what became of the part", Unknown.class::isInstance),

    /// The connection ends after the request, without an answer.
    HANGS_UP(
            "a connection that breaks after the request leaves open what became of the part",
            Unknown.class::isInstance),

    /// No byte comes.
    SILENT(
            "a provider that never answers is left in time, and leaves open what became of the part",
            Unknown.class::isInstance),

    /// The beginning of an answer comes and not its end.
    STALLED(
            "a provider that stops in the middle of its answer is left in time, and leaves it open",
            Unknown.class::isInstance),

    /// The answer has no end.
    ENDLESS("an answer without an end is not read to the end", Unknown.class::isInstance);

    /// How long a provider that says [#WAITS] asks us to wait.
    public static final Duration WAIT = Duration.ofSeconds(7);

    private final String sentence;
    private final Predicate<SendOutcome> right;

    ProviderAnswer(String sentence, Predicate<SendOutcome> right) {
        this.sentence = sentence;
        this.right = right;
    }

    String sentence() {
        return sentence;
    }

    boolean isRightly(SendOutcome outcome) {
        return right.test(outcome);
    }

    /// Whether it takes as long as a provider is waited for.
    boolean waits() {
        return this == SILENT || this == STALLED;
    }

    private static boolean isWaitedFor(SendOutcome outcome) {
        return switch (outcome) {
            case Retry(var _, var after) -> after.equals(Optional.of(WAIT));
            case Busy(var _, var _, var after) -> after.equals(Optional.of(WAIT));
            case Accepted _, AccountFault _, Rejected _, Unwanted _, Unknown _ -> false;
        };
    }
}

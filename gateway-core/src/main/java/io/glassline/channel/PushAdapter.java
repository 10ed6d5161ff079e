package io.glassline.channel;

import java.time.Instant;
import java.util.function.Predicate;

/// A channel we write to whenever we like, by calling the provider: text messages, chat, mail.
public non-sealed interface PushAdapter extends ChannelAdapter {

    /// Hands one part to the provider and says what came of it. Blocks, for no longer than the account's time
    /// limit. Never throws for anything a provider or a network can do.
    ///
    /// @param callbackUrl where the provider reports deliveries to, for providers that are told so with each
    ///     message.
    SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl);

    /// How an account sends that does not say otherwise.
    SendPolicy usualPolicy();

    /// How much one address and the city may say to each other.
    default TrafficBudget usualBudget() {
        return TrafficBudget.USUAL;
    }

    /// Asks the provider what became of a part that was handed over at `handedOverAt` without an answer.
    ///
    /// @param isKnown tells the provider's ids of parts of ours, none of which this part can be: the same words may
    ///     have gone to the same citizen before.
    /// @return [SendOutcome.Accepted] when it has it, [SendOutcome.Retry] when it surely has not, and
    ///     [SendOutcome.Unknown] when it cannot be asked or did not say.
    default SendOutcome askAfter(
            Outgoing message,
            Outgoing.Part part,
            ChannelAccount account,
            Instant handedOverAt,
            Predicate<String> isKnown) {
        return new SendOutcome.Unknown(kind() + " cannot be asked what became of a message");
    }
}

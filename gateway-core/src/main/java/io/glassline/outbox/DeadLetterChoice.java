package io.glassline.outbox;

import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.Optional;

/// Which dead letters are meant; what is empty leaves none out.
///
/// @param reason the code of a part that failed, such as `unreachable` or `30003`, or where the provider gave none, why
///     the sending ended, in our words
/// @param since the sending ended then or later
/// @param until the sending ended before
public record DeadLetterChoice(
        Optional<String> accountId,
        Optional<ChannelKind> channel,
        Optional<String> reason,
        Optional<Instant> since,
        Optional<Instant> until) {

    public static final DeadLetterChoice ALL = new DeadLetterChoice(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

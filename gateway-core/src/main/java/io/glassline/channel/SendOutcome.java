package io.glassline.channel;

import java.time.Duration;
import java.util.Optional;

/// What a send came to. Failing to send is an everyday result and is returned, not thrown.
public sealed interface SendOutcome {

    record Accepted(String providerId) implements SendOutcome {}

    /// Surely not sent, and worth trying again, not before `after` if the provider said so.
    record Retry(String because, Optional<Duration> after) implements SendOutcome {}

    /// Will never work for this message. An agent is told.
    record Rejected(String code, String because) implements SendOutcome {}

    /// The citizen blocked us. Stop writing to this address.
    record Unwanted(String because) implements SendOutcome {}

    /// Handed over, and no answer came: the provider may or may not have sent it.
    record Unknown(String because) implements SendOutcome {}
}

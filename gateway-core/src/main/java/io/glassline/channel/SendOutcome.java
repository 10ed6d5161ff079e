package io.glassline.channel;

import java.time.Duration;
import java.util.Optional;

/// What a send came to. Failing to send is an everyday result and is returned, not thrown.
public sealed interface SendOutcome {

    record Accepted(String providerId) implements SendOutcome {}

    /// Surely not sent, for a trouble of the provider's that passes. Worth trying again, not before `after` if
    /// the provider said so.
    record Retry(String because, Optional<Duration> after) implements SendOutcome {}

    /// Surely not sent: we were too quick. The provider is well. `after` is how long it asks us to wait, if it
    /// says.
    record Busy(Limit limit, String because, Optional<Duration> after) implements SendOutcome {}

    /// What a limit holds back.
    enum Limit {
        /// All that the account sends.
        ACCOUNT,
        /// What goes to this citizen, and nothing else.
        RECIPIENT
    }

    /// Surely not sent, for a reason that has nothing to do with the message: the account's token is expired or
    /// revoked, it is suspended, it has not paid. Nothing of the account goes out until people have mended it.
    record AccountFault(String code, String because) implements SendOutcome {}

    /// Will never work for this message. An agent is told. `code` is one of the words below where the
    /// provider's reason is one of them, else the provider's own code.
    record Rejected(String code, String because) implements SendOutcome {

        /// The citizen must write first: the provider takes nothing but templates now.
        public static final String WINDOW_CLOSED = "window-closed";

        /// The phone is off, the number or chat is none, or cannot have messages.
        public static final String UNREACHABLE = "unreachable";

        /// The mailbox is full. The outbox tries it again for some days.
        public static final String MAILBOX_FULL = "mailbox-full";

        /// The citizen has told the provider to stop, or blocked us.
        public static final String OPTED_OUT = "opted-out";

        /// A carrier or the provider took it for what nobody wants.
        public static final String FILTERED = "filtered";

        /// The provider does not send this template, or not as it was filled in.
        public static final String TEMPLATE = "template";
    }

    /// The citizen blocked us. Stop writing to this address.
    record Unwanted(String because) implements SendOutcome {}

    /// Handed over, and no answer came: the provider may or may not have sent it.
    record Unknown(String because) implements SendOutcome {}
}

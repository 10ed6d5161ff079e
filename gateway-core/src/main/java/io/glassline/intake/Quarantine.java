package io.glassline.intake;

import io.glassline.audit.Actor;
import io.glassline.channel.WebhookCall;
import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Deliveries that are the provider's and could not be read, as they came: nothing that was given to us is thrown
/// away because we did not understand it. People look at them, and a better adapter reads them again.
///
/// A delivery is its account, method, endpoint, query and body: one that a provider sends again is kept once.
///
/// Calls block, and are durable when they return. Every change, and every look at what citizens wrote, is an entry
/// of the audit stream, written in the same transaction. The contract is executable: see `QuarantineContract`.
public interface Quarantine {

    /// Keeps a delivery, dated when it came. One that is kept already stays as it is, settled or not.
    ///
    /// @param because what was wrong with it, without any word of it.
    /// @return whether it is new.
    boolean keep(String accountId, ChannelKind channel, WebhookCall call, String because);

    /// What is not settled, the latest first.
    List<Line> waiting(int countMax);

    /// How many are not settled.
    long waitingCount();

    /// The delivery, for reading it again.
    Optional<Kept> find(long number);

    /// The delivery, for a person to look at.
    Optional<Kept> view(long number, Actor by, Instant at);

    /// Nothing more is to be done about the delivery.
    ///
    /// @return whether that is new; false also when there is no such delivery.
    boolean settle(long number, How how, Actor by, Instant at);

    enum How {
        /// An adapter has understood it, and what was in it is stored.
        READ_AGAIN,

        /// Someone has looked at it and decided that it is of no use.
        SET_ASIDE
    }

    record Line(long number, String accountId, ChannelKind channel, String because, Instant receivedAt, int bytes) {}

    record Kept(Line line, WebhookCall call, Optional<How> settled) {}
}

package io.glassline.programme;

import io.glassline.conversation.Lane;
import io.glassline.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Somebody who is to get a campaign, taken up under a lease.
///
/// @param message the id that their message has or will have; of each campaign and subscription there is one
/// @param isSubscribed whether they have the programme still
/// @param citizenWroteAt when they last wrote on this lane
public record Recipient(
        Campaign.Id campaign,
        Message.Id message,
        Lane lane,
        Locale language,
        boolean isSubscribed,
        Optional<Instant> citizenWroteAt) {

    /// Why somebody does not get a campaign.
    public enum Reason {
        /// Left the programme after the campaign began.
        LEFT,
        /// Said STOP, or wants nothing in bulk.
        OPTED_OUT,
        /// The provider takes nothing until the citizen writes, but what it has approved before.
        WINDOW_CLOSED,
        /// The account is configured no more, or only speaks.
        NO_CHANNEL,
        /// A person stopped the campaign.
        STOPPED;

        /// `window-closed`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// What stands against sending to them at `now`; empty where nothing does.
    ///
    /// @param canSend whether the account is there and writes
    /// @param isForbidden whether the consent ledger forbids it
    /// @param window for how long after a citizen's words the provider takes ours, if not always
    public Optional<Reason> leftOut(boolean canSend, boolean isForbidden, Optional<Duration> window, Instant now) {
        if (!isSubscribed) {
            return Optional.of(Reason.LEFT);
        }
        if (isForbidden) {
            return Optional.of(Reason.OPTED_OUT);
        }
        if (!canSend) {
            return Optional.of(Reason.NO_CHANNEL);
        }
        var isClosed = window.isPresent()
                && citizenWroteAt
                        .map(wrote -> wrote.plus(window.get()).isBefore(now))
                        .orElse(true);
        return isClosed ? Optional.of(Reason.WINDOW_CLOSED) : Optional.empty();
    }
}

package io.glassline.rating;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A conversation that ended and about which nobody was asked yet, with all that tells whether to ask.
///
/// @param about what was decided last in it, as decisions name it; empty where nothing was
/// @param isAnswered whether the bot answered in it, or a person had it
/// @param isEmergency whether an emergency was heard or asked about in it, or it ever waited as one
/// @param isMachines whether a machine wrote in it
/// @param wroteAt when the citizen wrote last in it
public record Ended(
        Conversation conversation,
        String about,
        boolean isAnswered,
        boolean isEmergency,
        boolean isMachines,
        Optional<Instant> wroteAt) {

    /// Why somebody is not asked.
    public enum Obstacle {
        /// Neither the bot nor a person answered.
        NOT_ANSWERED,
        EMERGENCY,
        /// A machine wrote.
        MACHINE,
        /// The citizen left a form in the middle.
        FORM_LEFT,
        /// The citizen wants no messages.
        OPTED_OUT,
        /// The same person was asked not long ago.
        ASKED_LATELY,
        /// Another conversation has begun on the lane.
        GOES_ON,
        /// The provider takes nothing so long after the citizen's last words.
        WINDOW_CLOSED,
        /// The account is gone, is spoken on, or does not send by itself.
        CANNOT_SEND;

        /// The word for it in the table and on pages.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// What else must be known, from outside of the conversation.
    ///
    /// @param window for how long after a citizen's words the provider takes ours, if not always
    public record Circumstances(
            boolean canSend, boolean isOptedOut, boolean isAskedLately, boolean isLatest, Optional<Duration> window) {}

    /// Why the citizen is not asked, whatever is around; empty when that has to be looked at.
    public Optional<Obstacle> obstacle() {
        if (isEmergency) {
            return Optional.of(Obstacle.EMERGENCY);
        }
        if (isMachines) {
            return Optional.of(Obstacle.MACHINE);
        }
        if (conversation.stage() instanceof Stage.Closed(var _, var outcome) && outcome.equals(Stage.FORM_LEFT)) {
            return Optional.of(Obstacle.FORM_LEFT);
        }
        return isAnswered ? Optional.empty() : Optional.of(Obstacle.NOT_ANSWERED);
    }

    /// Why the citizen is not asked at `now`, where [#obstacle()] finds nothing; empty when they are.
    public Optional<Obstacle> obstacle(Circumstances around, Instant now) {
        if (!around.canSend()) {
            return Optional.of(Obstacle.CANNOT_SEND);
        }
        if (around.isOptedOut()) {
            return Optional.of(Obstacle.OPTED_OUT);
        }
        if (!around.isLatest()) {
            return Optional.of(Obstacle.GOES_ON);
        }
        if (around.isAskedLately()) {
            return Optional.of(Obstacle.ASKED_LATELY);
        }
        var isClosed = around.window().isPresent()
                && wroteAt.map(wrote -> wrote.plus(around.window().get()).isBefore(now))
                        .orElse(true);
        return isClosed ? Optional.of(Obstacle.WINDOW_CLOSED) : Optional.empty();
    }
}

package io.glassline.turn;

import io.glassline.conversation.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which phone calls are on the line. A call is the lane of one caller in one call.
///
/// Providers tell that a call ended, but not always, and not always in order: a call that nothing is heard of for
/// [#QUIET_MAX] counts as ended, too.
///
/// Writes are durable when they return. Safe to call from any thread. The contract is executable: every
/// implementation passes `PhoneLinesContract`.
public interface PhoneLines {

    /// A request of a call comes at least so often: what is spoken in one breath, and what the caller says to
    /// it, are shorter.
    Duration QUIET_MAX = Duration.ofMinutes(10);

    /// The provider asked what to do next on this call.
    ///
    /// @return false if the provider has said before that the call ended: this request was late.
    boolean heard(Lane call, Instant now);

    /// A socket was opened to speak on this call: from now on only it does.
    ///
    /// @return false if the provider has said before that the call ended.
    boolean opened(Lane call, UUID socket, Instant now);

    /// The call goes on, and `socket` is about to speak on it.
    ///
    /// @return false if the call has ended, or a later socket speaks on it: what this one says nobody hears.
    boolean speaks(Lane call, UUID socket, Instant now);

    /// The provider said that the call ended. The first time it says so counts.
    void ended(Lane call, Instant at);

    Optional<PhoneLine> find(Lane call);

    /// Calls that ended, or of which nothing was heard since `quietBefore`, and on which something is left to do:
    /// not [#settled] yet, or with something queued to be said.
    List<Lane> unsettled(Instant quietBefore, int countMax);

    /// Nothing is left to do on this call, until it is heard of again.
    void settled(Lane call);

    /// A call as the desk sees it.
    record PhoneLine(Instant heardAt, Optional<Instant> endedAt) {

        public boolean isOpen(Instant now) {
            return endedAt.isEmpty() && heardAt.isAfter(now.minus(QUIET_MAX));
        }
    }
}

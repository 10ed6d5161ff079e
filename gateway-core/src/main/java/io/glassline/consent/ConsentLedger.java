package io.glassline.consent;

import io.glassline.conversation.Lane;

/// Who may be written to. Nothing is ever removed from it; the last line about a lane and a programme counts.
public interface ConsentLedger {

    /// How the lane stands with everything we send: its last line, or [ConsentChange.Standing#IMPLIED] without one.
    ConsentChange.Standing standing(Lane lane);

    /// Writes a line, unless it says what already stands. Durable when it returns, and on the audit stream.
    void write(ConsentChange change);
}

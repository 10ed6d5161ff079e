package io.glassline.answer;

import java.time.Instant;
import java.util.Optional;

/// That an approved answer is given by nobody, as it reads.
///
/// @param number which it is, counted over all that were ever made
/// @param answer its id
/// @param digest of its texts, in lower-case hex
/// @param takenBack when it holds no more; empty while it does
public record Withdrawal(long number, String answer, String digest, Step made, Optional<Step> takenBack) {

    /// @param who of the staff, by their id
    /// @param reason in their words
    public record Step(String who, Instant at, String reason) {}

    public boolean stands() {
        return takenBack.isEmpty();
    }
}

package io.glassline.answer;

import io.glassline.audit.Actor;
import io.glassline.routing.WithdrawnAnswers;
import java.util.List;

/// Takes approved answers out of use, at once and on every node, and back into it. Each is on the record.
///
/// A withdrawal is of an answer as it reads. It holds through restarts and through every version of the configuration
/// in which the answer reads so, until it is taken back.
///
/// Safe to call from any thread. What is refused is an answer; when the record is away, calls throw.
public interface Withdrawals {

    /// The longest reason that can be given.
    int REASON_MAX_CHARS = 400;

    /// All that hold now, as decisions are made by them.
    WithdrawnAnswers standing();

    /// Those of an answer, the latest first, whatever it read.
    List<Withdrawal> of(String answer);

    /// @param digest of the texts that are withdrawn, as whoever does it saw them
    Outcome withdraw(String answer, String digest, String reason, Actor by);

    /// Lets the answer be given again.
    Outcome takeBack(String answer, String digest, String reason, Actor by);

    sealed interface Outcome {

        record Done(Withdrawal withdrawal) implements Outcome {}

        /// @param because a sentence for the person who asked
        record Refused(String because) implements Outcome {}
    }

    /// Why a reason is none that can be kept, in a sentence; empty where it can.
    static String wrongReason(String reason) {
        var length = reason.strip().length();
        if (length == 0) {
            return "Say why: the record keeps the reason, and colleagues read it.";
        }
        if (length > REASON_MAX_CHARS) {
            return "The reason has %d characters; at most %d.".formatted(length, REASON_MAX_CHARS);
        }
        return reason.indexOf(0) >= 0 ? "The reason has the character U+0000 in it, which no text has." : "";
    }
}

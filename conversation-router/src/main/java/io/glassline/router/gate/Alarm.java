package io.glassline.router.gate;

import io.glassline.router.gate.Gates.Emergency;
import java.util.Locale;

/// A text that tells of an emergency, or may.
///
/// @param found the pattern, or how likely it is by what was learnt
/// @param isLearnt whether no pattern found it
/// @param language of the pattern; of what was learnt, the one that the text was taken to be in
public record Alarm(Emergency emergency, Certainty certainty, String found, boolean isLearnt, Locale language) {

    public enum Certainty {
        /// It is answered as an emergency.
        CERTAIN,
        /// The citizen is asked.
        PERHAPS
    }

    /// Where what was learnt is less sure than elsewhere, the citizen is asked.
    public Alarm asked() {
        return isLearnt ? new Alarm(emergency, Certainty.PERHAPS, found, true, language) : this;
    }

    public boolean isCertain() {
        return certainty == Certainty.CERTAIN;
    }
}

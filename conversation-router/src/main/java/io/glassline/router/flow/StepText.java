package io.glassline.router.flow;

import io.glassline.router.words.LocalText;
import java.util.Optional;

/// What a step says.
///
/// @param written as it is read
/// @param heard as a caller hears it, where that differs: who is on the phone sends nothing and taps on nothing
public record StepText(LocalText written, Optional<LocalText> heard) {

    LocalText on(boolean isSpoken) {
        return isSpoken ? heard.orElse(written) : written;
    }
}

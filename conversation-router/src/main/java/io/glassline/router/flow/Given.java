package io.glassline.router.flow;

import java.util.Optional;

/// What a citizen gives as the answer to a question.
///
/// @param picture the id of the message that a picture came with
/// @param picked the value of the choice that was picked
/// @param yes whether the whole message says yes, or no; empty where it says neither
/// @param begins whether it begins with a yes, or with a no: "yes that is right", "no plates on it"
public record Given(
        String words,
        Optional<Pin> pin,
        Optional<String> picture,
        Optional<String> picked,
        Optional<Boolean> yes,
        Optional<Boolean> begins) {

    /// A place on the map, in degrees.
    public record Pin(double latitude, double longitude) {}

    public static Given words(String words) {
        return new Given(
                words, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}

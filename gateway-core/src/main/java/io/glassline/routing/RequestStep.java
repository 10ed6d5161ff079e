package io.glassline.routing;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// One line of a request's journal. Lines are added and never changed, but that a telling is done.
///
/// @param number from 0
/// @param word what happened: a phase, `not-taken`, `joined`, `changed`, `with-photo`, `without-photo`, `photo-refused`
/// @param status the system's own word, where it gave one
/// @param because more about it, in a sentence or the system's notes, or empty
/// @param tell what the citizen is to hear of it, where anything
public record RequestStep(int number, String word, String status, String because, Optional<Notice> tell, Instant at) {

    /// What a citizen is told of a request.
    public enum Notice {
        /// The system has it, under this number.
        ACCEPTED,
        /// Its status or its notes are others now.
        CHANGED,
        /// The system is done with it.
        CLOSED,
        /// The system does not have it, and people go on with it.
        FAILED;

        /// Its name in `services.yml`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

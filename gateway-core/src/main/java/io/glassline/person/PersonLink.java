package io.glassline.person;

import io.glassline.conversation.Lane;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/// That two addresses are one person's, and how that is known. A link joins two and merges nothing, so that
/// undoing it leaves both as they were.
///
/// @param lane where it was asked for
/// @param other the address that was joined to it
/// @param by who of the staff linked them or asked for the code; `citizen` where nobody of the staff did
/// @param because the reason of staff; empty for a code that the citizen asked for
public record PersonLink(UUID id, Lane lane, Lane other, How how, String by, String because, Instant at) {

    /// Who asked where no member of the staff did.
    public static final String CITIZEN = "citizen";

    /// The longest reason, for a link and for undoing it.
    public static final int BECAUSE_MAX_CHARS = 500;

    public PersonLink {
        if (lane.equals(other)) {
            throw new IllegalArgumentException("an address is not linked to itself: " + lane.citizen());
        }
    }

    public enum How {
        /// A code that was sent to one of the addresses came back.
        CODE,
        /// Someone of the staff knows it, and said why.
        STAFF;

        /// The word for it on the record.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

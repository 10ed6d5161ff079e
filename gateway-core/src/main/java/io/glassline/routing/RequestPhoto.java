package io.glassline.routing;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What was decided of the photo that a citizen sent with a request. It is kept before the system is called, so that a
/// second try carries the same.
///
/// @param link where the system fetches it, if it was given an address
public record RequestPhoto(Fate fate, Optional<Link> link) {

    public enum Fate {
        /// It goes to the system with the request.
        SENT,
        /// The request goes without it, for good.
        LEFT;

        /// The word for it on the record.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final RequestPhoto SENT = new RequestPhoto(Fate.SENT, Optional.empty());

    public static final RequestPhoto LEFT = new RequestPhoto(Fate.LEFT, Optional.empty());

    public static RequestPhoto at(Link link) {
        return new RequestPhoto(Fate.SENT, Optional.of(link));
    }

    public boolean isSent() {
        return fate == Fate.SENT;
    }

    /// @param token what cannot be guessed in the photo's address
    /// @param until when the address leads nowhere any more
    public record Link(String token, Instant until) {

        /// Never the token.
        @Override
        public String toString() {
            return "Link[••• until " + until + "]";
        }
    }
}

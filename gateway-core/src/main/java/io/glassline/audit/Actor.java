package io.glassline.audit;

import java.util.Locale;
import java.util.Optional;

/// Who did something: a person of the staff at the console, a program with a token of the API, or the gateway itself.
///
/// `who` is the person's id or the token's name. `from` is the network address the request came from. `onBehalfOf` is
/// there when a program says for whom of the staff it acts.
public record Actor(String who, How how, Optional<String> from, Optional<String> onBehalfOf) {

    /// What the gateway does by itself.
    public static final Actor GATEWAY = new Actor("gateway", How.SYSTEM, Optional.empty(), Optional.empty());

    /// Whoever has a link that was sent to a citizen. Who that is, is not known.
    public static final Actor HOLDER = new Actor("holder", How.LINK, Optional.empty(), Optional.empty());

    public Actor {
        if (who.isBlank()) {
            throw new IllegalArgumentException("an act on the record needs the id of who did it");
        }
    }

    public static Actor atConsole(String staffId) {
        return new Actor(staffId, How.CONSOLE, Optional.empty(), Optional.empty());
    }

    public static Actor byToken(String tokenName) {
        return new Actor(tokenName, How.API, Optional.empty(), Optional.empty());
    }

    /// The person behind it: a program that acts for somebody is that person, so that one cannot approve oneself by a
    /// token.
    public String person() {
        return onBehalfOf.orElse(who);
    }

    public Actor from(String address) {
        return new Actor(who, how, Optional.of(address), onBehalfOf);
    }

    public Actor onBehalfOf(String staffId) {
        return new Actor(who, how, from, Optional.of(staffId));
    }

    public enum How {
        CONSOLE,
        API,
        SYSTEM,
        /// By a link that was sent to a citizen.
        LINK;

        /// The word for it on the record.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

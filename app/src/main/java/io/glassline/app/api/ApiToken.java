package io.glassline.app.api;

import io.glassline.channel.Secret;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// A bearer token of `/api`: who acts with it, what they may do, and the last day on which it opens, in UTC.
public record ApiToken(String name, ApiRole role, Secret secret, Optional<LocalDate> lastDay) {

    /// The shortest secret that a deployment may use.
    public static final int SECRET_CHARS_MIN = 16;

    public static final String FORM =
            "write each token as name:role:secret, or name:role:secret:YYYY-MM-DD with its last day;"
                    + " a role is reader, agent or supervisor";

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    public ApiToken(String name, ApiRole role, Secret secret) {
        this(name, role, secret, Optional.empty());
    }

    public ApiToken {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("\"" + name
                    + "\" is no name for a token: up to 63 small letters, digits, dots, dashes and underscores");
        }
    }

    /// Reads one token in the form that [#FORM] tells. No message shows a secret.
    ///
    /// @throws IllegalArgumentException when it is not in that form; the message says what is wrong.
    public static ApiToken parse(String written) {
        var fields = written.split(":", -1);
        if (fields.length < 3) {
            throw new IllegalArgumentException("a token has no name or no role; " + FORM);
        }
        var token = "token \"" + fields[0] + "\"";
        if (fields.length > 4) {
            throw new IllegalArgumentException(token + " has too many colons, and a secret has none; " + FORM);
        }
        var role = ApiRole.of(fields[1])
                .orElseThrow(() -> new IllegalArgumentException(token + " has no role that is known; " + FORM));
        if (fields[2].length() < SECRET_CHARS_MIN) {
            throw new IllegalArgumentException(
                    token + " has a secret of " + fields[2].length() + " characters; at least " + SECRET_CHARS_MIN);
        }
        try {
            var lastDay = fields.length == 4 ? Optional.of(LocalDate.parse(fields[3])) : Optional.<LocalDate>empty();
            return new ApiToken(fields[0], role, new Secret(fields[2]), lastDay);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(token + " has a last day that is no date like 2027-12-31", e);
        }
    }

    boolean isOver(Instant now) {
        return lastDay.map(day -> now.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(day))
                .orElse(false);
    }
}

package io.glassline.app.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Proof;
import io.glassline.channel.Secret;
import io.glassline.channels.web.WebAdapter;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sessions of visitors, kept by their browsers: `visitor.expires.signature`, which nobody can write
/// without the account's secret. So every node knows every session, and a restart ends none.
@Singleton
final class VisitorSessions {

    /// Long enough to come back for an answer after a holiday weekend.
    static final Duration LASTS = Duration.ofDays(7);

    private static final int VISITOR_BYTES = 18;
    private static final SecureRandom CHANCE = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final byte[] PURPOSE = "glassline web chat session\n".getBytes(UTF_8);
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]{24})\\.([1-9][0-9]{9})\\.([A-Za-z0-9_-]{43})");

    private final InstantSource clock;

    VisitorSessions(InstantSource clock) {
        this.clock = clock;
    }

    /// A visitor who was not here before.
    VisitorSession begin(ChannelAccount account) {
        var drawn = new byte[VISITOR_BYTES];
        CHANCE.nextBytes(drawn);
        return of(account, BASE64.encodeToString(drawn));
    }

    /// The same visitor, from now on.
    VisitorSession renewed(ChannelAccount account, VisitorSession session) {
        return of(account, session.visitor());
    }

    /// The session a token stands for, if it is one of this account's and still runs.
    Optional<VisitorSession> read(ChannelAccount account, String token) {
        var fields = TOKEN.matcher(token);
        if (!fields.matches()) {
            return Optional.empty();
        }
        var signed = fields.group(1) + "." + fields.group(2);
        var expiresAt = Instant.ofEpochSecond(Long.parseLong(fields.group(2)));
        return Proof.sameSecret(Optional.of(fields.group(3)), new Secret(signature(account, signed)))
                        && clock.instant().isBefore(expiresAt)
                ? Optional.of(new VisitorSession(fields.group(1), expiresAt, token))
                : Optional.empty();
    }

    private VisitorSession of(ChannelAccount account, String visitor) {
        var expiresAt = Instant.ofEpochSecond(clock.instant().plus(LASTS).getEpochSecond());
        var signed = visitor + "." + expiresAt.getEpochSecond();
        return new VisitorSession(visitor, expiresAt, signed + "." + signature(account, signed));
    }

    private static String signature(ChannelAccount account, String signed) {
        var covered = (account.id() + "\n" + signed).getBytes(UTF_8);
        return BASE64.encodeToString(
                Proof.hmac("HmacSHA256", account.secret(WebAdapter.SESSION_SECRET), PURPOSE, covered));
    }
}

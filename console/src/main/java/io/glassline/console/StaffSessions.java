package io.glassline.console;

import io.glassline.desk.EndedSessions;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sessions of staff, kept by the browser: a cookie `id|expires|nonce|signature` that no one can write without the
/// key, so that any node knows any session.
///
/// The signature covers the account's password hash too: a new password, or an account taken away, ends its
/// sessions. Signing out is remembered for all nodes, until the session would have ended by itself.
@Singleton
final class StaffSessions {

    static final String COOKIE = "glassline_staff";

    /// A long shift. After it one signs in again.
    static final Duration LASTS = Duration.ofHours(12);

    private static final int NONCE_BYTES = 18;
    private static final SecureRandom CHANCE = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Staff staff;
    private final ConsoleSettings settings;
    private final InstantSource clock;
    private final EndedSessions ended;

    StaffSessions(Staff staff, ConsoleSettings settings, EndedSessions ended, InstantSource clock) {
        this.staff = staff;
        this.settings = settings;
        this.ended = ended;
        this.clock = clock;
    }

    Cookie begin(Staff.Account account) {
        var expires = clock.instant().plus(LASTS).getEpochSecond();
        var nonce = randomToken();
        var signed = account.id() + "|" + expires + "|" + nonce;
        return cookie(signed + "|" + sign("session", signed, account)).maxAge(LASTS.toSeconds());
    }

    /// The session a cookie stands for, if it is one of ours and still runs.
    Optional<StaffSession> read(String cookie) {
        var fields = cookie.split("\\|", -1);
        if (fields.length != 4 || !fields[1].matches("[1-9]\\d{0,10}")) {
            return Optional.empty();
        }
        var account = staff.find(fields[0]);
        var expiresAt = Instant.ofEpochSecond(Long.parseLong(fields[1]));
        var nonce = fields[2];
        var signed = fields[0] + "|" + fields[1] + "|" + nonce;
        return account.filter(a -> same(sign("session", signed, a), fields[3]))
                .filter(_ -> clock.instant().isBefore(expiresAt) && !ended.isEnded(nonce))
                .map(a -> new StaffSession(a.agent(), nonce, expiresAt, sign("csrf", signed, a)));
    }

    /// Ends the session; the cookie given back tells the browser to forget it.
    Cookie end(StaffSession session) {
        ended.end(session.nonce(), session.expiresAt());
        return cookie("").maxAge(0);
    }

    static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    static String randomToken() {
        var bytes = new byte[NONCE_BYTES];
        CHANCE.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    private Cookie cookie(String value) {
        return Cookie.of(COOKIE, value)
                .path("/console")
                .httpOnly(true)
                .secure(settings.overTls())
                .sameSite(SameSite.Lax);
    }

    private String sign(String purpose, String signed, Staff.Account account) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(settings.sessionKey().value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var covered = purpose + "\n" + signed + "\n" + account.password().text();
            return BASE64.encodeToString(mac.doFinal(covered.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has HmacSHA256", e);
        }
    }
}

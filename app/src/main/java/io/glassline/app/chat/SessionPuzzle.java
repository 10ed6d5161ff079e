package io.glassline.app.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Proof;
import io.glassline.channel.Secret;
import io.glassline.channels.web.WebAdapter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a browser has to work for when very many sessions are opened at one address: a number for which the
/// SHA-256 of `puzzle.number` begins with so many zero bits. It takes a browser a second or so, and nobody
/// has to look at pictures. A puzzle is good once, for the address that it was made for, and for two
/// minutes.
final class SessionPuzzle {

    static final Duration LASTS = Duration.ofMinutes(2);

    static final int BITS_MIN = 12;
    static final int BITS_MAX = 18;

    /// So many sessions above what is free make the work twice as long.
    static final int HARDER_EACH = 200;

    private static final int SOLVED_MAX = 20_000;
    private static final byte[] PURPOSE = "glassline web chat puzzle\n".getBytes(UTF_8);
    private static final SecureRandom CHANCE = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern PUZZLE =
            Pattern.compile("([A-Za-z0-9_-]{16})\\.([1-9][0-9]{9})\\.([0-9]{2})\\.([A-Za-z0-9_-]{43})");
    private static final Pattern ANSWER = Pattern.compile("[0-9]{1,12}");

    private final Set<String> solved = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > SOLVED_MAX;
        }
    }));

    /// @param above how many sessions the address has opened above what is free.
    static int bits(long above) {
        return (int) Math.min(BITS_MAX, BITS_MIN + above / HARDER_EACH);
    }

    String make(ChannelAccount account, String caller, int bits, Instant now) {
        var drawn = new byte[12];
        CHANCE.nextBytes(drawn);
        var signed = BASE64.encodeToString(drawn) + "." + now.plus(LASTS).getEpochSecond() + "." + bits;
        return signed + "." + signature(account, caller, signed);
    }

    /// Whether this is the answer to a puzzle that was made for this caller, still holds, and was not used.
    boolean isSolved(ChannelAccount account, String caller, String puzzle, String answer, Instant now) {
        var fields = PUZZLE.matcher(puzzle);
        if (!fields.matches() || !ANSWER.matcher(answer).matches()) {
            return false;
        }
        var signed = fields.group(1) + "." + fields.group(2) + "." + fields.group(3);
        return Proof.sameSecret(Optional.of(fields.group(4)), new Secret(signature(account, caller, signed)))
                && now.getEpochSecond() < Long.parseLong(fields.group(2))
                && zeroBits(puzzle + "." + answer) >= Integer.parseInt(fields.group(3))
                && solved.add(puzzle);
    }

    static int zeroBits(String text) {
        try {
            var bits = 0;
            for (var b : MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8))) {
                if (b != 0) {
                    return bits + Integer.numberOfLeadingZeros(b & 0xFF) - 24;
                }
                bits += Byte.SIZE;
            }
            return bits;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static String signature(ChannelAccount account, String caller, String signed) {
        var covered = (account.id() + "\n" + caller + "\n" + signed).getBytes(UTF_8);
        return BASE64.encodeToString(
                Proof.hmac("HmacSHA256", account.secret(WebAdapter.SESSION_SECRET), PURPOSE, covered));
    }
}

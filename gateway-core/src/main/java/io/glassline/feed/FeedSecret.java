package io.glassline.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.glassline.channel.Secret;
import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What calls to a receiver are signed with, as Standard Webhooks has it
/// (<https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>): `whsec_` and a key
/// of 24 to 64 bytes in base64.
///
/// @param written in that form
public record FeedSecret(Secret written) {

    /// What stands before the key.
    private static final String PREFIX = "whsec_";

    private static final int KEY_BYTES_MIN = 24;
    private static final int KEY_BYTES_MAX = 64;
    private static final String HMAC = "HmacSHA256";

    public static final String FORM = "a secret is whsec_ and a key of %d to %d random bytes in base64, as by: echo"
                    .formatted(KEY_BYTES_MIN, KEY_BYTES_MAX)
            + " \"whsec_$(openssl rand -base64 32)\"";

    public FeedSecret {
        if (key(written.value()).isEmpty()) {
            throw new IllegalArgumentException(FORM);
        }
    }

    /// The secret, if this is one.
    public static Optional<FeedSecret> of(Secret written) {
        return key(written.value()).map(_ -> new FeedSecret(written));
    }

    private static Optional<byte[]> key(String written) {
        if (!written.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            var key = Base64.getDecoder().decode(written.substring(PREFIX.length()));
            return Optional.of(key).filter(read -> read.length >= KEY_BYTES_MIN && read.length <= KEY_BYTES_MAX);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The signature of one call, as it stands in the header `webhook-signature`: `v1,` and the HMAC-SHA256 over
    /// `id.seconds.body` in base64.
    ///
    /// @param id without a full stop
    /// @param at rounded down to the second
    public String signature(String id, Instant at, byte[] body) {
        if (id.indexOf('.') >= 0) {
            throw new IllegalArgumentException("the id " + id + " has a full stop, so its signature would fit others");
        }
        var signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + at.getEpochSecond() + ".").getBytes(US_ASCII));
        signed.writeBytes(body);
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key(written.value()).orElseThrow(), HMAC));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }
}

package io.glassline.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Ways providers prove that a call is theirs. All comparisons take the same time whether or not they match.
public final class Proof {

    private static final Map<String, Mac> PROTOTYPES = new ConcurrentHashMap<>();

    private Proof() {}

    public static boolean sameSecret(Optional<String> presented, Secret expected) {
        return presented.isPresent() && MessageDigest.isEqual(utf8(presented.get()), utf8(expected.value()));
    }

    /// @param algorithm a JDK name such as `HmacSHA256`.
    /// @param message one after the other.
    public static byte[] hmac(String algorithm, Secret key, byte[]... message) {
        return hmac(algorithm, utf8(key.value()), message);
    }

    /// @param algorithm as above.
    /// @param message one after the other.
    public static byte[] hmac(String algorithm, byte[] key, byte[]... message) {
        try {
            var mac = (Mac) prototype(algorithm).clone();
            mac.init(new SecretKeySpec(key, algorithm));
            for (var part : message) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new AssertionError("every JDK has " + algorithm + ", and can copy it", e);
        }
    }

    /// Looking an algorithm up among the JDK's providers costs more than copying what was found.
    private static Mac prototype(String algorithm) {
        return PROTOTYPES.computeIfAbsent(algorithm, name -> {
            try {
                return Mac.getInstance(name);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every JDK has " + name, e);
            }
        });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

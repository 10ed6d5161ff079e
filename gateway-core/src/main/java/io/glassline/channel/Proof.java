package io.glassline.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Ways providers prove that a call is theirs. All comparisons take the same time whether or not they match.
public final class Proof {

    private static final byte[] OVER_STORED_CALL = utf8("glassline stored call\n");

    /// A shorter one could stand anywhere by chance.
    private static final int SECRET_CHARS_MIN = 8;

    private static final Map<String, Mac> PROTOTYPES = new ConcurrentHashMap<>();

    private Proof() {}

    public static boolean sameSecret(Optional<String> presented, Secret expected) {
        return presented.isPresent() && MessageDigest.isEqual(utf8(presented.get()), utf8(expected.value()));
    }

    /// Whether the call carries the secret in this header, or is one that was stored with the secret taken out of it.
    ///
    /// @param header in lower case.
    public static boolean carries(WebhookCall call, String header, Secret secret) {
        return presents(call.header(header), secret, call.body());
    }

    /// Whether this is the secret, or what stands in its place in a call that was stored with this body.
    public static boolean presents(Optional<String> presented, Secret secret, byte[] body) {
        return sameSecret(presented, secret) || sameSecret(presented, new Secret(insteadOf(secret, body)));
    }

    /// The same of credentials `user:password` in the Base64 that basic authorization writes them in.
    public static boolean presentsBasic(Optional<String> presented, Secret credentials, byte[] body) {
        return presents(presented, base64(credentials), body);
    }

    private static Secret base64(Secret secret) {
        return new Secret(Base64.getEncoder().encodeToString(utf8(secret.value())));
    }

    /// The call as it may be stored: where one of the account's secrets stands in its URL or headers, it has in its
    /// place what only who knows the secret can make for this very body. So the call can be proven again, and the
    /// secret cannot be read in a database or a backup.
    public static WebhookCall withoutSecrets(WebhookCall call, ChannelAccount account) {
        var without = call;
        var hasCredentials = call.headers().containsKey("authorization");
        for (var secret : all(account)) {
            if (secret.value().length() >= SECRET_CHARS_MIN && isIn(without, secret)) {
                without = without(without, secret);
            }
            if (hasCredentials && isIn(without, base64(secret))) {
                without = without(without, base64(secret));
            }
        }
        return without;
    }

    private static List<Secret> all(ChannelAccount account) {
        var all = new ArrayList<>(account.secrets().values());
        all.addAll(account.nextSecrets().values());
        return all;
    }

    private static boolean isIn(WebhookCall call, Secret secret) {
        if (call.publicUrl().contains(secret.value())) {
            return true;
        }
        for (var values : call.headers().values()) {
            for (var value : values) {
                if (value.contains(secret.value())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static WebhookCall without(WebhookCall call, Secret secret) {
        var instead = insteadOf(secret, call.body());
        var headers = new HashMap<String, List<String>>();
        call.headers()
                .forEach((name, values) -> headers.put(
                        name,
                        values.stream()
                                .map(value -> value.replace(secret.value(), instead))
                                .toList()));
        return new WebhookCall(
                call.method(),
                call.endpoint(),
                call.publicUrl().replace(secret.value(), instead),
                headers,
                call.body(),
                call.receivedAt());
    }

    private static String insteadOf(Secret secret, byte[] body) {
        var mac = hmac("HmacSHA256", secret, OVER_STORED_CALL, body);
        return "proven-" + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
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

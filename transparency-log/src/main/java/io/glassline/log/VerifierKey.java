package io.glassline.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A public key that signs notes, with the name it signs under. Written as `<name>+<key ID, 8 hex digits>+<base64
/// of the type and the key>`.
public record VerifierKey(String name, Type type, byte[] key) {

    /// What a signature is over.
    public enum Type {
        /// The text of the note. This is how a log signs.
        ED25519(0x01, Ed25519.SIGNATURE_BYTES),
        /// The text of a checkpoint and the time it was seen. This is how a witness signs.
        COSIGNATURE_V1(0x04, Long.BYTES + Ed25519.SIGNATURE_BYTES);

        private final byte code;
        private final int signatureBytes;

        Type(int code, int signatureBytes) {
            this.code = (byte) code;
            this.signatureBytes = signatureBytes;
        }
    }

    public VerifierKey {
        requireName(name);
        if (key.length != Ed25519.KEY_BYTES) {
            throw new Malformed("an Ed25519 key has 32 bytes, not " + key.length);
        }
    }

    public static VerifierKey parse(String vkey) {
        var nameEnd = vkey.indexOf('+');
        var idEnd = vkey.indexOf('+', nameEnd + 1); // the base64 may hold a plus of its own
        if (nameEnd < 0 || idEnd < 0) {
            throw new Malformed("a verifier key is NAME+ID+KEY, not \"" + StrictText.shortened(vkey) + "\"");
        }
        var typeAndKey = StrictBase64.decode(vkey.substring(idEnd + 1));
        if (typeAndKey.length == 0) {
            throw new Malformed("verifier key without a key");
        }
        var parsed = new VerifierKey(
                vkey.substring(0, nameEnd), type(typeAndKey[0]), Arrays.copyOfRange(typeAndKey, 1, typeAndKey.length));
        if (!parsed.toString().equals(vkey)) {
            throw new Malformed("the key ID in %s is not that of the key, which is %s"
                    .formatted(StrictText.shortened(vkey), parsed.idHex()));
        }
        return parsed;
    }

    private static Type type(byte code) {
        for (var type : Type.values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new Malformed("signature type 0x%02x is not known here; known are 0x01 and 0x04".formatted(code));
    }

    /// The first four bytes of the hash of name, type and key. A hint for finding the right key, not a proof of
    /// anything.
    public int id() {
        var digest = Hash.sha256();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(type.code);
        digest.update(key);
        return ByteBuffer.wrap(digest.digest()).getInt();
    }

    /// Whether `signature` was made with this key over `text`.
    public boolean verifies(String text, byte[] signature) {
        if (signature.length != type.signatureBytes) {
            return false;
        }
        return switch (type) {
            case ED25519 -> Ed25519.verifies(key, text.getBytes(StandardCharsets.UTF_8), signature);
            case COSIGNATURE_V1 -> {
                var in = ByteBuffer.wrap(signature);
                var second = in.getLong();
                var signed = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
                yield second >= 0 && Ed25519.verifies(key, cosigned(text, second), signed);
            }
        };
    }

    /// When a signature of this key says it was made. Only cosignatures say so.
    Optional<Instant> signedAt(byte[] signature) {
        return switch (type) {
            case ED25519 -> Optional.empty();
            case COSIGNATURE_V1 -> {
                var second = ByteBuffer.wrap(signature).getLong();
                yield second <= Instant.MAX.getEpochSecond()
                        ? Optional.of(Instant.ofEpochSecond(second))
                        : Optional.of(Instant.MAX);
            }
        };
    }

    static byte[] cosigned(String text, long second) {
        return ("cosignature/v1\ntime " + second + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /// A name that a note can carry: not empty, no white space, no plus.
    static void requireName(String name) {
        var unusable =
                name.isEmpty() || name.indexOf('+') >= 0 || name.codePoints().anyMatch(VerifierKey::isSpaceOrWorse);
        if (unusable) {
            throw new Malformed("a key name is not empty and has no white space and no plus: \""
                    + StrictText.shortened(name) + "\"");
        }
    }

    private static boolean isSpaceOrWorse(int c) {
        return Character.isSpaceChar(c) || Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    private String idHex() {
        return HexFormat.of().toHexDigits(id());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey(var n, var t, var k)
                && name.equals(n)
                && type == t
                && Arrays.equals(key, k);
    }

    @Override
    public int hashCode() {
        return id();
    }

    @Override
    public String toString() {
        var typeAndKey =
                ByteBuffer.allocate(1 + key.length).put(type.code).put(key).array();
        return name + "+" + idHex() + "+" + StrictBase64.encode(typeAndKey);
    }
}

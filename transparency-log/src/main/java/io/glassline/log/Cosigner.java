package io.glassline.log;

import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.time.Instant;

/// Cosigns checkpoints as a witness does, with a timestamped Ed25519 signature (tlog-cosignature v1, type 0x04).
///
/// A cosignature says: of all I have seen of this origin until then, this is the largest tree, and it contains all
/// the others. Whoever cosigns checks that first, and remembers it.
public final class Cosigner {

    private final VerifierKey key;
    private final PrivateKey secret;

    public Cosigner(String name, byte[] seed) {
        var pair = Ed25519.keyPair(seed);
        this.secret = pair.getPrivate();
        this.key = new VerifierKey(name, VerifierKey.Type.COSIGNATURE_V1, Ed25519.rawBytes(pair.getPublic()));
    }

    public VerifierKey verifierKey() {
        return key;
    }

    public SignedNote.Signature cosign(Checkpoint checkpoint, Instant now) {
        var second = now.getEpochSecond();
        if (second < 0) {
            throw new IllegalArgumentException("cosignatures count from 1970; " + now + " is before that");
        }
        var signed = Ed25519.sign(secret, VerifierKey.cosigned(checkpoint.text(), second));
        var blob = ByteBuffer.allocate(Long.BYTES + signed.length)
                .putLong(second)
                .put(signed)
                .array();
        return new SignedNote.Signature(key.name(), key.id(), blob);
    }

    @Override
    public String toString() {
        return "Cosigner[" + key + "]";
    }
}

package io.glassline.log;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.List;

/// Signs the checkpoints of one log.
///
/// It signs what it is given. That no two checkpoints it ever signs contradict each other is up to the caller, who
/// signs only what has been stored durably.
public final class LogSigner {

    public static final int SEED_BYTES = Ed25519.KEY_BYTES;

    private final VerifierKey key;
    private final PrivateKey secret;

    /// The signer of `origin` whose key comes from `seed`, 32 bytes. The same seed gives the same key, and Ed25519
    /// gives the same signature for the same text.
    public LogSigner(String origin, byte[] seed) {
        var pair = Ed25519.keyPair(seed);
        this.secret = pair.getPrivate();
        this.key = new VerifierKey(origin, VerifierKey.Type.ED25519, Ed25519.rawBytes(pair.getPublic()));
    }

    /// A new seed for [#LogSigner(String, byte[])]. Whoever has it can sign as the log.
    public static byte[] newSeed(SecureRandom chance) {
        var seed = new byte[SEED_BYTES];
        chance.nextBytes(seed);
        return seed;
    }

    public String origin() {
        return key.name();
    }

    /// What verifiers need, and what the log publishes.
    public VerifierKey verifierKey() {
        return key;
    }

    public SignedNote sign(Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(origin())) {
            throw new IllegalArgumentException(
                    "the key of " + origin() + " does not sign a checkpoint of " + checkpoint.origin());
        }
        var text = checkpoint.text();
        var signature = Ed25519.sign(secret, text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(text, List.of(new SignedNote.Signature(key.name(), key.id(), signature)));
    }

    @Override
    public String toString() {
        return "LogSigner[" + key + "]";
    }
}

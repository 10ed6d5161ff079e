package io.glassline.declared.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// How a message, given in pieces, is signed with a key.
sealed interface SignatureAlgorithm {

    boolean verifies(byte[] signature, byte[] key, byte[][] message);

    /// As the provider signs, for tests.
    byte[] sign(byte[] key, byte[][] message);

    /// One key for both sides.
    ///
    /// @param algorithm as [Digests#keyed] takes it
    record Keyed(String algorithm) implements SignatureAlgorithm {

        @Override
        public boolean verifies(byte[] signature, byte[] key, byte[][] message) {
            return MessageDigest.isEqual(signature, sign(key, message));
        }

        @Override
        public byte[] sign(byte[] key, byte[][] message) {
            return Digests.keyed(algorithm, key, message);
        }
    }

    /// RFC 8032. The key is the provider's public one, 32 bytes; or, for tests, the private and the public one after
    /// it, 64 bytes.
    record Ed25519() implements SignatureAlgorithm {

        private static final int KEY_BYTES = 32;
        private static final int SIGNATURE_BYTES = 64;

        /// What X.509 (RFC 8410) puts before the key.
        private static final byte[] ENCODED_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

        @Override
        public boolean verifies(byte[] signature, byte[] key, byte[][] message) {
            if (key.length != KEY_BYTES && key.length != 2 * KEY_BYTES) {
                return false;
            }
            try {
                var verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(publicKey(Arrays.copyOfRange(key, key.length - KEY_BYTES, key.length)));
                for (var piece : message) {
                    verifier.update(piece);
                }
                return verifier.verify(signature);
            } catch (GeneralSecurityException e) {
                return false; // the key is no point, or the signature is none: anyone may have written it
            }
        }

        @Override
        public byte[] sign(byte[] key, byte[][] message) {
            if (key.length != 2 * KEY_BYTES) {
                return Arrays.copyOf("signed by nobody".getBytes(UTF_8), SIGNATURE_BYTES);
            }
            try {
                var signer = Signature.getInstance("Ed25519");
                signer.initSign(privateKey(Arrays.copyOf(key, KEY_BYTES)));
                for (var piece : message) {
                    signer.update(piece);
                }
                return signer.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("a key that Ed25519 cannot sign with", e);
            }
        }

        private static PublicKey publicKey(byte[] key) throws GeneralSecurityException {
            var encoded = Arrays.copyOf(ENCODED_HEAD, ENCODED_HEAD.length + KEY_BYTES);
            System.arraycopy(key, 0, encoded, ENCODED_HEAD.length, KEY_BYTES);
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        }

        private static PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        }
    }
}

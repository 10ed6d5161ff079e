package io.glassline.audit;

import io.glassline.channel.Proof;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes the entries of the audit stream: the only place where a leaf is written and committed to.
///
/// A leaf is version 2 of the form in `docs/record/entries.md`: `v`, the coarse `kind`, `channel` unless there is none,
/// the UTC `hour`, and `c`, HMAC-SHA-256 of 0x02 and the sealed part under a random salt of 32 bytes. Every entry has
/// a salt, so two facts never make the same leaf, and with the salt thrown away a leaf says nothing of the sealed part.
public final class AuditEntries {

    public static final int SALT_BYTES = 32;

    private static final byte[] OVER_WORDS = {0x01};
    private static final byte[] OVER_SEALED = {0x02};
    private static final int HOUR_CHARS = "2026-11-28T02".length();

    private final Supplier<byte[]> salts;

    /// @param salts gives [#SALT_BYTES] fresh bytes each time, from a secure source.
    public AuditEntries(Supplier<byte[]> salts) {
        this.salts = salts;
    }

    public AuditEntry of(AuditEvent event) {
        var at = event.at().toString();
        var words = event.words();
        var wordsSalt = words.map(_ -> salt());
        var sealed = event.sealed()
                .with(AuditField.KIND, event.kind().word())
                .with(AuditField.AT, at)
                .with(AuditField.WORDS, words.map(said -> base64(wordsCommitment(wordsSalt.orElseThrow(), said))))
                .bytes(event.kind());
        var salt = salt();
        return AuditEntry.of(
                event,
                leaf(event, at.substring(0, HOUR_CHARS) + "Z", base64(commitment(salt, sealed))),
                new AuditEntry.Opening(salt, Optional.of(sealed), wordsSalt));
    }

    /// Canonical as it is written here: the names are sorted, and no value has a character that needs an escape.
    private static byte[] leaf(AuditEvent event, String hour, String commitment) {
        var channel =
                event.channel().map(name -> ",\"channel\":\"" + name + "\"").orElse("");
        var leaf = "{\"c\":\"" + commitment + "\"" + channel + ",\"hour\":\"" + hour + "\",\"kind\":\""
                + event.kind().coarse().word() + "\",\"v\":2}";
        return leaf.getBytes(StandardCharsets.US_ASCII);
    }

    /// What a leaf's `c` says, in base64, of the sealed part.
    public static byte[] commitment(byte[] salt, byte[] sealed) {
        return Proof.hmac("HmacSHA256", salt, OVER_SEALED, sealed);
    }

    /// What a sealed part's `words` says, in base64, of the words. It is the commitment that version 1 had in the leaf.
    public static byte[] wordsCommitment(byte[] salt, Map<String, ?> words) {
        return Proof.hmac("HmacSHA256", salt, OVER_WORDS, CanonicalJson.bytes(words));
    }

    private byte[] salt() {
        var salt = salts.get();
        if (salt.length != SALT_BYTES) {
            throw new IllegalStateException("a salt of " + salt.length + " bytes; a commitment needs " + SALT_BYTES);
        }
        return salt;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

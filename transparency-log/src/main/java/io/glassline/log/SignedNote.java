package io.glassline.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A text with the signatures under it, as C2SP signed-note writes it. What [#parse(byte[])] takes, [#bytes()]
/// prints back the same.
///
/// `text` ends with a newline and may hold empty lines. Having a note says nothing about it: only
/// [#open(Collection)] looks at the signatures.
public record SignedNote(String text, List<Signature> signatures) {

    public static final int BYTES_MAX = 1_000_000;
    public static final int SIGNATURES_MAX = 100;

    private static final String DASH = "\u2014 ";

    public SignedNote {
        if (!text.endsWith("\n")) {
            throw new Malformed("the text of a note ends with a newline");
        }
        requireNoControls(text);
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
            throw new Malformed("a note has 1 to 100 signatures, not " + signatures.size());
        }
    }

    public static SignedNote parse(byte[] bytes) {
        if (bytes.length > BYTES_MAX) {
            throw new Malformed("a note of %,d bytes; at most %,d are read".formatted(bytes.length, BYTES_MAX));
        }
        var note = StrictText.utf8(bytes);
        var textEnd = note.lastIndexOf("\n\n");
        if (textEnd < 0) {
            throw new Malformed("a note has an empty line between its text and its signatures; there is none");
        }
        var lines = note.substring(textEnd + 2);
        if (!lines.endsWith("\n")) {
            throw new Malformed("the last signature line does not end with a newline");
        }
        var signatures = new ArrayList<Signature>();
        for (var line : lines.substring(0, lines.length() - 1).split("\n", -1)) {
            if (signatures.size() == SIGNATURES_MAX) {
                throw new Malformed("a note has at most 100 signatures");
            }
            signatures.add(Signature.parse(line));
        }
        return new SignedNote(note.substring(0, textEnd + 1), signatures);
    }

    public byte[] bytes() {
        var out = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> out.append(signature).append('\n'));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// This note with more signatures under it, such as those of witnesses.
    public SignedNote with(Collection<Signature> more) {
        var all = new ArrayList<>(signatures);
        all.addAll(more);
        return new SignedNote(text, all);
    }

    /// Checks the signatures by the keys that are trusted. Lines by unknown keys are passed over, also when only
    /// the name or only the ID is known; one line by a known key that does not verify spoils the note; and without
    /// any line by a known key it is not opened.
    public Opening open(Collection<VerifierKey> trusted) {
        var signers = new ArrayList<Signer>();
        for (var signature : signatures) {
            for (var key : trusted) {
                if (!key.name().equals(signature.name()) || key.id() != signature.keyId()) {
                    continue;
                }
                if (!key.verifies(text, signature.blob())) {
                    return new Opening.Refused("signature by " + key.name() + " does not verify");
                }
                var signer = new Signer(key, key.signedAt(signature.blob()));
                if (!signers.contains(signer)) {
                    signers.add(signer);
                }
            }
        }
        return signers.isEmpty()
                ? new Opening.Refused("no signature by " + String.join(" or ", names(trusted)))
                : new Opening.Opened(text, List.copyOf(signers));
    }

    private static List<String> names(Collection<VerifierKey> keys) {
        return keys.stream().map(VerifierKey::toString).toList();
    }

    private static void requireNoControls(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' && c != '\n') {
                throw new Malformed("control character 0x%02x in a note, at character %,d".formatted((int) c, i));
            }
        }
    }

    /// What came of checking a note's signatures.
    public sealed interface Opening {

        record Opened(String text, List<Signer> signers) implements Opening {}

        record Refused(String because) implements Opening {}
    }

    /// A trusted key whose signature verified, and when it says it signed.
    public record Signer(VerifierKey key, Optional<Instant> at) {}

    /// One line under a note. `blob` is what the key's type makes of it.
    public record Signature(String name, int keyId, byte[] blob) {

        public Signature {
            VerifierKey.requireName(name);
            if (blob.length == 0) {
                throw new Malformed("empty signature by " + name);
            }
        }

        /// Reads a signature line, without its newline.
        public static Signature parse(String line) {
            var nameEnd = line.startsWith(DASH) ? line.indexOf(' ', DASH.length()) : -1;
            if (nameEnd < 0) {
                throw new Malformed(
                        "a signature line is \"\u2014 NAME BASE64\", not \"" + StrictText.shortened(line) + "\"");
            }
            var idAndBlob = StrictBase64.decode(line.substring(nameEnd + 1));
            if (idAndBlob.length <= Integer.BYTES) {
                throw new Malformed("a signature has a key ID of 4 bytes and more; this one has " + idAndBlob.length);
            }
            return new Signature(
                    line.substring(DASH.length(), nameEnd),
                    ByteBuffer.wrap(idAndBlob).getInt(),
                    Arrays.copyOfRange(idAndBlob, Integer.BYTES, idAndBlob.length));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Signature(var n, var id, var b)
                    && name.equals(n)
                    && keyId == id
                    && Arrays.equals(blob, b);
        }

        @Override
        public int hashCode() {
            return keyId;
        }

        /// The line, without its newline.
        @Override
        public String toString() {
            var idAndBlob = ByteBuffer.allocate(Integer.BYTES + blob.length)
                    .putInt(keyId)
                    .put(blob)
                    .array();
            return DASH + name + " " + StrictBase64.encode(idAndBlob);
        }
    }
}

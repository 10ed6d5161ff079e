package io.glassline.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A receipt: everything needed to check, without the log, that one entry is in it. The content of a `.tlog-proof`
/// file.
///
/// `extra` is for the application and is not proved by anything. `path` begins with the leaf's sibling. What
/// [#parse(byte[])] takes, [#bytes()] prints back the same.
public record TlogProof(Optional<byte[]> extra, long index, List<Hash> path, SignedNote checkpoint) {

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";

    private static final int BYTES_MAX = 2 * SignedNote.BYTES_MAX;

    public TlogProof {
        path = List.copyOf(path);
        if (path.size() > TilePath.LEVEL_MAX) {
            throw new Malformed("a path has at most 63 hashes, not " + path.size());
        }
    }

    public static TlogProof parse(byte[] bytes) {
        if (bytes.length > BYTES_MAX) {
            throw new Malformed("a proof of %,d bytes; at most %,d are read".formatted(bytes.length, BYTES_MAX));
        }
        var text = StrictText.utf8(bytes);
        var headEnd = text.indexOf("\n\n");
        if (headEnd < 0) {
            throw new Malformed("a proof has an empty line before its checkpoint; there is none");
        }
        var lines = new ArrayList<>(List.of(text.substring(0, headEnd).split("\n", -1)));
        if (!lines.removeFirst().equals(FIRST_LINE)) {
            throw new Malformed("a proof begins with the line " + FIRST_LINE);
        }
        var extra = valueOf("extra", lines).map(StrictBase64::decode);
        var index = valueOf("index", lines).orElseThrow(() -> new Malformed("a proof has a line \"index N\""));
        return new TlogProof(
                extra,
                StrictText.decimal(index, "the proof's index"),
                lines.stream().map(Hash::parse).toList(),
                SignedNote.parse(text.substring(headEnd + 2).getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<String> valueOf(String word, List<String> lines) {
        var has = !lines.isEmpty() && lines.getFirst().startsWith(word + " ");
        return has ? Optional.of(lines.removeFirst().substring(word.length() + 1)) : Optional.empty();
    }

    public byte[] bytes() {
        var out = new StringBuilder(FIRST_LINE).append('\n');
        extra.ifPresent(
                bytes -> out.append("extra ").append(StrictBase64.encode(bytes)).append('\n'));
        out.append("index ").append(index).append('\n');
        path.forEach(hash -> out.append(hash.base64()).append('\n'));
        out.append('\n').append(new String(checkpoint.bytes(), StandardCharsets.UTF_8));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Whether the entry with hash `leaf` is in the log with the key `log`, at [#index()].
    public Outcome verify(Hash leaf, VerifierKey log, Collection<VerifierKey> witnesses) {
        return switch (Checkpoint.open(checkpoint, log, witnesses)) {
            case Checkpoint.Opening.Refused(var because) -> new Outcome.Refused("checkpoint: " + because);
            case Checkpoint.Opening.Opened(var opened, var signers) ->
                new InclusionProof(leaf, index, opened.size(), path).proves(opened.root())
                        ? new Outcome.Proved(opened, signers)
                        : new Outcome.Refused(
                                "the path does not lead from this entry at index %,d to the root of %,d entries"
                                        .formatted(index, opened.size()));
        };
    }

    /// What came of checking a receipt.
    public sealed interface Outcome {

        record Proved(Checkpoint checkpoint, List<SignedNote.Signer> signers) implements Outcome {}

        record Refused(String because) implements Outcome {}
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlogProof proof && Arrays.equals(bytes(), proof.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }
}

package io.glassline.log;

import io.glassline.log.CanonicalEntry.Value;
import java.util.List;

/// Checks the `.tlog-proof` file of a release: that its day and digest are what a leaf commits to, and that the leaf is
/// in the tree that the log signed. The file's `extra` is `{"leaf":…,"opening":{"salt":…,"sealed":…}}`.
final class ReleaseProof {

    private static final String KIND = "figures.released";

    private ReleaseProof() {}

    /// @throws Malformed where it does not prove this; the message says why
    static void require(byte[] file, VerifierKey log, String day, String digest, long rows) {
        var proof = TlogProof.parse(file);
        var extra = MessageProof.fields(
                "the file's extra", proof.extra().orElseThrow(() -> new Malformed("its proof has no extra")));
        var leaf = MessageProof.object("leaf", extra);
        if (proof.verify(Hash.ofLeaf(leaf), log, List.of()) instanceof TlogProof.Outcome.Refused(var because)) {
            throw new Malformed("its proof does not hold: " + because);
        }
        var facts =
                MessageProof.sealed(leaf, MessageProof.fields("the opening", MessageProof.object("opening", extra)));
        if (!MessageProof.text("kind", facts).equals(KIND)
                || !MessageProof.text("day", facts).equals(day)
                || !MessageProof.text("digest", facts).equals(digest)
                || !(facts.get("rows") instanceof Value.Number(var number) && number == rows)) {
            throw new Malformed("the log's entry is of another file");
        }
    }
}

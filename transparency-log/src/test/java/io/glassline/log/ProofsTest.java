package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofsTest {

    private static final List<Hash> LEAVES =
            AppenderTest.entries(1_000).stream().map(Hash::ofLeaf).toList();
    private static final AppenderTest.Rows ROWS = new AppenderTest.Rows();
    private static final LogSigner LOG = new LogSigner("audit.city.example/log1", new byte[32]);

    static {
        ROWS.store(Appender.empty().appendLeaves(LEAVES).tiles());
    }

    @Test
    void tilesGiveTheProofsOfTheSlowTree() {
        for (var size : List.of(1, 2, 255, 256, 257, 511, 512, 513, 767, 1_000)) {
            var leaves = LEAVES.subList(0, size);
            var root = SlowTree.root(leaves);
            var proofs = new Proofs(size, ROWS);
            assertThat(proofs.root()).isEqualTo(root);
            for (var index = 0; index < size; index += 1 + size / 40) {
                var proof = proofs.inclusion(index);
                assertThat(proof)
                        .isEqualTo(new InclusionProof(LEAVES.get(index), index, size, SlowTree.path(index, leaves)));
                assertThat(proof.proves(root)).isTrue();
            }
            for (var older = 0; older <= size; older += 1 + size / 40) {
                var proof = proofs.consistencyFrom(older);
                assertThat(proof.path()).isEqualTo(SlowTree.proof(older, leaves));
                assertThat(proof.proves(SlowTree.root(LEAVES.subList(0, older)), root))
                        .isTrue();
            }
        }
    }

    @Test
    void tilesAsServedOverHttpDoAsWell() {
        // Only the files that a log of this size serves, at the widths of their paths.
        var shape = new TreeShape(1_000);
        TileReader served = (level, index, width) -> {
            assertThat(width).isEqualTo(shape.widthOf(level, index));
            return ROWS.read(level, index, width);
        };
        assertThat(new Proofs(1_000, served).inclusion(999).proves(SlowTree.root(LEAVES)))
                .isTrue();
        assertThatThrownBy(() -> new Proofs(1_000, served).inclusion(1_000))
                .hasMessage("there is no entry 1000 among 1000");
    }

    private static TlogProof receipt(int index) {
        var checkpoint = new Checkpoint(LOG.origin(), 1_000, SlowTree.root(LEAVES));
        return new TlogProof(
                Optional.of("salt and words".getBytes(UTF_8)),
                index,
                new Proofs(1_000, ROWS).inclusion(index).path(),
                LOG.sign(checkpoint));
    }

    @Test
    void aReceiptIsReadBackAndProves() {
        for (var index : IntStream.of(0, 1, 255, 256, 512, 999).toArray()) {
            var receipt = TlogProof.parse(receipt(index).bytes());

            assertThat(receipt).isEqualTo(receipt(index));
            assertThat(receipt.extra()).get().isEqualTo("salt and words".getBytes(UTF_8));
            assertThat(receipt.verify(LEAVES.get(index), LOG.verifierKey(), List.of()))
                    .isInstanceOf(TlogProof.Outcome.Proved.class);
            assertThat(receipt.verify(LEAVES.get(index ^ 1), LOG.verifierKey(), List.of()))
                    .isEqualTo(new TlogProof.Outcome.Refused(
                            "the path does not lead from this entry at index %,d to the root of 1,000 entries"
                                    .formatted(index)));
        }
    }

    @Test
    void aReceiptIsSpelledAsTheSpecificationSays() {
        var receipt = receipt(999);
        var hashes = receipt.path().stream().map(h -> h.base64() + "\n").reduce("", String::concat);

        assertThat(receipt.bytes())
                .asString(UTF_8)
                .isEqualTo("c2sp.org/tlog-proof@v1\nextra c2FsdCBhbmQgd29yZHM=\nindex 999\n" + hashes + "\n"
                        + new String(receipt.checkpoint().bytes(), UTF_8));
        var plain = new TlogProof(Optional.empty(), 0, List.of(), receipt.checkpoint());
        assertThat(plain.bytes())
                .asString(UTF_8)
                .startsWith("c2sp.org/tlog-proof@v1\nindex 0\n\naudit.city.example/log1\n1000\n");
        assertThat(TlogProof.parse(plain.bytes())).isEqualTo(plain);
    }

    @Test
    void aReceiptOfAnotherLogProvesNothing() {
        var other = new LogSigner("audit.city.example/log2", new byte[32]);

        assertThat(receipt(1).verify(LEAVES.get(1), other.verifierKey(), List.of()))
                .isInstanceOfSatisfying(
                        TlogProof.Outcome.Refused.class,
                        refused -> assertThat(refused.because())
                                .startsWith("checkpoint: no signature by audit.city.example/log2+"));
    }

    @Test
    void aReceiptNamesTheWitnesses() {
        var witness = new Cosigner(
                "witness.example", Base64.getDecoder().decode("d2l0bmVzc3dpdG5lc3N3aXRuZXNzd2l0bmVzc3dpdG4="));
        var checkpoint = new Checkpoint(LOG.origin(), 1_000, SlowTree.root(LEAVES));
        var at = Instant.parse("2026-03-02T08:00:00Z");
        var note = LOG.sign(checkpoint).with(List.of(witness.cosign(checkpoint, at)));
        var receipt =
                TlogProof.parse(new TlogProof(Optional.empty(), 7, receipt(7).path(), note).bytes());

        assertThat(receipt.verify(LEAVES.get(7), LOG.verifierKey(), List.of(witness.verifierKey())))
                .isEqualTo(new TlogProof.Outcome.Proved(
                        checkpoint,
                        List.of(
                                new SignedNote.Signer(LOG.verifierKey(), Optional.empty()),
                                new SignedNote.Signer(witness.verifierKey(), Optional.of(at)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2sp.org/tlog-proof@v1\n",
                "c2sp.org/tlog-proof@v2\nindex 0\n\n%s",
                "c2sp.org/tlog-proof@v1\n\n%s",
                "c2sp.org/tlog-proof@v1\nindex 00\n\n%s",
                "c2sp.org/tlog-proof@v1\nindex -1\n\n%s",
                "c2sp.org/tlog-proof@v1\nindex 0 \n\n%s",
                "c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\n%s",
                "c2sp.org/tlog-proof@v1\nextra AB==\nindex 0\n\n%s",
                "c2sp.org/tlog-proof@v1\nindex 0\nindex 0\n\n%s",
                "c2sp.org/tlog-proof@v1\nindex 0\nAA==\n\n%s",
                "c2sp.org/tlog-proof@v1\nindex 0\n%s",
                "c2sp.org/tlog-proof@v1\r\nindex 0\n\n%s"
            })
    void refusesWhatIsNotAReceipt(String text) {
        var bytes = text.formatted(new String(receipt(0).checkpoint().bytes(), UTF_8))
                .getBytes(UTF_8);

        assertThatThrownBy(() -> TlogProof.parse(bytes)).isInstanceOf(Malformed.class);
    }

    @Test
    void noBitOfAReceiptButTheExtraCanBeChanged() {
        var bytes = receipt(300).bytes();
        var extra = new String(bytes, UTF_8).indexOf("extra ");
        var extraEnd = new String(bytes, UTF_8).indexOf('\n', extra);
        for (var at = 0; at < bytes.length; at++) {
            if (at >= extra && at <= extraEnd) {
                continue;
            }
            bytes[at] ^= 1;
            try {
                assertThat(TlogProof.parse(bytes).verify(LEAVES.get(300), LOG.verifierKey(), List.of()))
                        .as("byte %d", at)
                        .isInstanceOf(TlogProof.Outcome.Refused.class);
            } catch (Malformed e) {
                assertThat(e).hasMessageNotContaining("null");
            }
            bytes[at] ^= 1;
        }
    }
}

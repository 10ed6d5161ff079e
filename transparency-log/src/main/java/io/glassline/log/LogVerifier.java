package io.glassline.log;

import io.glassline.log.Fault.Kind;
import io.glassline.log.LogSource.Fetched;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Verifies a whole log from outside: reads every entry and every tile, recomputes every hash from the entries up,
/// and compares each with the one that is stored and the last with the one that is signed.
///
/// Where two files contradict each other, the hash above them says which of them was changed. The tree is walked
/// from the top, so that this hash is known; memory stays flat, because of each level only one tile is held, and of
/// the entries one bundle for each reading thread.
public final class LogVerifier {

    /// After this many faults the rest is not looked at.
    public static final int FAULTS_MAX = 20;

    private static final int VKEY_BYTES_MAX = 4_096;

    /// What the earlier checkpoint is called in faults.
    private static final String EARLIER = "earlier checkpoint";

    /// What the verifier trusts, and compares with.
    ///
    /// @param key the log's; when empty, it is taken from the log's own `vkey`
    /// @param witnesses whose cosignatures are checked where they are there
    /// @param since an earlier checkpoint, as bytes, that the log must have grown from
    /// @param policy who must have cosigned the checkpoint, if that is wanted
    public record Trust(
            Optional<VerifierKey> key,
            List<VerifierKey> witnesses,
            Optional<byte[]> since,
            Optional<LogPolicy> policy) {

        public static final Trust ON_FIRST_SIGHT =
                new Trust(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

        public static Trust in(VerifierKey key) {
            return new Trust(Optional.of(key), List.of(), Optional.empty(), Optional.empty());
        }

        public Trust since(byte[] checkpoint) {
            return new Trust(key, witnesses, Optional.of(checkpoint), policy);
        }

        public Trust and(Collection<VerifierKey> more) {
            return new Trust(key, List.copyOf(more), since, policy);
        }

        /// With the witnesses of `policy`, whose quorum must have cosigned.
        public Trust by(LogPolicy policy) {
            return new Trust(key, policy.witnessKeys(), since, Optional.of(policy));
        }
    }

    private final LogSource source;

    public LogVerifier(LogSource source) {
        this.source = source;
    }

    public Verdict verify(Trust trust) {
        try {
            var key = trust.key.isPresent() ? trust.key.get() : publishedKey();
            var note = fetched("checkpoint", SignedNote.BYTES_MAX);
            var now = opened("checkpoint", note, key, trust.witnesses);
            requireCosigned(now.signers(), trust.policy);
            var earlier = trust.since.isPresent()
                    ? Optional.of(opened(EARLIER, trust.since.get(), key, trust.witnesses)
                            .checkpoint())
                    : Optional.<Checkpoint>empty();
            var seen = new TreeWalk(now.checkpoint(), source).walk();
            var faults = new ArrayList<>(seen.faults());
            earlier.flatMap(e -> contradiction(e, now.checkpoint(), faults.isEmpty()))
                    .ifPresent(faults::add);
            if (!faults.isEmpty()) {
                return new Verdict.Broken(List.copyOf(faults), seen.stopped());
            }
            return new Verdict.Holds(
                    now.checkpoint().origin(),
                    now.checkpoint().size(),
                    now.checkpoint().root(),
                    now.signers(),
                    key,
                    trust.key.isEmpty(),
                    seen.entriesByKind(),
                    earlier.map(e -> OptionalLong.of(e.size())).orElse(OptionalLong.empty()),
                    SignedNote.parse(note));
        } catch (Hopeless e) {
            return new Verdict.Broken(List.of(e.fault), false);
        }
    }

    private static void requireCosigned(List<SignedNote.Signer> signers, Optional<LogPolicy> policy) throws Hopeless {
        if (policy.isPresent()) {
            var unmet = policy.get().unmetBy(signers);
            if (unmet.isPresent()) {
                throw new Hopeless(Kind.CONTRADICTION, "checkpoint", unmet.get());
            }
        }
    }

    private VerifierKey publishedKey() throws Hopeless {
        try {
            var text = StrictText.utf8(fetched("vkey", VKEY_BYTES_MAX));
            if (!text.endsWith("\n")) {
                throw new Malformed("a key and a newline are expected");
            }
            var key = VerifierKey.parse(text.substring(0, text.length() - 1));
            if (key.type() != VerifierKey.Type.ED25519) {
                throw new Malformed("a log signs with a key of type 0x01");
            }
            return key;
        } catch (Malformed e) {
            throw new Hopeless(Kind.MALFORMED, "vkey", String.valueOf(e.getMessage()));
        }
    }

    private byte[] fetched(String path, int bytesMax) throws Hopeless {
        return switch (source.fetch(path, bytesMax)) {
            case Fetched.Found(var bytes) -> bytes;
            case Fetched.Missing(var because) -> throw new Hopeless(Kind.UNAVAILABLE, path, because);
            case Fetched.TooLong(var max) ->
                throw new Hopeless(Kind.MALFORMED, path, "has more than %,d bytes".formatted(max));
            case Fetched.Failed(var because) -> throw new Hopeless(Kind.UNAVAILABLE, path, because);
        };
    }

    private static Checkpoint.Opening.Opened opened(
            String path, byte[] bytes, VerifierKey key, List<VerifierKey> witnesses) throws Hopeless {
        try {
            return switch (Checkpoint.open(SignedNote.parse(bytes), key, witnesses)) {
                case Checkpoint.Opening.Opened opened -> opened;
                case Checkpoint.Opening.Refused(var because) -> throw new Hopeless(Kind.CONTRADICTION, path, because);
            };
        } catch (Malformed e) {
            throw new Hopeless(Kind.MALFORMED, path, String.valueOf(e.getMessage()));
        }
    }

    // Both checkpoints are signed, so whatever does not fit here was signed by the log itself.
    private Optional<Fault> contradiction(Checkpoint earlier, Checkpoint now, boolean allHoldsSoFar) {
        if (earlier.size() > now.size()) {
            return contradiction("the log has %,d entries, and the earlier checkpoint has %,d: it was rolled back"
                    .formatted(now.size(), earlier.size()));
        }
        if (earlier.size() == now.size()) {
            return earlier.root().equals(now.root())
                    ? Optional.empty()
                    : contradiction(("the log signed two different trees of %,d entries;"
                                    + " keep both checkpoints, together they prove it")
                            .formatted(now.size()));
        }
        try {
            var proof = new Proofs(now.size(), this::hashes).consistencyFrom(earlier.size());
            if (proof.proves(earlier.root(), now.root())) {
                return Optional.empty();
            }
        } catch (Unreadable e) {
            return untold(earlier, String.valueOf(e.getMessage()));
        }
        return allHoldsSoFar
                ? contradiction(
                        ("the %,d entries of the earlier checkpoint are not the first of the %,d that the log has now:"
                                        + " its past was changed")
                                .formatted(earlier.size(), now.size()))
                : untold(earlier, "its tiles are not sound");
    }

    private static Optional<Fault> untold(Checkpoint earlier, String because) {
        return Optional.of(new Fault(
                Kind.UNAVAILABLE,
                "checkpoint",
                "checkpoint: whether the log still has the %,d entries of the earlier one cannot be told: %s"
                        .formatted(earlier.size(), because)));
    }

    private static Optional<Fault> contradiction(String what) {
        return Optional.of(new Fault(Kind.CONTRADICTION, "checkpoint", "checkpoint: " + what));
    }

    private byte[] hashes(int level, long index, int width) {
        var path = new TilePath.Hashes(level, index, width);
        return switch (TreeWalk.tile(source, path)) {
            case TreeWalk.Read.Good(var hashes) -> hashes;
            case TreeWalk.Read.Bad(var fault) -> throw new Unreadable(fault.what());
        };
    }

    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unreadable(String because) {
            super(because);
        }
    }

    /// Nothing further can be said about the log.
    private static final class Hopeless extends Exception {

        private static final long serialVersionUID = 1;

        private final transient Fault fault;

        Hopeless(Kind kind, String path, String because) {
            super(because);
            this.fault = new Fault(kind, path, path + ": " + because);
        }
    }
}

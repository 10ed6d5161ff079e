package io.glassline.log;

import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/// What a verification came to.
public sealed interface Verdict {

    /// All of it holds: every entry was read, every stored hash recomputed, and the signed root is the one of these
    /// entries.
    ///
    /// @param key the one that signed
    /// @param keyFromLog whether that key was taken from the log itself, on first sight
    /// @param entriesByKind by the field `kind` of the entries, each of which is of a published form
    /// @param grewFrom the size of the earlier checkpoint that this log still contains, if one was given
    /// @param note the signed checkpoint, to be kept and compared with the next time
    record Holds(
            String origin,
            long size,
            Hash root,
            List<SignedNote.Signer> signers,
            VerifierKey key,
            boolean keyFromLog,
            SortedMap<String, Long> entriesByKind,
            OptionalLong grewFrom,
            SignedNote note)
            implements Verdict {}

    /// It does not hold, or not all of it could be seen.
    ///
    /// @param faults in the order of the log, with those of the checkpoint behind them
    /// @param stopped whether there were so many that the rest was not looked at
    record Broken(List<Fault> faults, boolean stopped) implements Verdict {

        /// Whether files were missing and nothing worse: the log may be sound.
        public boolean onlyUnavailable() {
            return faults.stream().allMatch(fault -> fault.kind() == Fault.Kind.UNAVAILABLE);
        }
    }
}

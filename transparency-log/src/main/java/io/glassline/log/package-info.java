/// The public record as an append-only Merkle tree: tiles, signed checkpoints, proofs, and a verifier that needs
/// nothing but the log's address.
///
/// Hashing is RFC 6962's; files, notes and checkpoints are C2SP's [tlog-tiles](https://c2sp.org/tlog-tiles),
/// [signed-note](https://c2sp.org/signed-note), [tlog-checkpoint](https://c2sp.org/tlog-checkpoint),
/// [tlog-cosignature](https://c2sp.org/tlog-cosignature) and [tlog-proof](https://c2sp.org/tlog-proof), so that
/// anyone's tools can check it. Nothing here depends on more than the JDK, and nothing here keeps data: who stores
/// tiles, and when a checkpoint may be signed, is the caller's business.
@NullMarked
package io.glassline.log;

import org.jspecify.annotations.NullMarked;

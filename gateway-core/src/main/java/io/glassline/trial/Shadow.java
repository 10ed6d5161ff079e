package io.glassline.trial;

import io.glassline.config.VersionId;
import java.time.Instant;
import java.util.Optional;

/// A draft that decides beside the active version about a share of what comes in. Nothing of what it
/// decides is sent, and nothing is stored but how it differs.
///
/// @param beside the version that is active meanwhile
/// @param endsAt when it ends by itself
/// @param end when and why it ended; empty while it runs
public record Shadow(
        String id,
        VersionId draft,
        VersionId beside,
        Share share,
        String begunBy,
        Instant begunAt,
        Instant endsAt,
        Optional<End> end,
        ShadowFindings found) {

    public boolean runs() {
        return end.isEmpty();
    }

    public Shadow with(ShadowFindings found) {
        return new Shadow(id, draft, beside, share, begunBy, begunAt, endsAt, end, found);
    }

    /// @param because in a sentence
    public record End(Instant at, String by, String because) {}
}

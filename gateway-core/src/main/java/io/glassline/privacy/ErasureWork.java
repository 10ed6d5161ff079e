package io.glassline.privacy;

import io.glassline.conversation.Lane;
import io.glassline.media.MediaFiles;
import io.glassline.turn.Sessions;
import io.glassline.turn.Sessions.Claim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings erasures on, a stage at a time. First the address is replaced in all tables, in one transaction and while no
/// turn of the citizen runs: from then on nothing can be told to or of them by what is left, however long that takes.
public final class ErasureWork {

    /// Erasures looked at in one step.
    static final int STEP_MAX = 20;

    /// How long an erasure waits before it looks again whether something is under way.
    static final Duration LOOKS_AGAIN_AFTER = Duration.ofSeconds(5);

    /// How long it waits at most for what is under way: then nothing comes of it any more, or nobody will know.
    static final Duration WAITS_MAX = Duration.ofHours(24);

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Erasures erasures;
    private final Sessions sessions;
    private final MediaFiles files;
    private final InstantSource clock;

    public ErasureWork(Erasures erasures, Sessions sessions, MediaFiles files, InstantSource clock) {
        this.erasures = erasures;
        this.sessions = sessions;
        this.files = files;
        this.clock = clock;
    }

    /// @return whether there is more to do at once
    public boolean step() {
        var due = erasures.due(clock.instant(), STEP_MAX);
        due.forEach(this::bringOn);
        return !due.isEmpty();
    }

    /// Does what can be done now.
    ///
    /// @return how far it has come
    public Erasure bringOn(Erasure erasure) {
        var now = clock.instant();
        return switch (erasure.stage()) {
            case ASKED -> replaced(erasure, now);
            case CALLS -> erasures.cleanCalls(erasure);
            case FILES -> withoutFiles(erasure, now);
            case SWEEP -> erasures.sweep(erasure, now);
            case DEAD_ROWS -> erasures.freeDeadRows(erasure, now);
            case FINISHED, REFUSED -> erasure;
        };
    }

    private Erasure replaced(Erasure erasure, Instant now) {
        var lanes = erasures.lanes(erasure);
        var waitedEnough = !now.isBefore(erasure.askedAt().plus(WAITS_MAX));
        var claims = claims(lanes);
        try {
            var isFree = claims.size() == lanes.size() && !erasures.isUnderWay(erasure);
            if (isFree || waitedEnough) {
                return erasures.replace(erasure, now);
            }
            erasures.later(erasure, now.plus(LOOKS_AGAIN_AFTER));
            return erasure;
        } finally {
            claims.forEach(claim -> sessions.release(claim, Optional.empty()));
        }
    }

    /// A lane that another has, or of which messages lie in a spool, cannot be claimed.
    private List<Claim> claims(Set<Lane> lanes) {
        var claims = new ArrayList<Claim>();
        for (var lane : lanes) {
            sessions.claim(lane, LEASE).ifPresent(claims::add);
        }
        return claims;
    }

    private Erasure withoutFiles(Erasure erasure, Instant now) {
        for (var lane : erasures.lanes(erasure)) {
            if (!sessions.forget(lane)) {
                erasures.later(erasure, now.plus(LOOKS_AGAIN_AFTER));
                return erasure;
            }
        }
        try {
            for (var message : erasures.withFiles(erasure)) {
                files.deleteAll(message);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("files of an erasure cannot be deleted", e);
        }
        return erasures.filesAreGone(erasure);
    }
}

package io.glassline.app.rules;

import io.glassline.app.work.Loop;
import io.glassline.config.VersionId;
import io.glassline.router.trial.ShadowDraft;
import io.glassline.routing.RouterCall;
import io.glassline.trial.Shadow;
import io.glassline.trial.ShadowFindings;
import io.glassline.trial.Shadows;
import io.glassline.turn.TurnListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes part in the shadow that runs, if one does: it looks each second, gets the draft ready, is told
/// of turns that were committed, and keeps what it found. Nothing of what the draft decides is sent or
/// stored.
public final class NodeShadow implements TurnListener, AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(NodeShadow.class);

    private final Shadows shadows;
    private final LoadedVersions loaded;
    private final String node;
    private final String writer;
    private final Loop looking;
    private volatile @Nullable ShadowRun run;
    private Optional<String> cannotRun = Optional.empty();
    private ShadowFindings kept = ShadowFindings.NONE;

    /// @param node the name of this one
    /// @param thisRun another for each start of the node, which begins to count anew
    public NodeShadow(Shadows shadows, LoadedVersions loaded, String node, UUID thisRun) {
        this.shadows = shadows;
        this.loaded = loaded;
        this.node = node;
        this.writer = node + "/" + thisRun;
        this.looking = new Loop("shadow", LOOK_EVERY, this::step);
    }

    public void begin() {
        looking.start();
    }

    /// Does not block.
    @Override
    public void committed(List<RouterCall> calls) {
        var now = run;
        if (now != null) {
            calls.forEach(now::take);
        }
    }

    /// To be called by one thread.
    ///
    /// @return false: it looks again after a pause
    boolean step() {
        var wanted = shadows.running();
        var now = run;
        if (now != null
                && !wanted.map(Shadow::id).equals(Optional.of(now.shadow().id()))) {
            end(now);
        }
        if (run == null && wanted.isPresent() && !cannotRun.equals(wanted.map(Shadow::id))) {
            begin(wanted.get());
        }
        keep();
        return false;
    }

    private void begin(Shadow shadow) {
        kept = ShadowFindings.NONE;
        try {
            var tally = new ShadowTally();
            var begun = new ShadowRun(shadow, draft(shadow.beside(), shadow.draft(), tally), tally);
            begun.begin();
            run = begun;
            LOG.atInfo().log("version {} decides beside {} about {}", shadow.draft(), shadow.beside(), shadow.share());
        } catch (RuntimeException e) {
            cannotRun = Optional.of(shadow.id());
            LOG.atWarn().setCause(e).log("version {} cannot decide beside {}", shadow.draft(), shadow.beside());
            shadows.keep(shadow.id(), writer, ShadowFindings.none(node + " cannot run it: " + e.getMessage()));
        }
    }

    private ShadowDraft draft(VersionId active, VersionId draft, ShadowTally tally) {
        var then = loaded.load(draft);
        return new ShadowDraft(loaded.load(active).city(), then.city(), then.answers(), then.languageOf(), tally::add);
    }

    private void end(ShadowRun now) {
        run = null;
        now.end();
        shadows.keep(now.shadow().id(), writer, now.found());
        LOG.atInfo().log(
                "version {} no longer decides beside another", now.shadow().draft());
    }

    private void keep() {
        var now = run;
        if (now != null && !now.found().equals(kept)) {
            kept = now.found();
            shadows.keep(now.shadow().id(), writer, kept);
        }
    }

    /// What was found is kept, and the shadow goes on without this node.
    @Override
    public void close() {
        looking.close();
        var now = run;
        if (now != null) {
            try {
                end(now);
            } catch (RuntimeException e) {
                LOG.atInfo().log("what the shadow found last on this node could not be kept: {}", e.toString());
            }
        }
    }
}

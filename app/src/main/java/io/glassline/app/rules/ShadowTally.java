package io.glassline.app.rules;

import io.glassline.conversation.Inbound;
import io.glassline.router.rule.RuleFault;
import io.glassline.router.trial.Comparison;
import io.glassline.routing.RouterCall;
import io.glassline.trial.Replay;
import io.glassline.trial.ShadowFindings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Counts what a shadow finds on this node. Its size does not depend on how much is compared, and no
/// words are in it.
///
/// Safe to call from any thread.
final class ShadowTally {

    private static final int FAULTS_MAX = 100;

    private final MoveCounts moves = new MoveCounts();
    private final Map<String, ShadowFindings.Fault> faults = new LinkedHashMap<>();
    private long messages;
    private long different;
    private long skipped;
    private long inForms;
    private long failed;
    private Duration activeTook = Duration.ZERO;
    private Duration draftTook = Duration.ZERO;
    private Duration slowest = Duration.ZERO;

    synchronized void skip() {
        skipped++;
    }

    synchronized void addInForm() {
        inForms++;
    }

    synchronized void addFailed() {
        failed++;
    }

    synchronized void add(RuleFault fault) {
        if (faults.containsKey(fault.rule()) || faults.size() < FAULTS_MAX) {
            faults.merge(
                    fault.rule(),
                    new ShadowFindings.Fault(fault.rule(), fault.because(), 1),
                    (one, _) -> new ShadowFindings.Fault(one.rule(), one.because(), one.count() + 1));
        }
    }

    synchronized void add(RouterCall call, Comparison comparison, Duration took, Duration before) {
        messages++;
        activeTook = activeTook.plus(before);
        draftTook = draftTook.plus(took);
        slowest = slowest.compareTo(took) < 0 ? took : slowest;
        if (comparison.isDifferent()) {
            different++;
            moves.add(comparison.active().outcome(), comparison.to(), () -> example(call, comparison));
        }
    }

    private static Replay.Example example(RouterCall call, Comparison comparison) {
        Inbound inbound = call.inbound();
        return new Replay.Example(
                inbound.id().toString(),
                call.conversation().id().toString(),
                inbound.receivedAt(),
                inbound.from().channel().name(),
                comparison.active().outcome(),
                comparison.to(),
                comparison.draft().because(),
                Optional.empty());
    }

    synchronized ShadowFindings found() {
        return new ShadowFindings(
                messages,
                different,
                skipped,
                inForms,
                failed,
                activeTook,
                draftTook,
                slowest,
                moves.moves(),
                List.copyOf(faults.values()),
                moves.examples(),
                List.of());
    }
}

package io.glassline.app.node;

import io.glassline.app.work.ThrottledLog;
import io.glassline.router.rule.RuleFault;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of rules that could not be evaluated: they are counted, for an alarm, and told in the log.
final class RuleFaults implements Consumer<RuleFault> {

    private static final Logger LOG = LoggerFactory.getLogger(RuleFaults.class);

    private final MeterRegistry meters;
    private final ThrottledLog log;

    RuleFaults(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.log = new ThrottledLog(LOG, clock);
    }

    @Override
    public void accept(RuleFault fault) {
        meters.counter("glassline_rule_faults_total", "rule", fault.rule()).increment();
        log.write(
                "the rule \"%s\" of version %s did not hold, for it could not be evaluated"
                        .formatted(fault.rule(), fault.rulesVersion()),
                new IllegalStateException(fault.because()));
    }
}

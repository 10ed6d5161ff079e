package io.glassline.sources.report;

import io.glassline.request.RequestSystems.Handing;
import io.glassline.sources.report.SystemCalls.Called;
import java.util.Set;

/// What it means that a system answers a call with an error.
final class Refusals {

    /// Nothing that is said in a sentence is longer.
    private static final int WORDS_MAX_CHARS = 300;

    /// Its door is shut, or our key or its address is wrong, which people mend: it has not taken anything.
    private static final Set<Integer> LATER = Set.of(401, 403, 404, 405, 407, 408, 410, 421, 425, 429);

    private Refusals() {}

    /// A system that fails in itself may have done it before; one that points elsewhere has not.
    static Handing of(Called.Answered answered) {
        var words = words(answered);
        var status = answered.status();
        if (status == 503 && answered.patience().isPresent() || status / 100 == 3 || LATER.contains(status)) {
            return new Handing.NotTaken(words, answered.patience());
        }
        return status / 100 == 4 ? new Handing.Rejected(words) : new Handing.InDoubt(words);
    }

    static String words(Called.Answered answered) {
        var said = Answers.error(answered.body()).orElse("");
        var words = "status " + answered.status() + (said.isEmpty() ? "" : ": " + said);
        return words.length() > WORDS_MAX_CHARS ? words.substring(0, WORDS_MAX_CHARS) : words;
    }
}

package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Refusals;
import java.util.Optional;

/// What a message refuses in plain words. Of a mail the words below its subject are enough.
final class PlainRefusal {

    private PlainRefusal() {}

    static Optional<Refusals.Hit> in(TurnContext turn) {
        var refusals = turn.city().gates().refusals();
        var whole = refusals.in(turn.raw(), turn::readings);
        var subject = turn.raw().indexOf('\n');
        return turn.isMail()
                        && subject >= 0
                        && whole.filter(Refusals.Hit::isCertain).isEmpty()
                ? refusals.in(turn.raw().substring(subject + 1), turn::readings).or(() -> whole)
                : whole;
    }
}

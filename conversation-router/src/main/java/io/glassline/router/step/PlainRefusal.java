package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Refusals;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a message refuses in plain words. Of a mail the words below its subject are enough.
final class PlainRefusal {

    private PlainRefusal() {}

    /// By the city's phrases.
    static Optional<Refusals.Hit> in(TurnContext turn) {
        var refusals = turn.city().gates().refusals();
        var whole = refusals.in(own(turn), turn::readings);
        return hasSubject(turn) && whole.filter(Refusals.Hit::isCertain).isEmpty()
                ? refusals.in(belowTheSubject(turn), turn::readings).or(() -> whole)
                : whole;
    }

    /// What may be a refusal, by the city's phrases or, where these hear nothing, by what was learnt.
    static Optional<Refusals.Hit> possible(TurnContext turn) {
        var written = in(turn);
        return written.isPresent()
                ? written.filter(refusal -> !refusal.isCertain()) // that was heard, or meant something else here
                : learnt(turn);
    }

    /// Who swears, or gives up a form ("forget it"), refuses no messages.
    private static Optional<Refusals.Hit> learnt(TurnContext turn) {
        return turn.isForTheLearntGate()
                        && turn.session().openFlow().isEmpty()
                        && !turn.city().dialogue().isAbuse(turn.normalized().text())
                ? turn.city()
                        .gates()
                        .learntRefusal(hasSubject(turn) ? belowTheSubject(turn) : own(turn), turn::readings)
                : Optional.empty();
    }

    private static boolean hasSubject(TurnContext turn) {
        return turn.isMail() && turn.raw().indexOf('\n') >= 0;
    }

    private static String belowTheSubject(TurnContext turn) {
        var own = own(turn);
        return own.substring(own.indexOf('\n') + 1);
    }

    /// Without what a mail quotes: "reply STOP" there is somebody else's.
    private static String own(TurnContext turn) {
        return turn.isMail()
                ? turn.raw().lines().filter(line -> !line.startsWith(">")).collect(Collectors.joining("\n"))
                : turn.raw();
    }
}

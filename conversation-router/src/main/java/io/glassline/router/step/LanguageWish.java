package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Keywords;
import io.glassline.router.reply.InterpreterReplies;
import io.glassline.router.reply.LanguageReplies;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The citizen wants another language, and says so with a word of it: "español". One that the city does not answer in
/// is interpreted; on the phone it is not recognised.
final class LanguageWish implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.heard(turn.city().gates().language())
                .flatMap(Keywords.Hit::language)
                .filter(wanted -> isAnswered(turn, wanted) || !turn.isSpoken())
                .map(wanted -> wish(turn, wanted));
    }

    private static Route wish(TurnContext turn, Locale wanted) {
        return isAnswered(turn, wanted)
                ? new LanguageReplies(turn).change(wanted)
                : new InterpreterReplies(turn)
                        .handsOver(
                                wanted,
                                "The citizen asked for a language the city does not answer in. How to reach an"
                                        + " interpreter is said in that language, and a person gets it.",
                                List.of());
    }

    private static boolean isAnswered(TurnContext turn, Locale wanted) {
        return turn.city().languages().contains(wanted);
    }
}

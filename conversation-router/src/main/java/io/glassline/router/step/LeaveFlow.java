package io.glassline.router.step;

import io.glassline.message.Content;
import io.glassline.router.context.TurnContext;
import io.glassline.router.dialogue.Chitchat;
import io.glassline.router.reply.ReplyBuilder;
import io.glassline.router.words.Phrase;
import io.glassline.router.words.WholePatterns;
import io.glassline.routing.Route;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A word that leaves an open form, or a "never mind". Some of these words also mean STOP; while a form is open they
/// mean the form.
final class LeaveFlow implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (turn.isSpoken() || !(turn.content() instanceof Content.Text) || !isInFlow(turn)) {
            return Optional.empty();
        }
        return turn.heard(turn.city().gates().leaveFlow())
                .map(turn::languageOf)
                .or(() -> Optional.of(turn.language()).filter(_ -> turn.says(neverMind(turn))))
                .map(in -> leave(turn, in));
    }

    private static WholePatterns neverMind(TurnContext turn) {
        return turn.city().dialogue().chitchat(Chitchat.NEVER_MIND);
    }

    private static boolean isInFlow(TurnContext turn) {
        return turn.session().openFlow().isPresent() && turn.isWithBot() && !turn.isOptedOut();
    }

    private static Route leave(TurnContext turn, Locale in) {
        var reply = new ReplyBuilder(turn);
        return reply.bot(
                "leave-flow",
                turn.because(
                        "leave flow",
                        "The whole message is a word that leaves an open form; inside a form that is what it means.",
                        List.of()),
                reply.say(Phrase.FLOW_LEFT, in),
                List.of(),
                turn.understood().forgettingForms(),
                in);
    }
}

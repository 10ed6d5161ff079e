package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.InterpreterReplies;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Optional;

/// The message is in a language the city does not answer in: how to reach an interpreter is said in it, and a person
/// gets the conversation.
final class Interpreter implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.otherLanguage()
                .map(language -> new InterpreterReplies(turn)
                        .handsOver(
                                language,
                                "The message is in a language the city does not answer in. How to reach an interpreter"
                                        + " is said in that language, and a person gets it.",
                                List.of(new Condition(
                                        "language", "message.language", language.toLanguageTag(), true))));
    }
}

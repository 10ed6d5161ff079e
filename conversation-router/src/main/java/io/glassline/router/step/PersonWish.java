package io.glassline.router.step;

import io.glassline.message.Content;
import io.glassline.router.context.TurnContext;
import io.glassline.router.gate.Patterns;
import io.glassline.router.reply.Choice;
import io.glassline.router.reply.PersonReplies;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.List;
import java.util.Optional;

/// The citizen wants a person: by the key 0, by a button, or in words.
final class PersonWish implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        if (turn.normalized().text().equals("0") || isPersonsButton(turn)) {
            return Optional.of(new PersonReplies(turn).chosen());
        }
        var person = turn.city().gates().person();
        return turn.readings().stream()
                .flatMap(said -> person.in(said, turn.language()).stream())
                .findFirst()
                .map(found -> wanted(turn, found));
    }

    private static boolean isPersonsButton(TurnContext turn) {
        return turn.content() instanceof Content.Choice(var id, var _)
                && Choice.parse(id).filter(Choice.Person.class::isInstance).isPresent();
    }

    private static Route wanted(TurnContext turn, Patterns.Hit found) {
        return new PersonReplies(turn)
                .wanted(
                        "The citizen asked for a person.",
                        List.of(new Condition("person", found.pattern(), "found in the message", true)),
                        found.language());
    }
}

package io.glassline.router.trial;

import io.glassline.router.city.CityConfig;
import io.glassline.router.context.TurnContext;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;

/// What a message comes to, in the words of the cases: as in the record, and `flow:NAME` for a form.
///
/// @param words such as `queue:water`; of a form that looks something up, `flow:NAME needs look-up X`
/// @param rule the rule, gate or step that decided
/// @param because why, in a sentence or two
record Outcome(String words, String rule, String because) {

    private static final String NEEDS = " needs look-up ";

    private static final String CHOICE = "choice";
    private static final String KNOWLEDGE = "knowledge";

    /// Whether it is what `expected` says.
    boolean is(String expected) {
        return words.equals(expected) || words.startsWith(expected + NEEDS);
    }

    static Outcome of(TurnContext turn, Route route) {
        return switch (route) {
            case Route.Decided decided -> {
                var decision = decided.decision();
                var because = decision.because();
                yield new Outcome(words(turn.city(), decided), because.rule(), because.words());
            }
            case Route.WithNext(var decision) ->
                new Outcome(
                        decision.outcome(),
                        decision.because().rule(),
                        decision.because().words());
            case Route.Needs(var lookup, var form) ->
                new Outcome(
                        "flow:" + form + NEEDS + lookup.name(),
                        turn.ruling().rule(),
                        "The form asks the city's own system \"%s\" next. A trial asks none, so it ends here."
                                .formatted(lookup.name()));
            case Route.Waits(var until) ->
                throw new IllegalStateException("a message by itself waits for more until " + until);
        };
    }

    /// A form may have the name of an answer; after an answer it is remembered as the last.
    private static String words(CityConfig city, Route.Decided decided) {
        return decided.decision() instanceof RoutingDecision.ToBot(var with, var _)
                        && city.flows().containsKey(with)
                        && decided.session().lastAnswer().filter(with::equals).isEmpty()
                ? "flow:" + with
                : decided.decision().outcome();
    }

    /// Whether a form decided, and not an approved answer of the same name.
    static boolean isForm(CityConfig city, RoutingDecision decision) {
        return decision instanceof RoutingDecision.ToBot(var with, var because)
                && city.flows().containsKey(with)
                && !because.rule().equals(CHOICE)
                && because.trace().stream()
                        .noneMatch(condition -> condition.rule().equals(KNOWLEDGE) && condition.held());
    }
}

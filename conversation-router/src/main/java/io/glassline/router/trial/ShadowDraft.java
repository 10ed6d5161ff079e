package io.glassline.router.trial;

import io.glassline.conversation.Session;
import io.glassline.router.CityRouter;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Answers;
import io.glassline.router.rule.RuleFault;
import io.glassline.routing.Burst;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import io.glassline.routing.RouterCall;
import io.glassline.routing.Situation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// A draft that decides about turns which the active version has decided, under the same circumstances:
/// each turn with the conversation as the active version left it, and with the look-ups that were made
/// for it.
public final class ShadowDraft {

    private final CityConfig active;
    private final CityConfig draft;
    private final Router router;

    /// @param faults is told of each rule of the draft that could not be evaluated
    public ShadowDraft(
            CityConfig active,
            CityConfig draft,
            Answers answers,
            Function<String, Optional<Locale>> languageOf,
            Consumer<RuleFault> faults) {
        this.active = active;
        this.draft = draft;
        this.router = new CityRouter(draft, answers, languageOf, faults);
    }

    /// Whether the draft would not have been asked: a form goes on under the version that it began with,
    /// where it is another in the draft.
    public boolean isInItsOwnForm(RouterCall call) {
        return call.conversation()
                .session()
                .flow()
                .map(Session.Flow::name)
                .filter(form -> !active.hasTheFormOf(draft, form))
                .isPresent();
    }

    /// The draft waits for nothing: the turn is over.
    public Comparison compare(RouterCall call) {
        var known = call.situation();
        var situation = new Situation(
                known.cityTime().withZoneSameInstant(draft.zone()),
                known.consent(),
                known.spoken(),
                known.lookups(),
                known.flood(),
                new Burst(known.burst().earlier(), known.burst().next(), Optional.empty()),
                known.fresh(),
                known.queueLines(),
                known.withdrawn());
        var route = router.route(call.conversation(), call.inbound(), situation);
        return new Comparison(decided(active, call.route()), decided(draft, route));
    }

    private static Comparison.Decided decided(CityConfig city, Route route) {
        return switch (route) {
            case Route.Decided decided -> Comparison.Decided.of(decided.decision(), decided.replies());
            case Route.WithNext(var decision) -> Comparison.Decided.of(decision, List.of());
            case Route.Needs(var lookup, var form) -> Comparison.Decided.needing(form, lookup.name());
            case Route.Waits(var until) -> throw new IllegalStateException("a shadow waits until " + until);
        };
    }
}

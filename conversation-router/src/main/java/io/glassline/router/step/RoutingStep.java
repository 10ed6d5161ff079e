package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.routing.Route;
import java.util.Optional;

/// One of the decisions that are tried on a message, in the order of [RoutingSteps#STEPS].
///
/// Pure: the same turn gives the same route. Safe to call from any thread.
interface RoutingStep {

    /// The route; empty to leave the message to the next step.
    Optional<Route> decide(TurnContext turn);
}

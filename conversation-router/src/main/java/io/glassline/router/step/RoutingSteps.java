package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.routing.Route;
import java.util.List;

/// In which order a message is looked at. `config/README.md` tells the city the same list, and a test holds the two
/// together.
public final class RoutingSteps {

    /// The first step that decides wins. The last one always does. What it cannot make sense of may wait for more words
    /// ([MoreWords]).
    static final List<RoutingStep> STEPS = List.of(
            new AutomaticMail(),
            new LeaveFlow(),
            new ConsentKeywords(),
            new AlarmAnswer(),
            new Emergencies(),
            new OtherEmergencies(),
            new MachineText(),
            new PerhapsEmergency(),
            new OptedOut(),
            new HeldCaller(),
            new WithPeople(),
            new LeaveQueue(),
            new BesideWords(),
            new OnlyPeopleAnswer(),
            new HourlyBudget(),
            new CallStart(),
            new Interpreter(),
            new LanguageWish(),
            new PersonWish(),
            new CallBackWish(),
            new RepeatWish(),
            new PickedChoice(),
            new YesOrNo(),
            new OpenFlow(),
            new AskedDetails(),
            new CityRules(),
            new SmallTalk(),
            new FollowUp(),
            new BotAnswer());

    private RoutingSteps() {}

    public static Route route(TurnContext turn) {
        return PerhapsEmergency.askedOnce(turn, StopQuestion.beside(turn, MoreWords.orWait(turn, route(turn, STEPS))));
    }

    /// As the steps behind `step` decide.
    static Route behind(RoutingStep step, TurnContext turn) {
        return route(turn, STEPS.subList(STEPS.indexOf(step) + 1, STEPS.size()));
    }

    private static Route route(TurnContext turn, List<RoutingStep> steps) {
        for (var step : steps) {
            var route = step.decide(turn);
            if (route.isPresent()) {
                return route.get();
            }
        }
        throw new IllegalStateException("none of the %d steps decided".formatted(steps.size()));
    }
}

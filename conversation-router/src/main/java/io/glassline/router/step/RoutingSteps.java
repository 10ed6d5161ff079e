package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.routing.Route;
import java.util.List;
import java.util.stream.Stream;

/// In which order a message is looked at. `config/README.md` tells the city the same list, and a test holds the two
/// together.
public final class RoutingSteps {

    /// What is looked at whoever has the conversation, and whatever the citizen asked for.
    private static final List<RoutingStep> GATES = List.of(
            new AutomaticMail(),
            new LeaveFlow(),
            new ConsentKeywords(),
            new AlarmAnswer(),
            new Emergencies(),
            new OtherEmergencies(),
            new MachineText());

    private static final List<RoutingStep> ANSWERS = List.of(
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

    /// The first step that decides wins. The last one always does.
    static final List<RoutingStep> STEPS = Stream.of(
                    GATES, List.<RoutingStep>of(new PerhapsEmergency(turn -> route(turn, ANSWERS))), ANSWERS)
            .flatMap(List::stream)
            .toList();

    private RoutingSteps() {}

    public static Route route(TurnContext turn) {
        var route = MoreWords.orWait(turn, route(turn, STEPS), RoutingSteps::route);
        return PerhapsEmergency.askedOnce(turn, StopQuestion.beside(turn, route));
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

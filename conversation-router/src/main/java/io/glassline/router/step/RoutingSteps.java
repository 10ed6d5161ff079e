package io.glassline.router.step;

import io.glassline.router.context.TurnContext;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Candidate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// In which order a message is looked at. `config/README.md` tells the city the same list, and a test holds the two
/// together.
public final class RoutingSteps {

    /// What is looked at whoever has the conversation, and whatever the citizen asked for.
    private static final List<RoutingStep> GATES = List.of(
            new AutomaticMail(),
            new LeaveFlow(),
            new ConsentKeywords(),
            new ProgrammeWish(),
            new AlarmAnswer(),
            new Emergencies(),
            new OtherEmergencies(),
            new MachineText());

    private static final List<RoutingStep> ANSWERS = List.of(
            new OptedOut(),
            new HeldCaller(),
            new ReceiptWish(),
            new RecordWish(),
            new WithPeople(),
            new LeaveQueue(),
            new BesideWords(),
            new OnlyPeopleAnswer(),
            new HourlyBudget(),
            new RatingAnswer(),
            new CallStart(),
            new Interpreter(),
            new LanguageWish(),
            new PersonWish(),
            new CallBackWish(),
            new RepeatWish(),
            new RecordWishInWords(),
            new PickedChoice(),
            new YesOrNo(),
            new OpenFlow(),
            new SetAsideForm(),
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
        return finished(turn, route(turn, STEPS));
    }

    /// The same, and tells `observer` of each step on the way. An ordinary turn has nobody to tell.
    public static Route route(TurnContext turn, Observer observer) {
        for (var step : STEPS) {
            var route = step.decide(turn);
            observer.looked(name(step), route.isPresent());
            if (route.isPresent()) {
                return finished(turn, route.get());
            }
        }
        throw noneDecided(STEPS);
    }

    /// Hears of each step that a message comes to, in order.
    public interface Observer {

        /// @param step its name, as in the list of `config/README.md`
        void looked(String step, boolean decided);
    }

    /// The names of the steps, in order.
    public static List<String> names() {
        return STEPS.stream().map(RoutingSteps::name).toList();
    }

    /// The class `AutomaticMail` is the step "Automatic mail".
    private static String name(RoutingStep step) {
        var words = step.getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", " $1");
        return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
    }

    private static Route finished(TurnContext turn, Route first) {
        var route = MoreWords.orWait(turn, RuleEffects.on(turn, first), RoutingSteps::route);
        return withCandidates(turn, PerhapsEmergency.askedOnce(turn, StopQuestion.beside(turn, route)));
    }

    private static Route withCandidates(TurnContext turn, Route route) {
        var nearest = turn.candidates();
        return switch (route) {
            case Route.Decided decided when !nearest.isEmpty() -> decided.with(with(decided.decision(), nearest));
            case Route.WithNext(var decision) when !nearest.isEmpty() -> new Route.WithNext(with(decision, nearest));
            case Route.Decided _, Route.WithNext _, Route.Needs _, Route.Waits _ -> route;
        };
    }

    private static RoutingDecision with(RoutingDecision decision, List<Candidate> nearest) {
        return decision.with(decision.because().withCandidates(nearest));
    }

    private static Route route(TurnContext turn, List<RoutingStep> steps) {
        for (var step : steps) {
            var route = step.decide(turn);
            if (route.isPresent()) {
                return route.get();
            }
        }
        throw noneDecided(steps);
    }

    private static IllegalStateException noneDecided(List<RoutingStep> steps) {
        return new IllegalStateException("none of the %d steps decided".formatted(steps.size()));
    }
}

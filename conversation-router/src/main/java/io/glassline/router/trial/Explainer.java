package io.glassline.router.trial;

import io.glassline.config.VersionId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.router.city.CityConfig;
import io.glassline.router.context.BotConfig;
import io.glassline.router.context.TurnContext;
import io.glassline.router.rule.Rule;
import io.glassline.router.step.RoutingSteps;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Condition;
import io.glassline.trial.Explanation;
import io.glassline.trial.TrialMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tells how it is decided about a message, step by step. Nothing is sent, and no look-up is made.
public final class Explainer {

    private static final String CITY_RULES = "City rules";

    private final BotConfig bot;
    private final LongSupplier nanos;

    /// @param nanos a clock for how long something takes
    public Explainer(BotConfig bot, LongSupplier nanos) {
        this.bot = bot;
        this.nanos = nanos;
    }

    /// @param now when it comes, where the message does not say
    public Explanation explain(VersionId version, TrialMessage message, Instant now) {
        var began = nanos.getAsLong();
        var turn = TrialTurn.of(
                bot,
                TrialTurn.content(message.content(), message.text(), message.channel()),
                message.channel(),
                message.language().map(Locale::forLanguageTag).orElse(bot.city().firstLanguage()),
                "bot",
                message.at().orElse(now).atZone(bot.city().zone()));
        var looked = new ArrayList<Looked>();
        var route = RoutingSteps.route(turn, (step, decided) -> looked.add(new Looked(step, decided)));
        var took = Duration.ofNanos(nanos.getAsLong() - began);

        var outcome = Outcome.of(turn, route);
        var decision = decision(route);
        var steps = new ArrayList<Explanation.Step>();
        looked.forEach(step -> steps.addAll(steps(turn, step)));
        decision.ifPresent(decided -> steps.addAll(beyond(turn, decided)));
        var language = route instanceof Route.Decided decided ? decided.language() : turn.language();
        return new Explanation(
                outcome.words(),
                outcome.rule(),
                Optional.of(version),
                because(bot.city(), decision, outcome.because()),
                decision.map(decided -> CitizenWords.why(bot.city(), decided, language))
                        .orElseGet(() -> CitizenWords.whyForm(bot.city(), flowOf(outcome), language)),
                steps,
                candidates(turn.candidates()),
                route instanceof Route.Decided decided
                        ? decided.replies().stream().map(Explainer::told).toList()
                        : List.of(),
                Optional.of(took));
    }

    /// The same of a decision that is on record.
    ///
    /// @param city as it is now, which names queues and answers
    public static Explanation recorded(
            CityConfig city,
            RoutingDecision decision,
            Optional<VersionId> version,
            Locale language,
            List<String> replies) {
        var because = decision.because();
        return new Explanation(
                decision.outcome(),
                because.rule(),
                version,
                because(city, Optional.of(decision), because.words()),
                CitizenWords.why(city, decision, language),
                because.trace().stream().map(Explainer::step).toList(),
                candidates(because.candidates()),
                replies,
                because.took());
    }

    static String shown(RoutingDecision.Candidate candidate) {
        return String.format(Locale.ROOT, "%s %.2f", candidate.answer(), candidate.score());
    }

    /// Whether a step of this name is the gateway's own, and no rule or look at rules.
    public static boolean isOwnStep(String name) {
        return !name.equals(CITY_RULES) && StepWords.all().containsKey(name);
    }

    /// The words, and below them what can be picked.
    private static String told(Reply reply) {
        return Stream.concat(Stream.of(reply.text()), reply.offers().stream().map(offer -> "[" + offer.label() + "]"))
                .collect(Collectors.joining("\n"));
    }

    private record Looked(String step, boolean decided) {}

    private static Optional<RoutingDecision> decision(Route route) {
        return switch (route) {
            case Route.Decided decided -> Optional.of(decided.decision());
            case Route.WithNext(var decision) -> Optional.of(decision);
            case Route.Needs _, Route.Waits _ -> Optional.empty();
        };
    }

    private static String flowOf(Outcome outcome) {
        return outcome.words().replaceFirst("^flow:", "").replaceFirst(" .*", "");
    }

    /// A step, and below the city's rules each rule that was looked at.
    private static List<Explanation.Step> steps(TurnContext turn, Looked looked) {
        var words = StepWords.all().get(looked.step());
        var step = new Explanation.Step(
                looked.step(),
                words == null ? "" : words.condition(),
                words == null ? "" : words.saw(turn),
                looked.decided());
        var steps = new ArrayList<>(List.of(step));
        if (looked.step().equals(CITY_RULES)) {
            turn.ruling().trace().forEach(condition -> steps.add(step(condition)));
        }
        return steps;
    }

    /// What the decision looked at besides the rules: patterns found, the bot's confidence.
    private static List<Explanation.Step> beyond(TurnContext turn, RoutingDecision decision) {
        var rules = new HashSet<String>();
        turn.city().rules().rules().stream().map(Rule::name).forEach(rules::add);
        return decision.because().trace().stream()
                .filter(condition -> !rules.contains(condition.rule()))
                .map(Explainer::step)
                .toList();
    }

    private static Explanation.Step step(Condition condition) {
        return new Explanation.Step(condition.rule(), condition.expression(), condition.saw(), condition.held());
    }

    private static List<Explanation.Candidate> candidates(List<RoutingDecision.Candidate> nearest) {
        return nearest.stream()
                .map(candidate -> new Explanation.Candidate(candidate.answer(), candidate.score()))
                .toList();
    }

    /// The reason, and where it goes.
    private static String because(CityConfig city, Optional<RoutingDecision> decision, String why) {
        return (why + " " + decision.map(decided -> goes(city, decided)).orElse("")).strip();
    }

    private static String goes(CityConfig city, RoutingDecision decision) {
        return switch (decision) {
            case RoutingDecision.ToBot(var with, var _) ->
                Outcome.isForm(city, decision)
                        ? "The form \"%s\" goes on.".formatted(with)
                        : city.knowledge().find(with).isPresent()
                                ? "The answer \"%s\" is given.".formatted(with)
                                : "The bot says \"%s\".".formatted(with);
            case RoutingDecision.ToQueue(var queue, var priority, var _) ->
                "It waits for people in the queue \"%s\"%s.%s"
                        .formatted(
                                queue.name(),
                                priority == Priority.NORMAL
                                        ? ""
                                        : ", priority " + priority.name().toLowerCase(Locale.ROOT),
                                city.queues().policies().of(queue).words());
            case RoutingDecision.StaysWithPeople _ -> "It is added to what people have.";
            case RoutingDecision.Gated _, RoutingDecision.Kept _ -> "";
        };
    }
}

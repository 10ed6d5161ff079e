package io.glassline.app.rules;

import io.glassline.router.reply.AnswerReplies;
import io.glassline.routing.RoutingDecision;
import io.glassline.trial.RecordedTraffic.Recorded;
import io.glassline.trial.Trials.Missed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the messages that the bot did not understand, or answered beside the point as far as what came next tells.
final class Misses {

    /// So many decisions are looked at, the latest.
    static final int DECISIONS_MAX = 20_000;

    /// Who asks for a person so soon after an answer did not get the right one.
    private static final int SOON_MESSAGES = 3;

    private static final String PERSON = "asked for a person";
    private static final String CHOICE = "choice";
    private static final String KNOWLEDGE = "knowledge";

    private Misses() {}

    /// @param decisions the latest first
    static List<Missed> among(List<Recorded> decisions, int countMax) {
        Map<String, List<Recorded>> later = new HashMap<>();
        var missed = new ArrayList<Missed>();
        for (var recorded : decisions) {
            var after = later.computeIfAbsent(recorded.conversation().toString(), _ -> new ArrayList<>());
            if (missed.size() < countMax) {
                because(recorded.decision(), after)
                        .map(why -> missed(recorded, why))
                        .ifPresent(missed::add);
            }
            after.addFirst(recorded);
            if (after.size() > SOON_MESSAGES) {
                after.removeLast();
            }
        }
        return missed;
    }

    private static Missed missed(Recorded recorded, String because) {
        return new Missed(
                recorded.conversation().toString(),
                recorded.channel(),
                recorded.language().toLanguageTag(),
                recorded.decision().because().rule(),
                because);
    }

    /// @param after the next decisions of the same conversation
    private static Optional<String> because(RoutingDecision decision, List<Recorded> after) {
        return switch (decision) {
            case RoutingDecision.ToBot(var with, var _)
            when with.equals(AnswerReplies.NOT_UNDERSTOOD) || with.equals(AnswerReplies.ABOUT_WHAT) ->
                Optional.of("The bot did not understand it" + nearest(decision) + ".");
            case RoutingDecision.ToBot(var with, var _)
            when with.equals(AnswerReplies.CHOICES) ->
                after.isEmpty() || isBy(after.getFirst(), CHOICE)
                        ? Optional.empty()
                        : Optional.of(
                                "The bot held out a list, and nothing of it was picked" + nearest(decision) + ".");
            case RoutingDecision.ToBot(var with, var because)
            when asked(because).isPresent() || because.rule().equals(CHOICE) ->
                after.stream().anyMatch(next -> isBy(next, PERSON))
                        ? Optional.of(
                                "The bot answered with \"%s\", and a person was asked for soon after.".formatted(with))
                        : Optional.empty();
            case RoutingDecision.ToQueue(var _, var _, var because)
            when asked(because).filter(isSure -> !isSure).isPresent() ->
                Optional.of("The bot had no answer, and gave it to a person" + nearest(decision) + ".");
            case RoutingDecision.ToBot _,
                    RoutingDecision.ToQueue _,
                    RoutingDecision.StaysWithPeople _,
                    RoutingDecision.Gated _,
                    RoutingDecision.Kept _ -> Optional.empty();
        };
    }

    /// Whether the bot was sure; empty where its knowledge did not decide.
    private static Optional<Boolean> asked(RoutingDecision.Because because) {
        return because.trace().stream()
                .filter(condition -> condition.rule().equals(KNOWLEDGE))
                .map(RoutingDecision.Condition::held)
                .findFirst();
    }

    private static boolean isBy(Recorded recorded, String rule) {
        return recorded.decision().because().rule().equals(rule);
    }

    private static String nearest(RoutingDecision decision) {
        return decision.because().candidates().stream()
                .findFirst()
                .map(candidate -> "; \"%s\" came nearest".formatted(candidate.answer()))
                .orElse("");
    }
}

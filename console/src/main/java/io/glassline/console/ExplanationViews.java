package io.glassline.console;

import io.glassline.config.VersionId;
import io.glassline.trial.Explanation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Makes of an explanation what a page shows of it, for one viewer.
@Singleton
final class ExplanationViews {

    private final OutcomeTitles outcomes;

    ExplanationViews(OutcomeTitles outcomes) {
        this.outcomes = outcomes;
    }

    ExplanationView of(Explanation explanation, StaffSession viewer) {
        return new ExplanationView(
                outcomes.of(explanation.outcome()),
                explanation.rule(),
                explanation.version().map(VersionId::hex),
                explanation.version().filter(_ -> viewer.seesRules()).map(VersionLines::href),
                explanation.because(),
                explanation.forCitizen(),
                steps(explanation),
                explanation.candidates().stream()
                        .map(one -> new ExplanationView.Candidate(one.answer(), percent(one.score())))
                        .toList(),
                explanation.replies(),
                explanation.took().map(ExplanationViews::words));
    }

    /// The last step of the deciding rule's name that held is the one that decided.
    private static List<ExplanationView.Step> steps(Explanation explanation) {
        var deciding = -1;
        for (var i = 0; i < explanation.steps().size(); i++) {
            var step = explanation.steps().get(i);
            if (step.held() && step.name().equals(explanation.rule())) {
                deciding = i;
            }
        }
        var steps = new ArrayList<ExplanationView.Step>();
        for (var i = 0; i < explanation.steps().size(); i++) {
            var step = explanation.steps().get(i);
            steps.add(new ExplanationView.Step(step.name(), step.condition(), step.saw(), step.held(), i == deciding));
        }
        return steps;
    }

    private static int percent(double score) {
        return (int) Math.round(100 * Math.clamp(score, 0, 1));
    }

    /// `0.4 ms`, `12 ms`, `1.2 s`.
    static String words(Duration took) {
        var millis = took.toNanos() / 1e6;
        return millis < 10
                ? String.format(Locale.ENGLISH, "%.1f ms", millis)
                : millis < 1000
                        ? String.format(Locale.ENGLISH, "%.0f ms", millis)
                        : String.format(Locale.ENGLISH, "%.1f s", millis / 1000);
    }
}

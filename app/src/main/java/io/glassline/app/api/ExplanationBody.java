package io.glassline.app.api;

import io.glassline.config.VersionId;
import io.glassline.trial.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How it is decided about a message, as the API and the command line print it.
public record ExplanationBody(
        String outcome,
        String rule,
        @Nullable String rulesVersion,
        String because,
        String forCitizen,
        List<Explanation.Step> steps,
        List<CandidateBody> candidates,
        List<String> replies,
        @Nullable Long tookMicros) {

    public static ExplanationBody of(Explanation told) {
        return new ExplanationBody(
                told.outcome(),
                told.rule(),
                told.version().map(VersionId::hex).orElse(null),
                told.because(),
                told.forCitizen(),
                told.steps(),
                told.candidates().stream()
                        .map(candidate -> new CandidateBody(candidate.answer(), candidate.score()))
                        .toList(),
                told.replies(),
                told.took().map(took -> took.toNanos() / 1000).orElse(null));
    }

    public record CandidateBody(String answer, double score) {}
}

package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// How it is decided about one message, step by step, as a page shows it.
///
/// @param versionHref where the version's page is; empty for who may not see it
/// @param took in words; empty where it was not measured
record ExplanationView(
        String outcome,
        String rule,
        Optional<String> version,
        Optional<String> versionHref,
        String because,
        String forCitizen,
        List<Step> steps,
        List<Candidate> candidates,
        List<String> replies,
        Optional<String> took) {

    /// @param decided whether it is the one that decided
    record Step(String name, String condition, String saw, boolean held, boolean decided) {}

    /// @param percent the confidence, from 0 to 100
    record Candidate(String answer, int percent) {}
}

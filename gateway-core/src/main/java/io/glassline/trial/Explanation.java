package io.glassline.trial;

import io.glassline.config.VersionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How it is decided about one message.
///
/// @param outcome in the words of the record, such as `queue:water` or `bot:trash-day`
/// @param rule the rule, gate or step that decided
/// @param version by which it was decided; empty for a message from before there were versions
/// @param because why, in a sentence for staff
/// @param forCitizen the same in a sentence that a citizen understands
/// @param steps each gate, step and rule that was looked at, in order, up to the one that decided
/// @param candidates what the bot would answer, the best first; empty where it was not asked
/// @param replies what the citizen is told
/// @param took how long deciding took; empty where it was not measured
public record Explanation(
        String outcome,
        String rule,
        Optional<VersionId> version,
        String because,
        String forCitizen,
        List<Step> steps,
        List<Candidate> candidates,
        List<String> replies,
        Optional<Duration> took) {

    public Explanation {
        steps = List.copyOf(steps);
        candidates = List.copyOf(candidates);
        replies = List.copyOf(replies);
    }

    /// @param name of the rule, gate or step
    /// @param condition as it is written; empty for what has none
    /// @param saw the values it looked at
    public record Step(String name, String condition, String saw, boolean held) {}

    /// @param score the confidence, from 0 to 1
    public record Candidate(String answer, double score) {}
}

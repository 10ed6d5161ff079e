package io.glassline.trial;

import java.util.List;

/// What came of a version's cases, which stand in `routing.test.yml` and beside each agency's rules.
///
/// @param uncovered rules that no case expects, in their order
public record CaseReport(List<Result> results, List<String> uncovered) {

    public CaseReport {
        results = List.copyOf(results);
        uncovered = List.copyOf(uncovered);
    }

    public boolean holds() {
        return results.stream().allMatch(Result::holds);
    }

    /// @param name what the case is called, or its message
    /// @param file where it stands, with `line` from 1
    /// @param expected the outcome in the case's words, such as `queue:water`
    /// @param got what was decided, in the same words
    /// @param because why, in a sentence
    public record Result(
            String name, String file, int line, boolean holds, String expected, String got, String because) {}
}

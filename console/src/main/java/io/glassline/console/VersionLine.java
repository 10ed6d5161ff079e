package io.glassline.console;

import java.util.List;

/// One version of the city's rules, as a list and the head of a page show it.
///
/// @param state `draft`, `approved`, `active` or `was-active`
/// @param steps what was done with it, the oldest first
record VersionLine(
        String id,
        String href,
        String note,
        String state,
        String stateTitle,
        List<Step> steps,
        boolean canApprove,
        boolean canActivate) {

    /// @param says more about it; empty where nobody said more
    record Step(String words, String says, String time, String timeFull, String timeIso) {}
}

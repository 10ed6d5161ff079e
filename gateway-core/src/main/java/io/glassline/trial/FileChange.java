package io.glassline.trial;

import java.util.List;

/// What changed in one file.
///
/// @param says each change in a sentence an officer can read, such as `rule "water main break": priority normal →
///     urgent`; empty where only the lines tell
/// @param lines the changed lines with some around them
public record FileChange(String file, Kind kind, List<String> says, List<Line> lines) {

    public FileChange {
        says = List.copyOf(says);
        lines = List.copyOf(lines);
    }

    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /// @param number in the new file, for a removed line in the old one, from 1
    public record Line(Sign sign, int number, String text) {}

    public enum Sign {
        SAME,
        ADDED,
        REMOVED
    }
}

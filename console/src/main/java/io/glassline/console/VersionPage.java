package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// What a version of the rules changes against another.
///
/// @param from the version it is compared with; empty where there is none to compare with
/// @param others the versions it can be compared with
record VersionPage(
        PageFrame frame,
        VersionLine version,
        Optional<VersionLine> from,
        List<DeskPage.Option> others,
        List<File> files) {

    /// How many changes there are in words, over all files.
    int sentences() {
        return files.stream().mapToInt(file -> file.says().size()).sum();
    }

    /// @param kind `added`, `removed` or `changed`
    /// @param lines the changed lines with some around them
    /// @param linesLeftOut how many more there are
    /// @param open whether the lines are shown without being asked for
    record File(
            String name,
            String kind,
            String kindTitle,
            List<String> says,
            List<Line> lines,
            int linesLeftOut,
            boolean open) {}

    /// @param kind `added`, `removed`, `same`, or `gap` for lines that are left out
    record Line(String kind, String number, String text) {}
}

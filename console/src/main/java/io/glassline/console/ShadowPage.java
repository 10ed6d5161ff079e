package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// A draft beside the active version: the form that begins it, or what it found so far.
///
/// @param elsewhere another version that decides beside the active one just now; one at a time does
record ShadowPage(
        PageFrame frame,
        Optional<Notice> notice,
        VersionLine version,
        boolean canBegin,
        Optional<VersionLine> elsewhere,
        List<DeskPage.Option> shares,
        List<DeskPage.Option> windows,
        String once,
        Optional<Run> run) {

    /// Whether the page is looked at again by itself.
    boolean goesOn() {
        return run.filter(Run::runs).isPresent();
    }

    /// @param head what it does or did, in a sentence
    /// @param ended when, by whom and why it ended; empty while it runs
    /// @param problems nodes that cannot run it, and why
    /// @param faults rules that could not be evaluated
    /// @param readsWords whether the viewer may read what citizens wrote
    record Run(
            String href,
            boolean runs,
            String head,
            Optional<String> ended,
            List<String> problems,
            List<String> faults,
            List<FiguresPage.Figure> figures,
            List<ReplayPage.Move> moves,
            int moreMoves,
            List<ReplayPage.Example> examples,
            boolean readsWords) {}
}

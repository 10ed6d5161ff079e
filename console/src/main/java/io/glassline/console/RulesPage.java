package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// The versions of the city's rules, and by which of them each node decides.
///
/// @param versions the latest first
/// @param more whether there are older ones that are not listed
/// @param canRollBack whether a version was active before the one that is
record RulesPage(
        PageFrame frame,
        Optional<Notice> notice,
        Optional<VersionLine> active,
        boolean canRollBack,
        List<Node> nodes,
        List<VersionLine> versions,
        boolean more) {

    /// @param state `follows`, `behind` or `refused`
    /// @param because why it refused a version; empty where it did not
    record Node(
            String name,
            String version,
            String versionHref,
            String since,
            String sinceFull,
            String state,
            String stateTitle,
            String because) {}
}

package io.glassline.console;

import java.util.List;

/// Whether a version of the rules decides as its cases say.
///
/// @param uncovered rules that no case expects
record CasesPage(PageFrame frame, VersionLine version, List<Case> failing, List<Case> holding, List<String> uncovered) {

    /// @param place the file and the line where the case stands
    record Case(String name, String place, String expected, String got, String because) {}
}

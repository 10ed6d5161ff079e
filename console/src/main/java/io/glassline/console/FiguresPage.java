package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// The desk's figures over a window of days, each with what it means.
record FiguresPage(
        PageFrame frame,
        List<DeskPage.Option> windows,
        String sinceFull,
        List<Figure> counts,
        List<Figure> times,
        List<Bar> byChannel,
        List<Bar> byOutcome) {

    /// `value` is empty where nothing was measured.
    record Figure(String title, Optional<String> value, String unit, String meaning) {}

    /// `percent` of the longest bar; `share` of the total.
    record Bar(String title, String icon, long count, int percent, String share) {}
}

package io.glassline.console;

import java.util.List;

/// How satisfied citizens said they were, over a window of days.
///
/// @param passedOver how many were not asked, by why
record RatingsPage(
        PageFrame frame,
        List<DeskPage.Option> windows,
        String sinceFull,
        List<FiguresPage.Figure> figures,
        List<Group> groups,
        List<FiguresPage.Bar> points,
        List<FiguresPage.Bar> passedOver) {

    /// Those who were asked, by something that tells them apart.
    record Group(String title, String id, List<Row> rows) {}

    /// @param satisfied the share, and between which the true one lies
    record Row(String name, String asked, String answered, String satisfied, String interval) {}
}

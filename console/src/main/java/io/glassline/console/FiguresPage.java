package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// What managers see: a period beside the one before, in figures, charts with a table behind each, and groups; which
/// topics rise; and the files with all of it.
///
/// @param period the word of the chosen window
/// @param beside which time the period is compared with, in words
/// @param canRead whether examples of what citizens wrote are shown
record FiguresPage(
        PageFrame frame,
        List<DeskPage.Option> windows,
        String period,
        String since,
        String beside,
        List<Compared> main,
        List<Compared> more,
        Curve reached,
        Columns days,
        Columns hours,
        List<Group> groups,
        List<Rising> rising,
        boolean canRead) {

    /// One figure. `value` is empty where nothing was measured.
    record Figure(String title, Optional<String> value, String meaning) {}

    /// A bar in a table: `percent` of the longest one; `share` of the total.
    record Bar(String title, String icon, long count, int percent, String share) {}

    /// A figure beside that of the period before. `change` says in words by how much; `standing` is `better`, `worse`
    /// or `same`, and empty where neither is.
    record Compared(
            String title,
            Optional<String> value,
            String nothing,
            String before,
            String change,
            String standing,
            String meaning) {}

    /// To how many of a hundred a person came within each time; the lines run through a field of 700 by 100, from the
    /// top.
    ///
    /// @param points of the line of this period, empty where nobody asked for a person
    record Curve(String points, String pointsBefore, List<Step> steps) {

        /// @param x where its time stands, in percent of the width
        record Step(String within, String x, String now, String before) {}
    }

    /// Columns beside each other, each of several parts, in a field [#HEIGHT] high.
    ///
    /// @param most what a column that fills the field stands for
    record Columns(
            String id,
            String title,
            String first,
            String alt,
            List<String> keys,
            List<Column> columns,
            String most,
            String half) {

        static final int HEIGHT = 150;

        /// @param x from the left, and `width`, in percent
        /// @param isLabelled whether its name stands below it: of many only some
        record Column(
                String name,
                String label,
                String x,
                String middle,
                String width,
                List<Part> parts,
                boolean isLabelled) {}

        /// @param y from the top, and `height`, in points
        record Part(long count, int y, int height) {}
    }

    /// Conversations by one thing.
    record Group(String id, String title, String first, List<Row> rows) {}

    record Row(
            String title,
            String icon,
            String conversations,
            String before,
            int percent,
            String bot,
            String firstAnswer,
            String person,
            String waiting,
            String service,
            String satisfied) {}

    /// A topic that rises.
    record Rising(String topic, String conversations, String expected, String ratio, List<String> examples) {}
}

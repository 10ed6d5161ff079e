package io.glassline.console;

import java.util.List;

/// What was asked and not answered.
record QuestionsPage(
        PageFrame frame,
        List<DeskPage.Option> windows,
        int days,
        List<Cluster> clusters,
        int apart,
        int peopleMin,
        boolean more) {

    record Cluster(int people, int questions, String words, String example, String language, String tag, String last) {}
}

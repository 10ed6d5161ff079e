package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// What the bot answered on a day, drawn by lot, for people to judge; and how the last 90 days were judged.
record SamplePage(
        PageFrame frame,
        Optional<Notice> notice,
        String day,
        String dayTitle,
        Optional<String> earlier,
        Optional<String> later,
        int sampleMax,
        List<FiguresPage.Figure> figures,
        List<Drawn> drawn) {

    /// @param verdict a word; empty while it is not judged
    record Drawn(
            long decision,
            String question,
            String tag,
            String answer,
            String answerHref,
            String text,
            String conversation,
            String at,
            String verdict,
            String verdictTitle) {}
}

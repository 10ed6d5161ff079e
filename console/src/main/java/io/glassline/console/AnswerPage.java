package io.glassline.console;

import io.glassline.answer.WordDifference;
import java.util.List;
import java.util.Optional;

/// One approved answer: what it says, what came of it, and whether it is withdrawn.
///
/// @param looked how its source page was found; empty before the first look
/// @param digest of its texts as they are shown, for the forms
/// @param withdrawn how it was, where it is
/// @param before withdrawals that hold no more, or were of another text
/// @param decides whether whoever looks may withdraw it and see who got it
record AnswerPage(
        PageFrame frame,
        Optional<Notice> notice,
        AnswersPage.Row row,
        String topic,
        String office,
        String source,
        String reviewed,
        Optional<Looked> looked,
        String digest,
        List<Text> texts,
        List<FiguresPage.Figure> figures,
        List<Mixed> confusions,
        Optional<Step> withdrawn,
        List<Past> before,
        boolean decides,
        List<DeskPage.Option> windows) {

    /// @param segments how many text messages it takes
    record Text(
            String language,
            String title,
            String reading,
            String tooHard,
            int characters,
            int segments,
            List<ChannelPreviews.Shown> shown,
            String spoken,
            List<String> phrasings) {}

    /// A phrasing of `answer` that would get `taken`.
    record Mixed(String answer, String answerHref, String phrasing, String taken, String takenHref) {}

    /// When the source page was looked at last.
    ///
    /// @param failure why it could not be read; empty where it could
    /// @param changes what it says otherwise since the owner read the answer; none where it says the same
    record Looked(String at, String failure, List<WordDifference.Piece> changes) {}

    record Step(String who, String at, String reason) {}

    /// @param sameText whether it was of the text that is shown
    record Past(Step made, Optional<Step> takenBack, boolean sameText) {}
}

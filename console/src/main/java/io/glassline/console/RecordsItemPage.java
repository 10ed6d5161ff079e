package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// A conversation of a request for public records, to decide about piece by piece.
///
/// @param held why nothing of it is erased
/// @param hasReasons whether the city has a list of reasons
/// @param keep where the decisions are sent
/// @param more the next pieces of the same conversation, where it has too many for a page
record RecordsItemPage(
        PageFrame frame,
        Optional<Notice> notice,
        String request,
        String requestTitle,
        String title,
        String opened,
        boolean isErased,
        Optional<String> held,
        boolean hasReasons,
        String keep,
        String progress,
        List<Piece> pieces,
        Optional<String> before,
        Optional<String> next,
        Optional<String> fewer,
        Optional<String> more) {

    /// @param wrong why what was asked for it was not kept
    /// @param was what was decided as the form was made, so that only what an officer changes is sent on
    /// @param decided who decided, and when
    /// @param isErased whether there is nothing to decide any more
    /// @param picture where the file is shown
    record Piece(
            int number,
            String title,
            String said,
            Optional<String> wrong,
            int seen,
            String was,
            String ruling,
            Optional<String> decided,
            boolean isErased,
            boolean isMarkable,
            boolean isNote,
            List<Span> spans,
            List<Passage> passages,
            List<DeskPage.Option> reasons,
            String words,
            List<DeskPage.Option> wordsReasons,
            Optional<String> picture,
            Optional<String> file) {}

    /// @param look `""`, `marked` or `proposed`
    record Span(String words, String look) {}

    /// A passage that is or may be blacked out.
    record Passage(String field, String words, String found, boolean isMarked, List<DeskPage.Option> reasons) {}
}

package io.glassline.console;

import java.util.List;

/// The city's approved answers, with what came of each.
///
/// @param total how many there are, whatever is shown
/// @param never how many of those shown were never given in the time
record AnswersPage(
        PageFrame frame,
        String text,
        List<DeskPage.Option> states,
        List<DeskPage.Option> owners,
        List<DeskPage.Option> whose,
        List<DeskPage.Option> windows,
        int days,
        int total,
        int never,
        List<Row> rows) {

    /// @param state one of `live`, `withdrawn`, `changed`, `due`, `soon`
    /// @param satisfied of those who rated, and between which shares the true one lies; `–` where nobody did
    record Row(
            String href,
            String id,
            String owner,
            String state,
            String stateTitle,
            String reviewBy,
            String given,
            String askedAgain,
            String toPeople,
            String satisfied) {}
}

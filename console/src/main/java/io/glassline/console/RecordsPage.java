package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// Requests for public records, and the form for another.
///
/// @param asker what was typed, where it could not be kept; as the next three
/// @param days within how many the city answers
record RecordsPage(
        PageFrame frame,
        Optional<Notice> notice,
        List<Line> requests,
        String asker,
        String about,
        String received,
        String due,
        int days,
        int askerMaxChars,
        int aboutMaxChars) {

    /// @param isLate whether it is due and nothing was given out
    record Line(String href, String asker, String about, String state, String received, String due, boolean isLate) {}
}

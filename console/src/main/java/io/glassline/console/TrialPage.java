package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// A message that nobody sent, and what a version of the rules would make of it.
///
/// @param explanation empty before a message was tried
record TrialPage(
        PageFrame frame,
        Optional<Notice> notice,
        VersionLine version,
        Fields fields,
        List<DeskPage.Option> channels,
        List<DeskPage.Option> contents,
        Optional<ExplanationView> explanation) {

    /// The form as it was sent.
    ///
    /// @param at a time as a `datetime-local` field has it; empty for now
    record Fields(String text, String channel, String content, String language, String at) {}
}

package io.glassline.console;

import java.util.Optional;

/// Why one message went where it went.
///
/// @param conversationHref where the message is read
/// @param rules the version of the rules as the decision has it
/// @param explanation empty where no more is on record than the thread shows
record WhyPage(
        PageFrame frame,
        String conversationHref,
        String time,
        String timeFull,
        String rules,
        Optional<ExplanationView> explanation) {}

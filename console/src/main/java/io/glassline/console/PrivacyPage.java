package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// What staff do who answer for privacy.
///
/// @param missed why the last run of the schedules is late; empty where it is not
record PrivacyPage(
        PageFrame frame,
        Optional<Notice> notice,
        String address,
        List<Known> known,
        List<Wish> wishes,
        List<Hold> holds,
        List<Erasure> erasures,
        List<Schedule> schedules,
        String lastRun,
        Optional<String> missed,
        int becauseMaxChars,
        int addressMaxChars) {

    /// One channel that knows the address.
    ///
    /// @param held why nothing of it is erased
    record Known(
            String channel,
            String channelTitle,
            String conversations,
            String messages,
            String files,
            String consents,
            String requests,
            String last,
            Optional<String> held) {}

    record Wish(String href, String title, String since) {}

    record Hold(String channel, String channelTitle, String address, String setBy, String because, String since) {}

    record Erasure(String channelTitle, String state, String by, String because, String asked) {}

    record Schedule(String title, String days, String because, String due) {}
}

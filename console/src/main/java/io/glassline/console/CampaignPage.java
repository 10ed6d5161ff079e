package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// One campaign: what each channel would show, to how many it goes, how far it has come, and what can be done with it.
///
/// @param cannotApprove why the person who looks may not approve it, where it waits for that
record CampaignPage(
        PageFrame frame,
        Optional<Notice> notice,
        CampaignLine campaign,
        String programmeNote,
        List<Preview> previews,
        List<Audience> audience,
        long people,
        Optional<Results> results,
        boolean canAsk,
        boolean canApprove,
        Optional<String> cannotApprove,
        boolean canStop,
        String anew) {

    /// A language's text, as each channel would send it.
    ///
    /// @param segments how many text messages it is on SMS
    record Preview(String language, String title, int characters, int segments, List<ChannelPreviews.Shown> shown) {}

    record Audience(String channel, String language, long people) {}

    record Results(long people, long waiting, long queued, long sent, long failed, List<LeftOut> leftOut) {}

    record LeftOut(long people, String why) {}
}

package io.glassline.console;

import java.util.List;

/// The notes that ask the reader to look.
record MentionsPage(PageFrame frame, List<Line> lines) {

    record Line(
            String href,
            ChannelTitle channel,
            String address,
            String state,
            String stateTitle,
            ConversationPage.Noted note,
            String since,
            boolean seen) {}
}

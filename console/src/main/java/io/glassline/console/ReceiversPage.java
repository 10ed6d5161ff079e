package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// Who got an answer, for those who write to them.
///
/// @param more whether there are more than are listed
/// @param note what is written for colleagues into each conversation
record ReceiversPage(
        PageFrame frame,
        Optional<Notice> notice,
        String id,
        String href,
        String office,
        List<DeskPage.Option> windows,
        int days,
        List<Receiver> receivers,
        boolean more,
        List<NotDone> notDone,
        String note,
        String once) {

    record Receiver(String href, ChannelTitle channel, String address, String language, String stateTitle, String at) {}

    /// What could not be given to people, and why.
    record NotDone(String href, String why) {}
}

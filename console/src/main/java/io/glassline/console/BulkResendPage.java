package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// Many messages that were not delivered, chosen and counted, for a person to confirm.
///
/// @param act the id of what is confirmed here, which counts once
record BulkResendPage(
        PageFrame frame,
        Optional<Notice> notice,
        List<DeskPage.Option> accounts,
        List<DeskPage.Option> channels,
        List<String> reasons,
        String account,
        String channel,
        String reason,
        String since,
        String until,
        int chosen,
        boolean more,
        int toSend,
        List<NotSent> notSent,
        String act) {

    /// So many are not sent, and why.
    record NotSent(int count, String why) {}
}

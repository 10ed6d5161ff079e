package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// The desk: what waits, what is mine, and the queues.
///
/// `emergencies` are the first of `emergencyCount`; the others head the list of what waits. `live` is the address of
/// the part that changes, with the same filter; its template is `deskfollowing`.
record DeskPage(
        PageFrame frame,
        Optional<Notice> notice,
        List<QueueLine> queues,
        int waiting,
        int withAgents,
        int emergencyCount,
        List<Line> emergencies,
        List<Line> overBudget,
        List<Line> mine,
        List<Line> snoozed,
        List<Line> lines,
        Choice choice,
        List<Option> states,
        List<Option> queueOptions,
        List<Option> channels,
        Optional<String> nextHref,
        String live) {

    /// What the list is filtered by; an empty word is no filter.
    record Choice(String state, String queue, String channel) {

        boolean isDefault() {
            return state.equals("waiting") && queue.isEmpty() && channel.isEmpty();
        }
    }

    record Option(String value, String title, boolean chosen) {}

    record QueueLine(
            String name,
            String title,
            int waiting,
            int emergencies,
            int withAgents,
            Optional<String> oldest,
            String href,
            boolean chosen) {}

    /// One conversation in a list: the citizen's last words, and how many of theirs nobody has
    /// answered. `snoozed` says until when its agent put it off. `since` is how long it has been as
    /// it is, `sinceWords` what that is.
    record Line(
            String id,
            String href,
            String words,
            int unanswered,
            String language,
            String languageTitle,
            ChannelTitle channel,
            String address,
            Optional<String> queue,
            String state,
            String stateTitle,
            Optional<String> snoozed,
            boolean emergency,
            boolean urgent,
            String since,
            String sinceWords,
            String sinceIso) {}
}

package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// A replay of recorded messages against a version of the rules: the form that begins one, or how far one has come and
/// what came of it.
///
/// @param windows how many days back may be chosen
/// @param run empty before one was begun
record ReplayPage(
        PageFrame frame,
        Optional<Notice> notice,
        VersionLine version,
        List<DeskPage.Option> windows,
        String once,
        Optional<Run> run) {

    /// Whether the page is looked at again by itself.
    boolean goesOn() {
        return run.filter(one -> !one.over()).isPresent();
    }

    /// @param state what it is doing, in a sentence
    /// @param over whether nothing more will come
    /// @param failed why it ended early; empty where it did not
    /// @param percent how much of it is done, from 0 to 100
    /// @param left how long it will still take, in words; empty before that can be told
    /// @param moreMoves how many rarer ones are not listed
    /// @param readsWords whether the viewer may read what citizens wrote
    record Run(
            String href,
            String state,
            boolean over,
            Optional<String> failed,
            String window,
            String begun,
            int percent,
            Optional<String> left,
            List<FiguresPage.Figure> figures,
            List<Move> moves,
            int moreMoves,
            List<QueueLoad> loads,
            List<Integer> hours,
            List<Example> examples,
            boolean readsWords) {}

    /// @param percent of the most frequent
    record Move(String from, String to, String count, String share, int percent) {}

    /// What a queue gets and would get, over all hours.
    ///
    /// @param change such as `+120`, with its direction in words beside it
    /// @param busiest the hour in which it would get most
    /// @param hours all 24, from midnight
    record QueueLoad(String queue, String now, String then, String change, String busiest, List<Hour> hours) {}

    /// @param nowHeight of the higher of both over the day, from 0 to 100
    record Hour(int hour, long now, long then, int nowHeight, int thenHeight) {}

    /// @param href the conversation; empty for who may not read it
    /// @param words what the citizen wrote; empty for who may not read it
    record Example(
            ChannelTitle channel,
            String at,
            String atFull,
            String atIso,
            String from,
            String to,
            String because,
            Optional<String> words,
            Optional<String> href) {}
}

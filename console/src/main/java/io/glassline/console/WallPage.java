package io.glassline.console;

import java.util.List;
import java.util.Optional;

/// What a supervisor keeps an eye on: each queue against what was promised, who is there with what, and
/// how the day goes.
///
/// `unserved` says which queues nobody could serve with the skills that are written down.
record WallPage(
        PageFrame frame,
        List<FiguresPage.Figure> figures,
        List<QueueLine> queues,
        List<PersonLine> people,
        List<String> unserved) {

    /// `percent` is how much of the target the longest wait has used, at most 100; empty where nothing
    /// is promised.
    record QueueLine(
            String title,
            String href,
            int waiting,
            int emergencies,
            int late,
            int inHand,
            int offered,
            String assign,
            Optional<String> oldest,
            Optional<String> target,
            Optional<Integer> percent) {

        /// `late`, `soon`, `well` or `quiet`: said in words beside the colour.
        String standing() {
            if (waiting == 0) {
                return "quiet";
            }
            if (late > 0) {
                return "late";
            }
            return percent.filter(used -> used >= SOON_PERCENT).isPresent() ? "soon" : "well";
        }

        private static final int SOON_PERCENT = 75;
    }

    /// `load` of `capacity` is what they have by weight. `standing` is `on`, `away` or `off`.
    record PersonLine(
            String name,
            String standing,
            String word,
            String since,
            int conversations,
            int load,
            int capacity,
            int percent,
            Optional<String> offered,
            String knows) {}
}

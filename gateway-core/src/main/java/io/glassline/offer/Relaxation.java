package io.glassline.offer;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// One step by which a queue wants less of whoever answers, after a conversation has waited for `after`
/// of the queue's hours. Every step makes more people fit or the conversation more urgent, and none the
/// other way.
///
/// - `drop`: skills that are not wanted any more.
/// - `lower`: skills with the level that is enough by now.
/// - `language`: the level of the citizen's language that is enough by now.
/// - `add`: a queue whose people are asked, too.
/// - `raise`: the priority that it has at least.
public record Relaxation(
        Duration after,
        Set<String> drop,
        Map<String, Integer> lower,
        OptionalInt language,
        Optional<QueueId> add,
        Optional<Priority> raise) {

    public Relaxation {
        drop = Set.copyOf(drop);
        lower = Map.copyOf(lower);
        if (after.isNegative() || after.isZero()) {
            throw new IllegalArgumentException("a step is taken after a time, not after " + after);
        }
    }

    Wanted relax(Wanted wanted) {
        var skills = new TreeMap<>(wanted.skills());
        lower.forEach((skill, level) -> skills.computeIfPresent(skill, (_, now) -> Math.min(now, level)));
        skills.keySet().removeAll(drop);
        var queues = new HashSet<>(wanted.queues());
        add.ifPresent(queues::add);
        return new Wanted(
                skills,
                Math.min(wanted.language(), language.orElse(wanted.language())),
                queues,
                raise.filter(other -> other.compareTo(wanted.priority()) < 0).orElse(wanted.priority()));
    }

    /// What it does, for whoever asks why: "waste is not wanted any more; people of general are asked,
    /// too".
    public String words() {
        var words = new ArrayList<String>();
        new TreeSet<>(drop).forEach(skill -> words.add(skill + " is not wanted any more"));
        new TreeMap<>(lower).forEach((skill, level) -> words.add(skill + " at level " + level + " is enough"));
        language.ifPresent(level -> words.add("the language at level " + level + " is enough"));
        add.ifPresent(queue -> words.add("people of " + queue + " are asked, too"));
        raise.ifPresent(to -> words.add("it is at least " + to.name().toLowerCase(Locale.ROOT)));
        return String.join("; ", words);
    }

    /// Steps in the order in which they are taken.
    static List<Relaxation> inOrder(List<Relaxation> steps) {
        return steps.stream()
                .sorted((one, other) -> one.after().compareTo(other.after()))
                .toList();
    }
}

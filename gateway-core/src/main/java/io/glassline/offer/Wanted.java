package io.glassline.offer;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What whoever answers must be able to do, as it stands at a moment: it relaxes while a conversation
/// waits.
///
/// `skills` and `language` are least levels, from 1 to [#LEVEL_MAX]; `language` is of the citizen's own.
/// `queues` are those whose people are asked. `priority` is the least that the conversation has by now.
public record Wanted(Map<String, Integer> skills, int language, Set<QueueId> queues, Priority priority) {

    public static final int LEVEL_MAX = 5;

    public Wanted {
        skills = Map.copyOf(skills);
        queues = Set.copyOf(queues);
        if (language < 1 || language > LEVEL_MAX) {
            throw new IllegalArgumentException("a level is from 1 to " + LEVEL_MAX + ", not " + language);
        }
    }

    /// With what the conversation needs by itself, at the lowest level unless its queue wants more.
    Wanted needing(Set<String> needed) {
        var all = new TreeMap<>(skills);
        needed.forEach(skill -> all.putIfAbsent(skill, 1));
        return new Wanted(all, language, queues, priority);
    }

    Wanted at(Priority other) {
        return new Wanted(skills, language, queues, other);
    }
}

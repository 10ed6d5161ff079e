package io.glassline.offer;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What one of the staff can do, as a supervisor wrote it down.
///
/// @param skills with levels from 1 to [Wanted#LEVEL_MAX]
/// @param languages likewise, by the word of the language such as `es`
/// @param queues whose conversations they are offered; none named means all
/// @param capacity how much they have at once, in the weights of [QueuePolicies]
public record Profile(
        String agentId,
        Map<String, Integer> skills,
        Map<String, Integer> languages,
        Set<QueueId> queues,
        int capacity) {

    public static final int CAPACITY_DEFAULT = 3;
    public static final int CAPACITY_MAX = 50;

    /// Between a beginner and those who know it better.
    private static final int SPOKEN_LEVEL = 3;

    /// Someone of whom nothing is written down: they speak the city's languages, as everyone did before,
    /// and have no skill.
    public static Profile unwritten(String agentId, List<Locale> languages) {
        var spoken = new HashMap<String, Integer>();
        languages.forEach(language -> spoken.put(language.getLanguage(), SPOKEN_LEVEL));
        return new Profile(agentId, Map.of(), spoken, Set.of(), CAPACITY_DEFAULT);
    }

    public Profile {
        skills = Map.copyOf(skills);
        languages = Map.copyOf(languages);
        queues = Set.copyOf(queues);
        if (capacity < 0 || capacity > CAPACITY_MAX) {
            throw new IllegalArgumentException("a capacity is from 0 to " + CAPACITY_MAX + ", not " + capacity);
        }
        for (var levels : List.of(skills, languages)) {
            levels.forEach((name, level) -> {
                if (level < 1 || level > Wanted.LEVEL_MAX) {
                    throw new IllegalArgumentException(
                            name + " has a level from 1 to " + Wanted.LEVEL_MAX + ", not " + level);
                }
            });
        }
    }

    boolean isOf(Set<QueueId> asked) {
        return queues.isEmpty() || asked.stream().anyMatch(queues::contains);
    }

    boolean can(Wanted wanted, Locale language) {
        return languages.getOrDefault(language.getLanguage(), 0) >= wanted.language()
                && wanted.skills().entrySet().stream()
                        .allMatch(skill -> skills.getOrDefault(skill.getKey(), 0) >= skill.getValue());
    }

    /// Whether they could be offered anything at all of a queue that waits since now, in some language
    /// of theirs.
    public boolean canServe(QueuePolicy policy) {
        var wanted = new Wanted(policy.skills(), policy.language(), Set.of(policy.queue()), Priority.NORMAL);
        return capacity > 0
                && isOf(wanted.queues())
                && languages.keySet().stream().anyMatch(language -> can(wanted, Locale.of(language)));
    }

    /// How much of what the queue would like best they know, whatever is enough by now.
    int knows(Map<String, Integer> liked, Locale language) {
        return liked.keySet().stream()
                        .mapToInt(skill -> skills.getOrDefault(skill, 0))
                        .sum()
                + languages.getOrDefault(language.getLanguage(), 0);
    }

    /// As it stands on the record: "waste 2; en 3, es 5; queues general; 3 at once".
    public String words() {
        var parts = new ArrayList<String>();
        parts.add(levels(skills));
        parts.add(levels(languages));
        if (!queues.isEmpty()) {
            parts.add("queues " + queues.stream().map(QueueId::name).sorted().collect(Collectors.joining(", ")));
        }
        parts.add(capacity + " at once");
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
    }

    /// As they are written and typed: `electric 3, permits 2`.
    public static String levels(Map<String, Integer> levels) {
        return new TreeMap<>(levels)
                .entrySet().stream()
                        .map(level -> level.getKey() + " " + level.getValue())
                        .collect(Collectors.joining(", "));
    }
}

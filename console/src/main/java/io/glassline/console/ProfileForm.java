package io.glassline.console;

import io.glassline.conversation.QueueId;
import io.glassline.offer.Profile;
import io.glassline.offer.Wanted;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A profile as it is typed: `waste 2, sign-language` for skills with levels, names with commas for
/// queues.
final class ProfileForm {

    private static final int SKILLS_MAX = 50;

    private ProfileForm() {}

    sealed interface Read {

        record Good(Profile profile) implements Read {}

        record Bad(String because) implements Read {}
    }

    static Read read(String agentId, Form form, Collection<QueueId> known, List<Locale> languages) {
        try {
            return new Read.Good(new Profile(
                    agentId,
                    levels(form.field("skills"), "[a-z][a-z0-9-]{0,40}", "a skill in small letters"),
                    spoken(form.field("languages"), languages),
                    queues(form.field("queues"), known),
                    capacity(form.field("capacity"))));
        } catch (Wrong e) {
            return new Read.Bad(e.says);
        }
    }

    private static Map<String, Integer> levels(String typed, String name, String what) {
        var levels = new LinkedHashMap<String, Integer>();
        for (var part : typed.split(",")) {
            var words = part.strip().split("\\s+");
            if (words[0].isEmpty()) {
                continue;
            }
            if (words.length > 2 || !words[0].matches(name)) {
                throw new Wrong(
                        "“" + part.strip() + "” is not " + what + " with a level from 1 to " + Wanted.LEVEL_MAX + ".");
            }
            levels.put(words[0], words.length == 1 ? 1 : number(words[1], 1, Wanted.LEVEL_MAX));
        }
        if (levels.size() > SKILLS_MAX) {
            throw new Wrong("At most " + SKILLS_MAX + " are written down of one person.");
        }
        return levels;
    }

    private static Map<String, Integer> spoken(String typed, List<Locale> languages) {
        var spoken = levels(typed, "[a-z]{2,3}", "a language such as es");
        if (spoken.isEmpty()) {
            throw new Wrong("Whoever speaks no language is offered nothing. Write one, such as "
                    + languages.getFirst().getLanguage() + " 3.");
        }
        return spoken;
    }

    private static Set<QueueId> queues(String typed, Collection<QueueId> known) {
        var queues = new HashSet<QueueId>();
        for (var part : typed.split(",")) {
            var queue = new QueueId(part.strip());
            if (!queue.name().isEmpty() && !known.contains(queue)) {
                throw new Wrong("There is no queue named “" + queue + "”. There are "
                        + known.stream().map(QueueId::name).collect(Collectors.joining(", ")) + ".");
            }
            if (!queue.name().isEmpty()) {
                queues.add(queue);
            }
        }
        return queues;
    }

    private static int capacity(String typed) {
        return number(typed.strip(), 0, Profile.CAPACITY_MAX);
    }

    private static int number(String typed, int least, int most) {
        if (!typed.matches("[0-9]{1,3}") || Integer.parseInt(typed) < least || Integer.parseInt(typed) > most) {
            throw new Wrong("“" + typed + "” is not a number from " + least + " to " + most + ".");
        }
        return Integer.parseInt(typed);
    }

    static String typed(Collection<QueueId> queues) {
        return queues.stream().map(QueueId::name).sorted().collect(Collectors.joining(", "));
    }

    private static final class Wrong extends RuntimeException {

        private final String says;

        Wrong(String says) {
            super(says);
            this.says = says;
        }
    }
}

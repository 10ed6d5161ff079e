package io.glassline.app.rules;

import io.glassline.trial.FileChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// Tells what changed in a YAML file in sentences such as `rule "water main break": priority normal → urgent`.
final class YamlChanges {

    private static final int SENTENCES_MAX = 200;
    private static final int VALUE_CHARS_MAX = 80;

    /// By which key the things in a list are known.
    private static final List<String> NAMES = List.of("name", "id", "flow", "message");

    /// What holds where a key is left out, so that writing it down reads as a change from it.
    private static final Map<String, String> USUAL = Map.of("priority", "normal");

    private final List<String> says = new ArrayList<>();

    private YamlChanges() {}

    /// None where one of the texts is no YAML; then only the lines tell.
    static List<String> between(String before, String after) {
        try {
            return between("", load(before), load(after));
        } catch (YAMLException _) {
            return List.of();
        }
    }

    /// @param about what the sentences are about, such as `answer "trash-day"`
    static List<String> between(String about, @Nullable Object before, @Nullable Object after) {
        var changes = new YamlChanges();
        changes.compare(about, "", before, after);
        return changes.says.stream().limit(SENTENCES_MAX).toList();
    }

    static @Nullable Object load(String text) {
        var reading = new LoaderOptions();
        var writing = new DumperOptions();
        return new Yaml(new SafeConstructor(reading), new Representer(writing), writing, reading, new AsWritten())
                .load(text);
    }

    /// Dates and numbers are compared and shown as they are written.
    private static final class AsWritten extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            // none: each value is a text
        }
    }

    /// @param about the thing that `key` belongs to; empty for the file itself
    private void compare(String about, String key, @Nullable Object before, @Nullable Object after) {
        if (String.valueOf(before).equals(String.valueOf(after))) {
            return;
        }
        if (before instanceof Map<?, ?> then && after instanceof Map<?, ?> now) {
            compareMaps(about, key, then, now);
        } else if (before instanceof List<?> then && after instanceof List<?> now) {
            compareLists(about, key, then, now);
        } else {
            sentence(about, key, before, after);
        }
    }

    private void compareMaps(String about, String key, Map<?, ?> before, Map<?, ?> after) {
        var keys = new LinkedHashSet<Object>(before.keySet());
        keys.addAll(after.keySet());
        for (var each : keys) {
            var name = String.valueOf(each);
            var then = before.get(each);
            var now = after.get(each);
            var isThing = about.isEmpty() && !key.isEmpty() && (then instanceof Map || now instanceof Map);
            if (isThing && then != null && now != null) {
                compare(thing(key, name), "", then, now);
            } else if (isThing) {
                says.add(thing(key, name) + (then == null ? " added" : " removed"));
            } else {
                compare(about, key.isEmpty() ? name : key + " " + name, then, now);
            }
        }
    }

    /// Of things with names, which were added, removed, moved and changed; of values, which came and went.
    private void compareLists(String about, String key, List<?> before, List<?> after) {
        var then = byName(before);
        var now = byName(after);
        if (then.isEmpty() || now.isEmpty()) {
            var gone = new ArrayList<Object>(before);
            var come = new ArrayList<Object>(after);
            gone.removeAll(after);
            come.removeAll(before);
            values(about, key, "removed", gone);
            values(about, key, "added", come);
            if (gone.isEmpty() && come.isEmpty()) {
                says.add(sentence(about, key) + "in another order");
            }
            return;
        }
        var prefix = about.isEmpty() ? "" : about + ", ";
        then.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name -> says.add(prefix + thing(key, name) + " removed"));
        now.keySet().stream()
                .filter(name -> !then.containsKey(name))
                .forEach(name -> says.add(prefix + thing(key, name) + " added" + place(now, name)));
        moved(then, now).forEach(name -> says.add(prefix + thing(key, name) + " moved" + place(now, name)));
        then.forEach((name, thing) -> {
            if (now.containsKey(name)) {
                compare(prefix + thing(key, name), "", thing, now.get(name));
            }
        });
    }

    /// By name, where each has one of its own.
    private static SequencedMap<String, Object> byName(List<?> things) {
        var named = new LinkedHashMap<String, Object>();
        for (var thing : things) {
            if (thing instanceof Map<?, ?> map) {
                NAMES.stream()
                        .filter(map::containsKey)
                        .findFirst()
                        .ifPresent(name -> named.put(String.valueOf(map.get(name)), thing));
            }
        }
        return named.size() == things.size() ? named : new LinkedHashMap<>();
    }

    private static String place(SequencedMap<String, Object> all, String name) {
        var names = List.copyOf(all.keySet());
        var index = names.indexOf(name);
        return index == 0 ? ", as the first" : ", after \"" + names.get(index - 1) + "\"";
    }

    /// Those that are not in the longest part that kept its order.
    private static List<String> moved(SequencedMap<String, Object> then, SequencedMap<String, Object> now) {
        var before = then.keySet().stream().filter(now::containsKey).toList();
        var after = now.keySet().stream().filter(then::containsKey).toList();
        return LineDiff.between(before, after).stream()
                .filter(line -> line.sign() == FileChange.Sign.ADDED)
                .map(FileChange.Line::text)
                .toList();
    }

    private void values(String about, String key, String what, Collection<?> values) {
        if (!values.isEmpty()) {
            says.add(sentence(about, key) + what + " "
                    + shown(String.join(
                            ", ", values.stream().map(String::valueOf).toList())));
        }
    }

    private void sentence(String about, String key, @Nullable Object before, @Nullable Object after) {
        var usual = USUAL.get(key);
        var then = before == null ? usual : before;
        var now = after == null ? usual : after;
        if (then == null) {
            says.add(sentence(about, key) + "added: " + shown(String.valueOf(now)));
        } else if (now == null) {
            says.add(sentence(about, key) + "removed: " + shown(String.valueOf(then)));
        } else {
            says.add(sentence(about, key) + shown(String.valueOf(then)) + " → " + shown(String.valueOf(now)));
        }
    }

    private static String sentence(String about, String key) {
        return (about.isEmpty() ? "" : about + ": ") + (key.isEmpty() ? "" : key + " ");
    }

    /// `rules` and `water main break` are the rule "water main break".
    private static String thing(String key, String name) {
        var kind = key.endsWith("ies")
                ? key.substring(0, key.length() - 3) + "y"
                : key.endsWith("s") ? key.substring(0, key.length() - 1) : key;
        return kind + " \"" + shown(name) + "\"";
    }

    private static String shown(String value) {
        var line = value.replaceAll("\\s+", " ").strip();
        return line.length() <= VALUE_CHARS_MAX ? line : line.substring(0, VALUE_CHARS_MAX - 1) + "…";
    }
}

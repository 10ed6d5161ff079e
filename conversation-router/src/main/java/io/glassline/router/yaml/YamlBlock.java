package io.glassline.router.yaml;

import io.glassline.router.words.LocalText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Keys with values in a file, being read.
///
/// Whatever is wrong is noted in the file and reading goes on with something harmless, so that all mistakes come
/// out at once. Every key that was asked for is known; [#end()] notes the others.
public final class YamlBlock {

    /// So many values stand in no template that a person wrote.
    private static final int TREE_VALUES_MAX = 500;

    private final YamlFile file;
    private final String path;
    private final MappingNode node;
    private final SequencedMap<String, Node> values = new LinkedHashMap<>();
    private final SequencedMap<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    YamlBlock(YamlFile file, String path, MappingNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
        for (var pair : node.getValue()) {
            var key = pair.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (values.putIfAbsent(key, pair.getValueNode()) == null) {
                keys.put(key, pair.getKeyNode());
            } else {
                file.wrong(pair.getKeyNode(), path(key), "\"%s\" is here twice".formatted(key));
            }
        }
    }

    public void wrong(String says) {
        file.wrong(node, path, says);
    }

    /// Notes what is wrong with the value of `key`.
    public void wrong(String key, String says) {
        file.wrong(keys.getOrDefault(key, node), path(key), says);
    }

    /// Where the value of `key` stands; without it, where this block does.
    public YamlPlace place(String key) {
        var at = keys.getOrDefault(key, node);
        return new YamlPlace(file.file(), file.line(at), YamlFile.column(at), path(key));
    }

    public boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    public Optional<YamlValue> optional(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).flatMap(value -> scalar(value, path(key)));
    }

    public Optional<YamlValue> required(String key) {
        if (!has(key)) {
            missing(key);
        }
        return optional(key);
    }

    /// A value that must be there, or an empty text once that is noted.
    public String text(String key) {
        return required(key).map(YamlValue::text).orElse("");
    }

    /// A short lower-case name.
    public String name(String key) {
        var scalar = required(key);
        scalar.filter(name -> !name.text().matches("[a-z][a-z0-9-]*"))
                .ifPresent(name -> name.wrong(
                        "\"%s\" is not a name; use small letters, digits and hyphens".formatted(name.text())));
        return scalar.map(YamlValue::text).orElse("");
    }

    /// One of `known`; `what` says what they are.
    public Optional<String> oneOf(String key, Collection<String> allowed, String what) {
        return required(key).map(scalar -> oneOf(scalar, allowed, what));
    }

    public static String oneOf(YamlValue scalar, Collection<String> allowed, String what) {
        if (!allowed.contains(scalar.text())) {
            scalar.wrong("\"%s\" is not %s; %s".formatted(scalar.text(), what, Suggestion.of(scalar.text(), allowed)));
        }
        return scalar.text();
    }

    public Optional<Integer> number(String key, int least, int most) {
        return required(key).flatMap(scalar -> {
            try {
                var number = Integer.parseInt(scalar.text());
                if (number >= least && number <= most) {
                    return Optional.of(number);
                }
            } catch (NumberFormatException e) {
                // said below
            }
            scalar.wrong("\"%s\" is not a number from %d to %d".formatted(scalar.text(), least, most));
            return Optional.empty();
        });
    }

    /// The same, or `otherwise` where the key is left out.
    public int number(String key, int least, int most, int otherwise) {
        return has(key) ? number(key, least, most).orElse(otherwise) : otherwise;
    }

    /// Whether the value of `key` is `true`; without it, it is not.
    public boolean isTrue(String key) {
        return optional(key)
                .map(scalar -> oneOf(scalar, List.of("true", "false"), "true or false"))
                .filter("true"::equals)
                .isPresent();
    }

    /// The same for `yes`, which may also be written `true`.
    public boolean isYes(String key) {
        return optional(key)
                .map(value -> oneOf(value, List.of("yes", "no", "true", "false"), "yes or no")
                        .toLowerCase(Locale.ROOT))
                .filter(word -> word.equals("yes") || word.equals("true"))
                .isPresent();
    }

    /// Whether the value of `key` is a list.
    public boolean isList(String key) {
        return values.get(key) instanceof SequenceNode;
    }

    public List<YamlValue> list(String key) {
        if (!has(key)) {
            missing(key);
        }
        return optionalList(key);
    }

    public List<YamlValue> optionalList(String key) {
        var items = new ArrayList<YamlValue>();
        sequence(key).forEach(item -> scalar(item.node(), item.path()).ifPresent(items::add));
        return items;
    }

    /// Whether the value of `key` is keys with values.
    public boolean isBlock(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /// A list, or the one value that stands for a list of one.
    public List<YamlValue> oneOrMore(String key) {
        return isList(key) ? optionalList(key) : optional(key).stream().toList();
    }

    public List<YamlBlock> blocks(String key) {
        if (!has(key)) {
            missing(key);
        }
        return optionalBlocks(key);
    }

    public List<YamlBlock> optionalBlocks(String key) {
        var blocks = new ArrayList<YamlBlock>();
        for (var item : sequence(key)) {
            if (item.node() instanceof MappingNode mapping) {
                blocks.add(new YamlBlock(file, item.path(), mapping));
            } else {
                file.wrong(item.node(), item.path(), "this must be keys with values");
            }
        }
        return blocks;
    }

    public Optional<YamlBlock> block(String key) {
        if (!has(key)) {
            missing(key);
        }
        return optionalBlock(key);
    }

    public Optional<YamlBlock> optionalBlock(String key) {
        known.add(key);
        var value = values.get(key);
        if (value instanceof MappingNode mapping) {
            return Optional.of(new YamlBlock(file, path(key), mapping));
        }
        if (value != null) {
            file.wrong(value, path(key), "this must be keys with values");
        }
        return Optional.empty();
    }

    /// A value of any shape. A key that is there twice counts once, and is noted; so is a value that is larger than
    /// anyone writes, such as one that is made of itself.
    public Optional<YamlTree> tree(String key) {
        known.add(key);
        var left = new int[] {TREE_VALUES_MAX};
        var tree = Optional.ofNullable(values.get(key)).map(value -> tree(value, path(key), left));
        if (left[0] <= 0) {
            wrong(key, "this is more than %d values".formatted(TREE_VALUES_MAX));
            return Optional.empty();
        }
        return tree;
    }

    private YamlTree tree(Node value, String at, int[] left) {
        if (--left[0] <= 0) {
            return new YamlTree.Items(List.of());
        }
        return switch (value) {
            case MappingNode mapping -> {
                var block = new YamlBlock(file, at, mapping);
                var fields = new LinkedHashMap<String, YamlTree>();
                block.values.forEach((name, field) -> fields.put(name, tree(field, block.path(name), left)));
                yield new YamlTree.Branch(fields);
            }
            case SequenceNode sequence -> {
                var items = new ArrayList<YamlTree>();
                for (var item : sequence.getValue()) {
                    items.add(tree(item, at + "[" + items.size() + "]", left));
                }
                yield new YamlTree.Items(items);
            }
            case ScalarNode scalar -> new YamlTree.Leaf(new YamlValue(file, at, scalar));
            default -> throw new IllegalStateException("a node of YAML that is no value: " + value.getNodeId());
        };
    }

    /// All keys there are, in order; each counts as known.
    public List<String> names() {
        known.addAll(values.keySet());
        return List.copyOf(values.keySet());
    }

    /// A text, with no places but those of `places`, and with all of `needed`.
    public Optional<String> text(String key, Collection<String> places, Collection<String> needed) {
        var scalar = required(key);
        scalar.ifPresent(value -> checkPlaces(value, places, needed));
        return scalar.map(value -> value.text().strip());
    }

    /// A text in each of `languages`, with no places but those of `places`, and with all of `needed`.
    public Optional<LocalText> localText(
            String key, List<Locale> languages, Collection<String> places, Collection<String> needed) {
        return block(key).flatMap(block -> block.asLocalText(languages, places, needed));
    }

    public Optional<LocalText> optionalLocalText(String key, List<Locale> languages, Collection<String> places) {
        return optionalBlock(key).flatMap(block -> block.asLocalText(languages, places, List.of()));
    }

    private Optional<LocalText> asLocalText(
            List<Locale> languages, Collection<String> places, Collection<String> needed) {
        var texts = new LinkedHashMap<String, String>();
        for (var language : languages) {
            required(language.getLanguage()).ifPresent(scalar -> {
                checkPlaces(scalar, places, needed);
                texts.put(language.getLanguage(), scalar.text().strip());
            });
        }
        end();
        return texts.size() == languages.size()
                ? Optional.of(new LocalText(languages.getFirst(), texts))
                : Optional.empty();
    }

    private static void checkPlaces(YamlValue scalar, Collection<String> places, Collection<String> needed) {
        if (scalar.text().isBlank()) {
            scalar.wrong("this text is empty");
            return;
        }
        var there = LocalText.places(scalar.text());
        for (var place : there) {
            if (!places.contains(place)) {
                scalar.wrong("{%s} is not known here; %s".formatted(place, Suggestion.of(place, places)));
            }
        }
        for (var place : needed) {
            if (!there.contains(place)) {
                scalar.wrong("this text must say {%s}".formatted(place));
            }
        }
    }

    /// Notes every key that nobody asked for.
    public void end() {
        keys.forEach((key, place) -> {
            if (!known.contains(key)) {
                file.wrong(place, path(key), "unknown key \"%s\"; %s".formatted(key, Suggestion.of(key, known)));
            }
        });
    }

    private void missing(String key) {
        wrong("\"%s\" is missing".formatted(key));
    }

    private List<Item> sequence(String key) {
        known.add(key);
        var value = values.get(key);
        var items = new ArrayList<Item>();
        if (value instanceof SequenceNode sequence) {
            for (var i = 0; i < sequence.getValue().size(); i++) {
                items.add(
                        new Item(path(key) + "[" + i + "]", sequence.getValue().get(i)));
            }
        } else if (value != null) {
            file.wrong(value, path(key), "this must be a list");
        }
        return items;
    }

    private Optional<YamlValue> scalar(Node value, String at) {
        if (!(value instanceof ScalarNode scalar)) {
            file.wrong(value, at, "this must be a single value");
            return Optional.empty();
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            file.wrong(value, at, "there is no value here");
            return Optional.empty();
        }
        return Optional.of(new YamlValue(file, at, scalar));
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private record Item(String path, Node node) {}
}

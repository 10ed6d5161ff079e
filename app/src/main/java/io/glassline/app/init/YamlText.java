package io.glassline.app.init;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// YAML that people wrote, being changed at places: all else of it, its comments above all, stays as it
/// stands.
///
/// Places are those of the text as it was read; [#text()] makes all changes at once.
final class YamlText {

    private final String text;
    private final MappingNode top;
    private final List<Edit> edits = new ArrayList<>();

    private record Edit(int from, int to, String instead) {}

    /// @throws org.yaml.snakeyaml.error.YAMLException when this is no YAML
    /// @throws IllegalArgumentException when it is not keys with values
    YamlText(String text) {
        this.text = text;
        if (!(new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text))
                instanceof MappingNode mapping)) {
            throw new IllegalArgumentException("this is not keys with values");
        }
        this.top = mapping;
    }

    MappingNode top() {
        return top;
    }

    /// The text with all changes made.
    String text() {
        var changed = new StringBuilder(text);
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::from)
                        .thenComparing(Edit::to)
                        .reversed())
                .forEach(edit -> changed.replace(edit.from(), edit.to(), edit.instead()));
        return changed.toString();
    }

    // Looking

    static Optional<NodeTuple> pair(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(pair -> key(pair).equals(key))
                        .findFirst()
                : Optional.empty();
    }

    static String key(NodeTuple pair) {
        return pair.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /// The value at the end of these keys.
    Optional<Node> at(String... path) {
        Optional<Node> node = Optional.of(top);
        for (var key : path) {
            node = node.flatMap(inner -> pair(inner, key)).map(NodeTuple::getValueNode);
        }
        return node;
    }

    static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    static List<Node> items(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    /// The value at the end of these keys, where an item of a list goes by its name.
    Optional<Node> find(List<String> path) {
        Optional<Node> node = Optional.of(top);
        for (var key : path) {
            node = node.flatMap(inner -> inner instanceof SequenceNode list
                    ? list.getValue().stream()
                            .filter(item -> name(item).equals(key))
                            .findFirst()
                    : pair(inner, key).map(NodeTuple::getValueNode));
        }
        return node;
    }

    /// What an item of a list is called.
    static String name(Node item) {
        return pair(item, "name")
                .map(NodeTuple::getValueNode)
                .map(YamlText::scalar)
                .orElse("");
    }

    /// How a key with its value is written, its further lines moved so that the key stands at `column`.
    String written(NodeTuple pair, int column) {
        var key = pair.getKeyNode().getStartMark();
        var lines = text.substring(index(key), end(pair.getValueNode())).split("\n", -1);
        var shifted = new StringBuilder(lines[0]);
        for (var i = 1; i < lines.length; i++) {
            var indent = lines[i].length() - lines[i].stripLeading().length();
            shifted.append('\n')
                    .append(" ".repeat(Math.max(0, indent + column - key.getColumn())))
                    .append(lines[i].strip());
        }
        return shifted.toString();
    }

    /// How the node is written.
    String written(Node node) {
        return text.substring(index(node.getStartMark()), end(node));
    }

    int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    // Changing

    /// Writes `value`, which holds no line ends, in place of a single value.
    void replace(Node scalar, String value) {
        edits.add(new Edit(index(scalar.getStartMark()), end(scalar), quoted(value)));
    }

    /// Writes `yaml` in place of a value.
    void write(Node node, String yaml) {
        edits.add(new Edit(index(node.getStartMark()), end(node), yaml));
    }

    static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// Adds a text behind everything.
    void append(String lines) {
        edits.add(new Edit(text.length(), text.length(), (text.endsWith("\n") ? "" : "\n") + lines));
    }

    /// Adds lines below the last line of what a key has.
    void addBelow(Node value, String lines) {
        var at = lastLineEnd(value);
        edits.add(new Edit(at, at, (at > 0 && text.charAt(at - 1) != '\n' ? "\n" : "") + lines));
    }

    /// Adds a value behind the last of a list that stands in one line.
    void addToList(Node list, String value) {
        var items = items(list);
        var at = items.isEmpty() ? index(list.getStartMark()) + 1 : end(items.getLast());
        edits.add(new Edit(at, at, items.isEmpty() ? value : ", " + value));
    }

    /// Adds a key behind another one of the same block, in a line of its own or in that one's.
    void addBeside(MappingNode block, NodeTuple before, String written) {
        if (isFlow(block)) {
            var at = end(before.getValueNode());
            edits.add(new Edit(at, at, ", " + written));
        } else {
            addBelow(before.getValueNode(), " ".repeat(column(before)) + written + "\n");
        }
    }

    static int column(NodeTuple pair) {
        return pair.getKeyNode().getStartMark().getColumn();
    }

    /// Takes out the keys of `mapping` that are to go, with what they have.
    void remove(MappingNode mapping, Predicate<String> goes) {
        var pairs = mapping.getValue();
        for (var i = 0; i < pairs.size(); i++) {
            if (goes.test(key(pairs.get(i)))) {
                if (isFlow(mapping)) {
                    removeInLine(pairs, i, goes);
                } else {
                    var next =
                            i + 1 < pairs.size() ? pairs.get(i + 1).getKeyNode().getStartMark() : mapping.getEndMark();
                    removeLines(pairs.get(i).getKeyNode().getStartMark(), next);
                }
            }
        }
    }

    /// Takes out the items of a list in lines that are to go.
    void removeItems(Node list, Predicate<Node> goes) {
        var items = items(list);
        for (var i = 0; i < items.size(); i++) {
            if (goes.test(items.get(i))) {
                var next = i + 1 < items.size() ? items.get(i + 1).getStartMark() : list.getEndMark();
                removeLines(items.get(i).getStartMark(), next);
            }
        }
    }

    /// With the comma before it; of the first that stays, the one behind.
    private void removeInLine(List<NodeTuple> pairs, int at, Predicate<String> goes) {
        var keptBefore = pairs.subList(0, at).stream().anyMatch(pair -> !goes.test(key(pair)));
        var from = keptBefore
                ? end(pairs.get(at - 1).getValueNode())
                : index(pairs.get(at).getKeyNode().getStartMark());
        var to = keptBefore || at + 1 == pairs.size()
                ? end(pairs.get(at).getValueNode())
                : index(pairs.get(at + 1).getKeyNode().getStartMark());
        edits.add(new Edit(from, to, ""));
    }

    /// The lines from a key to the next thing, but for blank lines and comments that are the next thing's.
    private void removeLines(Mark first, Mark next) {
        var from = lineStart(index(first));
        var to = index(next) == text.length() ? text.length() : lineStart(index(next));
        while (to > from) {
            var above = lineStart(to - 1);
            var line = text.substring(above, to);
            var indent = line.length() - line.stripLeading().length();
            if (above <= from || !(line.isBlank() || line.strip().startsWith("#") && indent <= first.getColumn())) {
                break;
            }
            to = above;
        }
        edits.add(new Edit(from, to, ""));
    }

    static boolean isFlow(MappingNode mapping) {
        return mapping.getFlowStyle() == FlowStyle.FLOW;
    }

    // Places

    /// Marks count code points.
    private int index(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    /// Where a value ends, without the blank lines and comments below it.
    private int end(Node node) {
        return switch (node) {
            case MappingNode mapping
            when !isFlow(mapping) && !mapping.getValue().isEmpty() ->
                end(mapping.getValue().getLast().getValueNode());
            case SequenceNode sequence
            when sequence.getFlowStyle() == FlowStyle.BLOCK
                    && !sequence.getValue().isEmpty() -> end(sequence.getValue().getLast());
            default -> index(node.getEndMark());
        };
    }

    /// Behind the last line of a value, a comment at its end included.
    private int lastLineEnd(Node value) {
        var end = text.indexOf('\n', Math.max(0, end(value) - (isBlockScalar(value) ? 1 : 0)));
        return end < 0 ? text.length() : end + 1;
    }

    private static boolean isBlockScalar(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED);
    }

    private int lineStart(int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }
}

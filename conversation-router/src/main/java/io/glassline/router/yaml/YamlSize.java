package io.glassline.router.yaml;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// How much a file holds once its anchors are written out: a few lines can stand for billions.
final class YamlSize {

    /// The example city's largest file has less than a tenth of it.
    static final int VALUES_MAX = 100_000;

    private final Map<Node, Long> sizes = new IdentityHashMap<>();
    private final Set<Node> within = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean isCircle;

    private YamlSize() {}

    /// Why a file is not read; empty where it is of a size.
    static Optional<String> mistake(Node top) {
        var size = new YamlSize();
        var values = size.of(top);
        if (size.isCircle) {
            return Optional.of("an anchor (&) is used within itself");
        }
        return values > VALUES_MAX
                ? Optional.of(
                        "there are more than %d values in it, with its anchors (&) written out".formatted(VALUES_MAX))
                : Optional.empty();
    }

    /// Each node is counted once, however often it is used.
    private long of(Node node) {
        var known = sizes.get(node);
        if (known != null) {
            return known;
        }
        if (!within.add(node)) {
            isCircle = true;
            return 0;
        }
        var size = 1L;
        for (var part : parts(node)) {
            size = Math.min(size + of(part), Integer.MAX_VALUE);
        }
        within.remove(node);
        sizes.put(node, size);
        return size;
    }

    private static List<Node> parts(Node node) {
        return switch (node) {
            case MappingNode mapping ->
                mapping.getValue().stream()
                        .flatMap(pair -> Stream.of(pair.getKeyNode(), pair.getValueNode()))
                        .toList();
            case SequenceNode sequence -> sequence.getValue();
            default -> List.of();
        };
    }
}

package io.glassline.router.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A value of a file whose shape is up to the file: a template of what a program is to write.
public sealed interface YamlTree {

    record Leaf(YamlValue value) implements YamlTree {}

    record Branch(SequencedMap<String, YamlTree> fields) implements YamlTree {

        public Branch {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }
    }

    record Items(List<YamlTree> items) implements YamlTree {

        public Items {
            items = List.copyOf(items);
        }
    }
}

package io.glassline.router.yaml;

import org.yaml.snakeyaml.nodes.ScalarNode;

/// One value of a file, with its place.
public record YamlValue(YamlFile file, String path, ScalarNode node) {

    public String text() {
        return node.getValue();
    }

    public int line() {
        return file.line(node);
    }

    public int column() {
        return YamlFile.column(node);
    }

    public void wrong(String says) {
        file.wrong(node, path, says);
    }
}

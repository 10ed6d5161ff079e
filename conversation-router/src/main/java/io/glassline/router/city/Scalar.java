package io.glassline.router.city;

import org.yaml.snakeyaml.nodes.ScalarNode;

/// One value of a file, with its place.
record Scalar(Page page, String path, ScalarNode node) {

    String text() {
        return node.getValue();
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    void wrong(String says) {
        page.wrong(node, path, says);
    }
}

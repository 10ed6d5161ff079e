package io.glassline.router.yaml;

import io.glassline.config.Problem;

/// A place in a file, to be spoken of when more than the file is known.
public record YamlPlace(String file, int line, int column, String path) {

    public Problem problem(String says) {
        return new Problem(file, line, column, path, says);
    }
}

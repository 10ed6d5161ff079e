package io.glassline.config;

/// Something wrong in a configuration file, said so that the person who wrote the file can mend it.
///
/// `file` is relative to the configuration folder, `line` counts from 1 (0 when no line can be named), `path` is
/// the place inside the file such as `rules[2].queue`, and `says` tells what is wrong and what would be right.
public record Problem(String file, int line, String path, String says) implements Comparable<Problem> {

    @Override
    public int compareTo(Problem other) {
        var byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        return "%s:%d: %s %s".formatted(file, line, path, says);
    }
}

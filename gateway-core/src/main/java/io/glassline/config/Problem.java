package io.glassline.config;

/// Something wrong in a configuration file, said so that the person who wrote the file can mend it.
///
/// `file` is relative to the configuration folder, `line` and `column` count from 1 (0 when none can be named), `path`
/// is the place inside the file such as `rules[2].queue`, and `says` tells what is wrong and what would be right.
public record Problem(String file, int line, int column, String path, String says) implements Comparable<Problem> {

    public Problem(String file, int line, String path, String says) {
        this(file, line, 0, path, says);
    }

    @Override
    public int compareTo(Problem other) {
        var byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        var place = column == 0 ? "%s:%d".formatted(file, line) : "%s:%d:%d".formatted(file, line, column);
        return "%s: %s %s".formatted(place, path, says);
    }
}

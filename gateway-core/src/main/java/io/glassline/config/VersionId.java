package io.glassline.config;

import java.util.regex.Pattern;

/// Names one version of a city's configuration: the first 12 hex digits of the SHA-256 over its files. The same files
/// have the same id, whoever pushes them.
public record VersionId(String hex) implements Comparable<VersionId> {

    public static final int DIGITS = 12;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + DIGITS + "}");

    /// @throws IllegalArgumentException when it is not 12 hex digits
    public VersionId {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a version is named by %d hex digits, not \"%s\"".formatted(DIGITS, hex));
        }
    }

    @Override
    public int compareTo(VersionId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}

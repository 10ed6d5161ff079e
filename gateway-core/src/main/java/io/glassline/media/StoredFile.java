package io.glassline.media;

import java.util.regex.Pattern;

/// A file in [MediaFiles]: its name there, its type as its content shows it, and its size.
///
/// `digest` is its SHA-256 in lower-case hex. `width` and `height` are in pixels, and 0 for what is no
/// picture or one that cannot be read here.
public record StoredFile(String digest, String type, long bytes, int width, int height) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public StoredFile {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in hex: " + digest);
        }
    }

    public StoredFile(String digest, String type, long bytes) {
        this(digest, type, bytes, 0, 0);
    }

    public StoredFile sized(int width, int height) {
        return new StoredFile(digest, type, bytes, width, height);
    }
}

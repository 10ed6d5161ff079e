package io.glassline.log;

/// Bytes from outside that are not what they should be. The message says what was wrong and where.
public final class Malformed extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public Malformed(String message) {
        super(message);
    }
}

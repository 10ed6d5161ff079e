package io.glassline.declared.body;

/// How much of a body is read. Providers send less by far; what is beyond is refused whole.
final class Limits {

    /// Lists within lists.
    static final int DEPTH_MAX = 32;

    /// Values of all kinds, names of fields included.
    static final int VALUES_MAX = 20_000;

    static final int TEXT_MAX_CHARS = 100_000;

    static final int NAME_MAX_CHARS = 200;

    /// Digits of one number.
    static final int NUMBER_MAX_CHARS = 100;

    static final int BODY_MAX_BYTES = 2 << 20;

    private Limits() {}

    static byte[] whole(byte[] body) throws Unreadable {
        if (body.length > BODY_MAX_BYTES) {
            throw new Unreadable("larger than %d KiB".formatted(BODY_MAX_BYTES >> 10));
        }
        return body;
    }
}

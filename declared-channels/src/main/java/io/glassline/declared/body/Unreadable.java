package io.glassline.declared.body;

/// A body is not what it is to be, or is beyond a limit. Says which, and no word of the body.
public final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String says) {
        super(says, null, false, false); // anyone may send one: no stack
    }

    public String says() {
        return String.valueOf(getMessage());
    }
}

package io.glassline.app.node;

/// The gateway cannot start, for a reason that the person who started it can mend; the message says how.
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStart(String message) {
        super(message);
    }
}

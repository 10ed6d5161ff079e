package io.glassline.app.command.rules;

/// What the node, the folder or the caller's own options refuse; the message says why, in lines for the terminal.
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Refused(String because) {
        super(because);
    }
}

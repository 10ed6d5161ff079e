package io.glassline.declared.expression;

/// An expression came to nothing for the values at hand. Says where it stands and why, and no word of the values.
public final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Fault(String says) {
        super(says, null, false, false); // a foreign body may bring many of them: no stack
    }

    /// @throws Fault always
    public static Fault of(String path, String why) {
        return new Fault(path + ": " + why);
    }

    public String says() {
        return String.valueOf(getMessage());
    }
}

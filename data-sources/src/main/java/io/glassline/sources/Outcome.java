package io.glassline.sources;

/// What became of a look-up, as it is counted and shown.
public enum Outcome {
    /// There is at least one row.
    FOUND("UP"),
    /// The source answered that there is none.
    NOTHING("UP"),
    /// An answer of a moment ago was given again.
    CACHED("UP"),
    /// It cannot be reached, or failed in itself.
    AWAY("AWAY"),
    /// It did not answer in time.
    SLOW("SLOW"),
    /// It answered otherwise than the look-up says: a column is gone, the statement does not fit, no
    /// JSON came.
    WRONG("ANSWERS OTHERWISE"),
    /// It does not take our name and password.
    REFUSED("REFUSES US"),
    /// It asked for patience, or too many look-ups wait already.
    BUSY("BUSY"),
    /// It failed so often that it is not asked for now.
    LEFT_ALONE("LEFT ALONE");

    private final String health;

    Outcome(String health) {
        this.health = health;
    }

    /// The word for the health page.
    public String health() {
        return health;
    }
}

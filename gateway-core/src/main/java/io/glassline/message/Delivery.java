package io.glassline.message;

import java.util.Locale;

/// Where one part of a message stands on its way to the citizen. It only moves forward: providers report late,
/// twice and out of order, and a message that was read is not un-read.
public enum Delivery {
    QUEUED(0),
    /// Given to the provider, whose answer is not known yet. Written before the call is made.
    HANDED_OVER(1),
    /// Handed over, and no answer came. Later news, good or bad, still counts.
    UNKNOWN(2),
    ACCEPTED(3),
    SENT(4),
    /// Some providers take this back: a phone that was off may get the message after all.
    FAILED(5),
    DELIVERED(6),
    READ(7);

    private final int rank;

    Delivery(int rank) {
        this.rank = rank;
    }

    /// This, or what is reported if that is further along.
    public Delivery advancedBy(Delivery reported) {
        return reported.rank > rank ? reported : this;
    }

    /// Nothing more is to be done to send it.
    public boolean isSettled() {
        return rank >= ACCEPTED.rank;
    }

    /// The word for it in pages, tables, the log and the API.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

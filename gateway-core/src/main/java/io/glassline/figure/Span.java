package io.glassline.figure;

import java.time.Duration;
import java.util.Arrays;

/// The classes of time that are published: the exact second of an answer could be found again in somebody's phone.
public enum Span {
    MINUTE("1m", Duration.ofMinutes(1)),
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    QUARTER("15m", Duration.ofMinutes(15)),
    HOUR("1h", Duration.ofHours(1)),
    FOUR_HOURS("4h", Duration.ofHours(4)),
    DAY("1d", Duration.ofDays(1)),
    THREE_DAYS("3d", Duration.ofDays(3)),
    LONGER("longer", Duration.ofSeconds(Long.MAX_VALUE));

    private final String word;
    private final Duration most;

    Span(String word, Duration most) {
        this.word = word;
        this.most = most;
    }

    static Span of(Duration time) {
        return Arrays.stream(values())
                .filter(span -> time.compareTo(span.most) <= 0)
                .findFirst()
                .orElseThrow();
    }

    /// How long its longest time is.
    public Duration most() {
        return most;
    }

    public String word() {
        return word;
    }
}

package io.glassline.source;

import java.time.Duration;

/// What a source may be asked of at most.
///
/// @param connectionsMax how many look-ups run at once on one node
/// @param rowsMax how many rows of an answer are read
/// @param cacheFor how long an answer may be given again; zero for never
public record SourceLimits(int connectionsMax, int rowsMax, Duration cacheFor) {

    public static final int CONNECTIONS = 4;

    /// A bot can read out no more.
    public static final int ROWS = 20;

    public static final SourceLimits USUAL = new SourceLimits(CONNECTIONS, ROWS, Duration.ZERO);

    public SourceLimits {
        if (connectionsMax < 1 || rowsMax < 1 || cacheFor.isNegative()) {
            throw new IllegalArgumentException("a source that can answer nothing");
        }
    }
}

package io.glassline.app.connection;

import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Whether a caller has stopped taking what is written to it. How much is written is bounded elsewhere;
/// here, for how long it is kept.
final class StalledReader {

    private long unwrittenBytes;
    private long writtenOfFirst;
    private long sinceNanos;

    /// @param buffer what is not yet written, or null when the connection is closed.
    boolean hasStalled(@Nullable ChannelOutboundBuffer buffer, long nowNanos, Duration max) {
        var bytes = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        var ofFirst = buffer == null ? 0 : buffer.currentProgress();
        if (bytes == 0 || bytes != unwrittenBytes || ofFirst != writtenOfFirst) {
            unwrittenBytes = bytes;
            writtenOfFirst = ofFirst;
            sinceNanos = nowNanos;
            return false;
        }
        return nowNanos - sinceNanos >= max.toNanos();
    }
}

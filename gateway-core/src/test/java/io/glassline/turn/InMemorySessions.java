package io.glassline.turn;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The plainest sessions there can be.
public final class InMemorySessions implements Sessions {

    private final InstantSource clock;
    private final Map<Lane, Holding> holdings = new HashMap<>();
    private final Map<Lane, Conversation> kept = new HashMap<>();
    private long fences;

    public InMemorySessions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Claim> claim(Lane lane, Duration atMost) {
        var now = clock.instant();
        var holding = holdings.get(lane);
        if (holding != null && holding.until().isAfter(now)) {
            return Optional.empty();
        }
        holdings.put(lane, new Holding(++fences, now.plus(atMost)));
        return Optional.of(
                new Claim(lane, fences, Optional.ofNullable(kept.get(lane)).filter(Conversation::isOpen)));
    }

    @Override
    public synchronized void release(Claim claim) {
        var holding = holdings.get(claim.lane());
        if (holding != null && holding.fence() == claim.fence()) {
            holdings.remove(claim.lane());
        }
    }

    /// A closed conversation stays as a closed one: the mark against a late write of an earlier version.
    @Override
    public synchronized void keep(Conversation conversation) {
        kept.merge(
                conversation.lane(),
                conversation,
                (stored, next) -> stored.id().equals(next.id()) && stored.version() > next.version()
                                || next.lastActivityAt().isBefore(stored.lastActivityAt())
                                        && !stored.id().equals(next.id())
                        ? stored
                        : next);
    }

    private record Holding(long fence, Instant until) {}
}

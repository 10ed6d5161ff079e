package io.glassline.turn;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The plainest sessions there can be.
public final class InMemorySessions implements Sessions {

    private final InstantSource clock;
    private final Map<Lane, Holding> holdings = new HashMap<>();
    private final Set<Lane> asked = new HashSet<>();
    private final Map<Lane, Map<String, Instant>> heldUntil = new HashMap<>();
    private final Map<Lane, Conversation> kept = new HashMap<>();
    private long fences;

    public InMemorySessions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Claim> claim(Lane lane, Duration atMost) {
        var now = clock.instant();
        var holding = holdings.get(lane);
        if (heldUntil.getOrDefault(lane, Map.of()).values().stream().anyMatch(until -> until.isAfter(now))) {
            return Optional.empty();
        }
        if (holding != null && holding.until().isAfter(now)) {
            asked.add(lane);
            return Optional.empty();
        }
        asked.remove(lane);
        holdings.put(lane, new Holding(++fences, now.plus(atMost)));
        return Optional.of(
                new Claim(lane, fences, Optional.ofNullable(kept.get(lane)).filter(Conversation::isOpen)));
    }

    @Override
    public synchronized boolean release(Claim claim, Optional<Conversation> latest) {
        latest.ifPresent(this::keep);
        var holding = holdings.get(claim.lane());
        if (holding == null || holding.fence() != claim.fence()) {
            return false;
        }
        holdings.remove(claim.lane());
        return asked.remove(claim.lane());
    }

    @Override
    public synchronized void hold(Collection<Lane> lanes, String holder, Duration atMost) {
        var until = clock.instant().plus(atMost);
        lanes.forEach(
                lane -> heldUntil.computeIfAbsent(lane, _ -> new HashMap<>()).put(holder, until));
    }

    @Override
    public synchronized void letGo(Collection<Lane> lanes, String holder) {
        lanes.forEach(lane -> heldUntil.getOrDefault(lane, new HashMap<>()).remove(holder));
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

    @Override
    public synchronized boolean forget(Lane lane) {
        holdings.remove(lane);
        kept.remove(lane);
        return true;
    }

    private record Holding(long fence, Instant until) {}
}

package io.glassline.feed;

import io.glassline.audit.Actor;
import io.glassline.feed.FeedState.Failing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// How far each feed has come, in a map.
public final class InMemoryFeeds implements Feeds {

    private final LongSupplier recordSize;
    private final Map<String, FeedState> states = new TreeMap<>();

    /// What the record would say, as kind and index.
    public final List<String> recorded = new ArrayList<>();

    public InMemoryFeeds(LongSupplier recordSize) {
        this.recordSize = recordSize;
    }

    @Override
    public synchronized FeedState begin(String feed, Instant now) {
        return states.computeIfAbsent(feed, _ -> {
            var next = recordSize.getAsLong();
            recorded.add("feed.begun " + next);
            return new FeedState(feed, next, Optional.empty(), Optional.empty(), 0);
        });
    }

    @Override
    public synchronized List<FeedState> all() {
        return List.copyOf(states.values());
    }

    @Override
    public synchronized Optional<FeedState> advance(FeedState from, long next) {
        return change(from, next, Optional.empty(), Optional.empty());
    }

    @Override
    public synchronized void fail(FeedState from, Failing failing) {
        change(from, from.next(), Optional.of(failing), Optional.empty());
    }

    @Override
    public synchronized void park(FeedState from, Failing failing, Instant now) {
        change(from, from.next(), Optional.of(failing), Optional.of(now))
                .ifPresent(_ -> recorded.add("feed.parked " + from.next()));
    }

    private Optional<FeedState> change(
            FeedState from, long next, Optional<Failing> failing, Optional<Instant> parkedAt) {
        var last = states.get(from.feed());
        if (last.version() != from.version() || last.parkedAt().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(put(new FeedState(from.feed(), next, failing, parkedAt, from.version() + 1)));
    }

    private FeedState put(FeedState state) {
        states.put(state.feed(), state);
        return state;
    }

    @Override
    public synchronized Optional<FeedState> resume(String feed, Actor by, Instant now) {
        return goOn("feed.resumed", feed, Optional.empty());
    }

    @Override
    public synchronized Optional<FeedState> replay(String feed, long next, Actor by, Instant now) {
        return goOn("feed.replayed", feed, Optional.of(next));
    }

    private Optional<FeedState> goOn(String kind, String feed, Optional<Long> next) {
        return Optional.ofNullable(states.get(feed)).map(last -> {
            var going = put(new FeedState(
                    feed, next.orElse(last.next()), Optional.empty(), Optional.empty(), last.version() + 1));
            recorded.add(kind + " " + going.next());
            return going;
        });
    }
}

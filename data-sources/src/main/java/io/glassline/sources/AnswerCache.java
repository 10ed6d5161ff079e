package io.glassline.sources;

import io.glassline.routing.Lookup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a source answered a moment ago. In memory only, and no more than fits there.
final class AnswerCache {

    private static final int ANSWERS_MAX = 1_000;

    private final Duration keptFor;
    private final InstantSource clock;

    /// Guarded by this.
    private final Map<Key, Kept> answers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > ANSWERS_MAX;
        }
    };

    AnswerCache(Duration keptFor, InstantSource clock) {
        this.keptFor = keptFor;
        this.clock = clock;
    }

    /// A look-up of another version may have the same name and ask otherwise.
    record Key(Object question, Lookup lookup) {}

    private record Kept(List<Map<String, String>> rows, Instant until) {}

    synchronized Optional<List<Map<String, String>>> get(Key key) {
        var kept = answers.get(key);
        if (kept == null) {
            return Optional.empty();
        }
        if (!clock.instant().isBefore(kept.until())) {
            answers.remove(key);
            return Optional.empty();
        }
        return Optional.of(kept.rows());
    }

    synchronized void put(Key key, List<Map<String, String>> rows) {
        if (!keptFor.isZero()) {
            answers.remove(key);
            answers.put(key, new Kept(rows, clock.instant().plus(keptFor)));
        }
    }
}

package io.glassline.answer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Source pages as one node found them.
public final class InMemorySourceStates implements SourceStates {

    private final Map<String, SourceState> all = new ConcurrentHashMap<>();

    @Override
    public Map<String, SourceState> all() {
        return Map.copyOf(all);
    }

    @Override
    public void keep(SourceState state) {
        all.put(state.answer(), state);
    }
}

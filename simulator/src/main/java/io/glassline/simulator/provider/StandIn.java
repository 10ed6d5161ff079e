package io.glassline.simulator.provider;

import java.util.Map;

/// A program that behaves like a provider.
public interface StandIn extends AutoCloseable {

    Account account();

    /// A citizen says something to the city by way of this provider.
    Answer incoming(Incoming incoming);

    /// Whether HTTP requests are for this provider whose path begins with this segment.
    default boolean serves(String firstSegment) {
        return false;
    }

    default Answer answer(Request request) {
        return Answer.noSuchPage(request);
    }

    /// Opens ports of its own, if it has any. What an earlier run remembered has been read.
    ///
    /// @throws IllegalStateException naming the port that is busy
    default void start() {}

    /// The ports that [#start] opened, by protocol.
    default Map<String, Integer> ports() {
        return Map.of();
    }

    /// Goes on with what was under way when an earlier run stopped.
    default void resume() {}

    @Override
    default void close() {}
}

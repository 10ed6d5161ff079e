package io.glassline.app.chat;

import io.glassline.app.work.Loop;
import io.glassline.conversation.Lane;
import io.glassline.desk.VisitorTalks;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// Open pages of visitors, which are told at once what is new in their talks, whichever node made it so.
///
/// One question to the database, a few times a second and only while somebody listens, says in which of all
/// the talks that are followed something has changed; only those are read. Every stream also looks for
/// itself now and then.
public final class TalkStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TalkStreams.class);

    /// On one node. Whoever finds no place asks now and then instead.
    static final int STREAMS_MAX = 2_000;

    /// As many pages as one visitor may have open.
    static final int STREAMS_OF_VISITOR_MAX = 6;

    /// A proxy ends a connection on which nothing moves, mostly after a minute.
    static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(15);

    /// Then the browser connects again, and its session is looked at again.
    static final Duration LASTS = Duration.ofMinutes(10);

    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final TalkReader reader;
    private final Executor threads;
    private final Map<Lane, Set<Stream>> streams = new ConcurrentHashMap<>();
    private final Map<Lane, String> stamps = new HashMap<>();
    private final Loop loop = new Loop("talk streams", LOOK_EVERY, this::look);

    /// @param threads what blocks is done on them.
    public TalkStreams(VisitorTalks talks, Executor threads) {
        this.reader = new TalkReader(talks);
        this.threads = threads;
    }

    public void start() {
        loop.start();
    }

    TalkReader reader() {
        return reader;
    }

    public int count() {
        return streams.values().stream().mapToInt(Set::size).sum();
    }

    /// Whether one more may follow this talk. Two that come at once may both be let in.
    boolean hasRoomFor(Lane lane) {
        return count() < STREAMS_MAX && streams.getOrDefault(lane, Set.of()).size() < STREAMS_OF_VISITOR_MAX;
    }

    /// What is new in the talk since `cursor`, and from then on what comes, as events named `talk`.
    ///
    /// @param json of an update
    Publisher<Event<String>> follow(Lane lane, Optional<String> cursor, Function<TalkUpdate, String> json) {
        var news = Flux.<Event<String>>create(
                sink -> {
                    var stream = new Stream(lane, cursor, json, sink);
                    streams.computeIfAbsent(lane, _ -> ConcurrentHashMap.newKeySet())
                            .add(stream);
                    sink.onDispose(() -> left(stream));
                    stream.wake();
                },
                FluxSink.OverflowStrategy.BUFFER);
        return Flux.merge(
                        Flux.just(Event.of("").comment("listening").retry(RECONNECT_AFTER)),
                        news,
                        Flux.interval(HEARTBEAT_EVERY).onBackpressureDrop().map(_ -> {
                            wake(lane);
                            return Event.of("").comment("still here");
                        }))
                .take(LASTS);
    }

    private void left(Stream stream) {
        streams.computeIfPresent(stream.lane, (_, all) -> {
            all.remove(stream);
            return all.isEmpty() ? null : all;
        });
    }

    private void wake(Lane lane) {
        streams.getOrDefault(lane, Set.of()).forEach(Stream::wake);
    }

    private boolean look() {
        var followed = List.copyOf(streams.keySet());
        stamps.keySet().retainAll(followed);
        if (followed.isEmpty()) {
            return false;
        }
        var now = reader.stamps(followed);
        var changed = now.entrySet().stream()
                .filter(stamp -> !stamp.getValue().equals(stamps.put(stamp.getKey(), stamp.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        changed.forEach(this::wake);
        return false;
    }

    @Override
    public void close() {
        loop.close();
        streams.values().forEach(all -> all.forEach(stream -> stream.sink.complete()));
    }

    /// One open page. It is read for by one thread at a time; what changes meanwhile is read once more.
    private final class Stream {

        private final Lane lane;
        private final Function<TalkUpdate, String> json;
        private final FluxSink<Event<String>> sink;
        private Optional<String> cursor;
        private String told = "";

        /// Guarded by this.
        private boolean reading;

        private boolean again;

        Stream(Lane lane, Optional<String> cursor, Function<TalkUpdate, String> json, FluxSink<Event<String>> sink) {
            this.lane = lane;
            this.cursor = cursor;
            this.json = json;
            this.sink = sink;
        }

        synchronized void wake() {
            if (reading) {
                again = true;
            } else {
                reading = true;
                threads.execute(this::read);
            }
        }

        private void read() {
            do {
                try {
                    tell(TalkUpdate.since(reader.talk(lane), cursor));
                } catch (RuntimeException e) {
                    LOG.atInfo().log("a talk could not be read: {}", e.toString()); // it is looked at again soon
                }
            } while (goesOn());
        }

        private synchronized boolean goesOn() {
            reading = again;
            again = false;
            return reading;
        }

        /// Nothing is told twice: neither lines nor that an answer is on its way.
        private void tell(TalkUpdate update) {
            var state = update.cursor() + update.isUnanswered() + update.state();
            if (!state.equals(told) && !sink.isCancelled()) {
                told = state;
                cursor = Optional.of(update.cursor());
                sink.next(Event.of(json.apply(update)).name("talk").id(update.cursor()));
            }
        }
    }
}

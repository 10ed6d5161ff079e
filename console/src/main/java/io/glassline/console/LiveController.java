package io.glassline.console;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink.OverflowStrategy;

/// Tells open pages that something has changed: server-sent events named `desk`, which say no more than that. A
/// page then reads again what it shows, with the rights of whoever reads it.
@Controller("/console/live")
final class LiveController {

    /// A proxy ends a connection on which nothing moves, mostly after a minute.
    static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(15);

    /// Then the browser connects again, and its session is looked at again.
    static final Duration LASTS = Duration.ofMinutes(10);

    /// More open pages than this have to be reloaded by hand.
    static final int CONNECTIONS_PER_AGENT_MAX = 20;

    /// Of all agents together.
    static final int CONNECTIONS_MAX = 500;

    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(2);
    private static final Duration RECONNECT_AFTER_TOO_MANY = Duration.ofMinutes(1);

    private final Changes changes;
    private final Map<String, Integer> connections = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    LiveController(Changes changes) {
        this.changes = changes;
    }

    @Get(produces = MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> events(StaffSession session) {
        var agentId = session.agent().id();
        return Flux.defer(() -> {
            var ofAgent = connections.merge(agentId, 1, Integer::sum);
            if (all.incrementAndGet() > CONNECTIONS_MAX || ofAgent > CONNECTIONS_PER_AGENT_MAX) {
                return Flux.just(note("too many open pages").retry(RECONNECT_AFTER_TOO_MANY))
                        .doFinally(_ -> left(agentId));
            }
            return Flux.merge(
                            Flux.just(note("listening").retry(RECONNECT_AFTER)),
                            changed(),
                            Flux.interval(HEARTBEAT_EVERY).onBackpressureDrop().map(_ -> note("still here")))
                    .take(LASTS)
                    .doFinally(_ -> left(agentId));
        });
    }

    /// A reader who is slow is told once of many changes.
    private Flux<Event<String>> changed() {
        return Flux.create(
                sink -> {
                    var listening =
                            changes.listen(() -> sink.next(Event.of("changed").name("desk")));
                    sink.onDispose(listening::close);
                },
                OverflowStrategy.LATEST);
    }

    private void left(String agentId) {
        all.decrementAndGet();
        connections.computeIfPresent(agentId, (_, open) -> open == 1 ? null : open - 1);
    }

    private static Event<String> note(String words) {
        return Event.of("").comment(words);
    }
}

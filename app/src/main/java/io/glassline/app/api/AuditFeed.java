package io.glassline.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.glassline.app.http.BlockingThreads;
import io.glassline.desk.Board;
import io.micronaut.http.sse.Event;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// The audit stream as it grows: server-sent events, each a CloudEvent (<https://cloudevents.io>, version 1.0)
/// whose `id` is the entry's index and whose `data` has the public `leaf` and, for those who hold a token, the `sealed`
/// part. Salts are never given.
public final class AuditFeed {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(15);
    private static final int ENTRIES_MAX = 500;

    private final Board board;
    private final JsonMapper json;
    private final BlockingThreads threads;
    private final String source;

    /// @param source names this log in each event; its origin.
    public AuditFeed(Board board, JsonMapper json, BlockingThreads threads, String source) {
        this.board = board;
        this.json = json;
        this.threads = threads;
        this.source = source;
    }

    Publisher<Event<String>> after(long index) {
        return Flux.create(sink -> threads.executor().execute(() -> push(sink, index)));
    }

    private void push(FluxSink<Event<String>> sink, long after) {
        var last = after;
        var quietSince = System.nanoTime();
        try {
            while (!sink.isCancelled()) {
                var entries = board.audit(last, ENTRIES_MAX);
                for (var entry : entries) {
                    sink.next(Event.of(cloudEvent(entry))
                            .id(Long.toString(entry.index()))
                            .name(entry.kind()));
                    last = entry.index();
                    quietSince = System.nanoTime();
                }
                if (System.nanoTime() - quietSince > HEARTBEAT_EVERY.toNanos()) {
                    sink.next(Event.<String>of("").comment("still here"));
                    quietSince = System.nanoTime();
                }
                if (entries.size() < ENTRIES_MAX) {
                    Thread.sleep(LOOK_EVERY);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sink.complete();
        } catch (IOException | RuntimeException e) {
            sink.error(e);
        }
    }

    private String cloudEvent(Board.AuditLine entry) throws IOException {
        return json.writeValueAsString(new CloudEvent(
                "1.0",
                Long.toString(entry.index()),
                source,
                "io.glassline." + entry.kind(),
                entry.at(),
                "application/json",
                new Data(entry.leaf(), entry.sealed().orElse(null))));
    }

    private record CloudEvent(
            String specversion,
            String id,
            String source,
            String type,
            Instant time,
            String datacontenttype,
            Data data) {}

    /// Both parts are JSON already, and stay byte for byte what was committed to. An entry of version 1, or one
    /// that was erased, has no sealed part.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Data(
            @JsonRawValue String leaf,
            @JsonRawValue @Nullable String sealed) {}
}

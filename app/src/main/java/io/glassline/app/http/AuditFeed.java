package io.glassline.app.http;

import io.glassline.desk.Board;
import io.micronaut.core.type.Argument;
import io.micronaut.http.sse.Event;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private static final Argument<Map<String, Object>> OBJECT = Argument.mapOf(String.class, Object.class);

    private final Board board;
    private final JsonMapper json;
    private final Blocking blocking;
    private final String source;

    /// @param source names this log in each event; its origin.
    public AuditFeed(Board board, JsonMapper json, Blocking blocking, String source) {
        this.board = board;
        this.json = json;
        this.blocking = blocking;
        this.source = source;
    }

    Publisher<Event<String>> after(long index) {
        return Flux.create(sink -> blocking.executor().execute(() -> push(sink, index)));
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
        var event = new LinkedHashMap<String, Object>();
        event.put("specversion", "1.0");
        event.put("id", Long.toString(entry.index()));
        event.put("source", source);
        event.put("type", "io.glassline." + entry.kind());
        event.put("time", entry.at().toString());
        event.put("datacontenttype", "application/json");
        var data = new LinkedHashMap<String, Object>();
        data.put("leaf", json.readValue(entry.leaf(), OBJECT));
        if (entry.sealed().isPresent()) {
            data.put("sealed", json.readValue(entry.sealed().get(), OBJECT));
        }
        event.put("data", data);
        return json.writeValueAsString(event);
    }

    static Map<String, Object> fields(Board.AuditLine entry) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("index", entry.index());
        fields.put("kind", entry.kind());
        fields.put("at", entry.at().toString());
        fields.put("leaf", entry.leaf());
        entry.sealed().ifPresent(part -> fields.put("sealed", part));
        return fields;
    }
}

package io.glassline.app.connection;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/// The connections of both listeners, with their figures.
public final class ListenerConnections implements MeterBinder {

    final Connections internet;
    final Connections inside;

    public ListenerConnections(HttpLimits limits) {
        this.internet = new Connections("internet", limits);
        this.inside = new Connections("inside", limits);
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (var connections : List.of(internet, inside)) {
            gauge(
                    meters,
                    connections,
                    "glassline_http_connections",
                    "open, streams not counted",
                    Connections::connections);
            gauge(meters, connections, "glassline_http_streams", "on which events are streamed", Connections::streams);
            gauge(
                    meters,
                    connections,
                    "glassline_http_clients",
                    "addresses that have one or more",
                    Connections::clients);
            gauge(meters, connections, "glassline_http_body_bytes", "of large bodies in hand", Connections::bodyBytes);
            for (var refusal : Refusal.values()) {
                FunctionCounter.builder("glassline_http_refused", connections.refused(refusal), LongAdder::sum)
                        .description("connections and requests that were not served, by why")
                        .tags("listener", connections.listener, "why", refusal.word)
                        .register(meters);
            }
        }
    }

    private static void gauge(
            MeterRegistry meters,
            Connections connections,
            String name,
            String meaning,
            ToDoubleFunction<Connections> figure) {
        Gauge.builder(name, connections, figure)
                .description(meaning)
                .tag("listener", connections.listener)
                .register(meters);
    }
}

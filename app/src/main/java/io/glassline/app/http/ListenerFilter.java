package io.glassline.app.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;

/// Keeps what is inside inside. One server answers on both ports, and a path that [Listeners] does not give
/// to a port is simply not there.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ListenerFilter {

    private final Listeners listeners;

    ListenerFilter(Listeners listeners) {
        this.listeners = listeners;
    }

    @RequestFilter
    Optional<HttpResponse<?>> onlyWhereItBelongs(HttpRequest<?> request) {
        return listeners.isServed(request.getPath(), request.getServerAddress().getPort())
                ? Optional.empty()
                : Optional.of(Problems.notFound("There is nothing at this address on this port."));
    }
}

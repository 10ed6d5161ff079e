package io.glassline.app.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;
import java.util.Optional;

/// Keeps what is inside inside. One server answers on both ports, so each path belongs to one of them by name, and
/// is simply not there on the other.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ListenerFilter {

    private static final List<String> INSIDE = List.of("/console", "/api", "/health", "/metrics");

    private final Listeners listeners;

    ListenerFilter(Listeners listeners) {
        this.listeners = listeners;
    }

    @RequestFilter
    Optional<HttpResponse<?>> onlyWhereItBelongs(HttpRequest<?> request) {
        var path = request.getPath();
        var arrivedInside = request.getServerAddress().getPort() == listeners.inside();
        return path.startsWith("/assets/") || isInside(path) == arrivedInside
                ? Optional.empty()
                : Optional.of(Problems.notFound("There is nothing at this address on this port."));
    }

    private static boolean isInside(String path) {
        for (var root : INSIDE) {
            if (Listeners.isUnder(path, root)) {
                return true;
            }
        }
        return false;
    }
}

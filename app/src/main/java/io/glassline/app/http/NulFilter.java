package io.glassline.app.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Refuses an address with the character U+0000 in it: no name, word or cursor of ours has one, and PostgreSQL has no
/// text with one.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class NulFilter {

    private static final String ESCAPED = "%00";

    @RequestFilter
    Optional<HttpResponse<?>> refuse(HttpRequest<?> request) {
        var uri = request.getUri();
        return has(uri.getRawPath()) || has(uri.getRawQuery())
                ? Optional.of(Problems.of(
                        HttpStatus.BAD_REQUEST, "The address has the character U+0000 in it, which nothing here has."))
                : Optional.empty();
    }

    private static boolean has(@Nullable String text) {
        return text != null && text.contains(ESCAPED);
    }
}

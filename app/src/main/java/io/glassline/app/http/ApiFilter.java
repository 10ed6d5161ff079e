package io.glassline.app.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;

/// Nobody reads or writes the API without a token.
///
/// It looks at the path itself: a pattern of Micronaut's would be taken apart anew for every webhook.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(0)
final class ApiFilter {

    private final ApiTokens tokens;

    ApiFilter(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @RequestFilter
    Optional<HttpResponse<?>> onlyWithAToken(HttpRequest<?> request) {
        if (!ListenerFilter.isUnder(request.getPath(), "/api")
                || tokens.open(request.getHeaders().getAuthorization())) {
            return Optional.empty();
        }
        return Optional.of(
                Problems.of(HttpStatus.UNAUTHORIZED, "Send a token of this gateway as 'Authorization: Bearer …'.")
                        .toMutableResponse()
                        .header("WWW-Authenticate", "Bearer"));
    }
}

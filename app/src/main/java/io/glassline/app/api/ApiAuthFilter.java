package io.glassline.app.api;

import io.glassline.app.http.Listeners;
import io.glassline.app.http.Problems;
import io.glassline.console.ClientAddress;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.time.InstantSource;
import java.util.Optional;

/// Nobody reads or writes the API without a token whose role covers the route.
///
/// It looks at the path itself: a pattern of Micronaut's would be taken apart anew for every webhook.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(0)
final class ApiAuthFilter {

    private final ApiTokens tokens;
    private final ClientAddress clientAddress;
    private final InstantSource clock;

    ApiAuthFilter(ApiTokens tokens, ClientAddress clientAddress, InstantSource clock) {
        this.tokens = tokens;
        this.clientAddress = clientAddress;
        this.clock = clock;
    }

    @RequestFilter
    Optional<HttpResponse<?>> onlyWithAToken(HttpRequest<?> request) {
        return Listeners.isUnder(request.getPath(), "/api") ? refusal(request) : Optional.empty();
    }

    private Optional<HttpResponse<?>> refusal(HttpRequest<?> request) {
        var token = tokens.find(request.getHeaders().getAuthorization()).orElse(null);
        if (token == null) {
            return Optional.of(unauthorized("Send a token of this gateway as 'Authorization: Bearer …'."));
        }
        if (token.isOver(clock.instant())) {
            return Optional.of(unauthorized("The last day of this token is over. Use a new one."));
        }
        var needed = needed(request);
        if (!token.role().covers(needed)) {
            return Optional.of(Problems.of(
                    HttpStatus.FORBIDDEN,
                    "This takes a token with the role " + needed.word() + "; " + token.name() + " has the role "
                            + token.role().word() + "."));
        }
        if (request.getMethod() != HttpMethod.GET && request.getParameters().contains("agent")) {
            return Optional.of(Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "Leave out 'agent': who acts is who the token is for, and this one is for " + token.name() + "."));
        }
        ApiCallerBinder.keep(request, new ApiCaller(token, clientAddress.of(request)));
        return Optional.empty();
    }

    /// A path that nothing answers needs no more than a token: what follows says that nothing is there.
    private static ApiRole needed(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .map(route -> route.getAnnotationMetadata()
                        .enumValue(NeedsRole.class, ApiRole.class)
                        .orElse(ApiRole.SUPERVISOR))
                .orElse(ApiRole.READER);
    }

    private static HttpResponse<?> unauthorized(String detail) {
        return Problems.of(HttpStatus.UNAUTHORIZED, detail).toMutableResponse().header("WWW-Authenticate", "Bearer");
    }
}

package io.glassline.console;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.FilterPatternStyle;
import java.util.Optional;

/// What staff are shown when the server has an answer of its own: something behind a page broke, most often a
/// database that is away for a moment, or the address makes no sense.
///
/// The server writes down what broke; the page tells nothing of it that a stranger could use.
@ServerFilter(patternStyle = FilterPatternStyle.REGEX, patterns = ConsoleAuthFilter.CONSOLE)
@Order(ErrorPageFilter.NEAREST_TO_THE_CONTROLLER)
final class ErrorPageFilter {

    static final int NEAREST_TO_THE_CONTROLLER = 1_000;

    private final Pages pages;

    ErrorPageFilter(Pages pages) {
        this.pages = pages;
    }

    @ResponseFilter
    Optional<HttpResponse<?>> say(HttpRequest<?> request, HttpResponse<?> response) {
        if (response.getContentType().filter(MediaType.TEXT_HTML_TYPE::matches).isPresent()) {
            return Optional.empty(); // a page already
        }
        var session = RequestArguments.session(request);
        return switch (response.code()) {
            case 500 ->
                Optional.of(pages.notice(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        session,
                        "Something did not answer",
                        "What citizens write is kept all the same. Wait a moment and try again; if you were sending "
                                + "something, look first whether it went out."));
            case 400, 404, 405 ->
                Optional.of(pages.notice(
                        HttpStatus.valueOf(response.code()),
                        session,
                        "There is nothing here",
                        "The address is wrong, or is not one to be opened like this. The desk lists what there is."));
            default -> Optional.empty();
        };
    }
}

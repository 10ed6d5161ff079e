package io.glassline.app.http;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Map;

/// Gives the server's own errors (no such path, body too large, not the right method) the same form as ours.
@Singleton
@Primary
final class ProblemHandler implements ErrorResponseProcessor<Map<String, Object>> {

    @Override
    public MutableHttpResponse<Map<String, Object>> processResponse(
            ErrorContext context, MutableHttpResponse<?> response) {
        var status = HttpStatus.valueOf(response.code());
        var problem = Problems.of(status, detail(status, context));
        var answer = HttpResponse.<Map<String, Object>>status(status);
        problem.getContentType().ifPresent(answer::contentType);
        return answer.body(problem.body());
    }

    private static String detail(HttpStatus status, ErrorContext context) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing at this address.";
            case BAD_REQUEST ->
                context.getErrors().stream().map(Error::getMessage).findFirst().orElse(status.getReason());
            case METHOD_NOT_ALLOWED -> "This address does not take this method.";
            case REQUEST_ENTITY_TOO_LARGE -> "The body is larger than is taken here.";
            case INTERNAL_SERVER_ERROR -> "Something broke here, and it was written down. Try again later.";
            default -> status.getReason();
        };
    }
}

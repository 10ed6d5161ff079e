package io.glassline.declared.cases;

import io.glassline.channel.SendOutcome;
import io.glassline.declared.send.OutboundRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Requests and what came of them as lines that a person can check against the provider's documentation.
public final class OutcomeText {

    private OutcomeText() {}

    public static String of(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted(var id) -> "accepted " + id;
            case SendOutcome.Retry(var because, var after) -> "retry" + waited(after) + ": " + because;
            case SendOutcome.Busy(var limit, var because, var after) ->
                "busy, the " + limit.name().toLowerCase(Locale.ROOT) + waited(after) + ": " + because;
            case SendOutcome.AccountFault(var code, var because) -> "account fault " + code + ": " + because;
            case SendOutcome.Rejected(var code, var because) -> "rejected " + code + ": " + because;
            case SendOutcome.Unwanted(var because) -> "opted out: " + because;
            case SendOutcome.Unknown(var because) -> "unknown: " + because;
        };
    }

    private static String waited(Optional<Duration> after) {
        return after.map(wait -> " after " + wait.toMillis() + " ms").orElse("");
    }

    public static String of(OutboundRequest request) {
        var headers = request.headers().entrySet().stream()
                .map(header -> "\n" + header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining());
        return request.method() + " " + request.url() + headers
                + (request.body().isEmpty() ? "" : "\n\n" + request.body());
    }
}

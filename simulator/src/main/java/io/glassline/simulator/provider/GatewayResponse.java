package io.glassline.simulator.provider;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of one try: an answer of the gateway, or the reason why there is none.
record GatewayResponse(
        @Nullable HttpResponse<byte[]> response, @Nullable String error) {

    @Nullable
    Integer status() {
        return response == null ? null : response.statusCode();
    }

    boolean accepted(WebhookDelivery delivery) {
        return response != null && delivery.retries.accepts(response.statusCode());
    }

    Optional<Duration> retryAfter() {
        return response == null
                ? Optional.empty()
                : response.headers()
                        .firstValue("Retry-After")
                        .filter(value -> value.matches("\\d{1,6}"))
                        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}

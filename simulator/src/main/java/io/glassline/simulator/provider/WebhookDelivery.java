package io.glassline.simulator.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One call to the gateway, with every try that was made of it. Safe to use from any thread.
final class WebhookDelivery {
    final Webhooks.Outgoing outgoing;
    final RetryPolicy retries;
    final CompletableFuture<Webhooks.FirstTry> first = new CompletableFuture<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private Webhooks.State state = Webhooks.State.PENDING;
    Duration held = Duration.ZERO;
    boolean twice;

    WebhookDelivery(Webhooks.Outgoing outgoing, RetryPolicy retries) {
        this.outgoing = outgoing;
        this.retries = retries;
    }

    synchronized void add(Attempt attempt) {
        attempts.add(attempt);
        if (state == Webhooks.State.PENDING) {
            state = attempt.state();
        }
    }

    synchronized Webhooks.State state() {
        return state;
    }

    synchronized int tries() {
        return attempts.size();
    }

    synchronized int failedTries() {
        return (int) attempts.stream()
                .filter(attempt -> attempt.status() == null || !retries.accepts(attempt.status()))
                .count();
    }

    synchronized Map<String, @Nullable Object> shown() {
        return Json.map(
                "id",
                outgoing.id(),
                "account",
                outgoing.account(),
                "purpose",
                outgoing.purpose().name().toLowerCase(Locale.ROOT),
                "providerId",
                outgoing.providerId(),
                "state",
                state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "method",
                outgoing.method(),
                "url",
                outgoing.url(),
                "headers",
                outgoing.headers(),
                "bodyBase64",
                outgoing.bodyBase64(),
                "at",
                outgoing.at(),
                "attempts",
                attempts.stream()
                        .map(attempt ->
                                Json.map("at", attempt.at(), "status", attempt.status(), "error", attempt.error()))
                        .toList());
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Attempt(
            String id,
            String at,
            @Nullable Integer status,
            @Nullable String error,
            Webhooks.State state) {}
}

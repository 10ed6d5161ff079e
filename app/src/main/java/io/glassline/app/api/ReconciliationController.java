package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;

/// An account compared with its provider's list, now.
@Controller("/api/accounts/{account}/reconciliation")
@ExecuteOn(TaskExecutors.BLOCKING)
@NeedsRole(ApiRole.SUPERVISOR)
final class ReconciliationController {

    private final AccountReconciliation reconciliation;
    private final InstantSource clock;

    ReconciliationController(AccountReconciliation reconciliation, InstantSource clock) {
        this.reconciliation = reconciliation;
        this.clock = clock;
    }

    /// The fields of [io.glassline.intake.Reconcile.Found] that are published.
    record Report(int listed, int messages, int deliveries, int unknown) {}

    /// @param from ISO-8601, such as `2026-03-02T08:00:00Z`.
    /// @param to without it, now.
    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> reconcile(
            @PathVariable String account, @QueryValue Instant from, @QueryValue @Nullable Instant to, ApiCaller caller)
            throws InterruptedException {
        try {
            return reconciliation
                    .between(account, from, to == null ? clock.instant() : to, caller.actor())
                    .<HttpResponse<?>>map(found -> HttpResponse.ok(
                            new Report(found.listed(), found.messages(), found.deliveries(), found.unknown())))
                    .orElseGet(() -> Problems.notFound(
                            "There is no such account, or its provider has no list to compare with."));
        } catch (IOException e) {
            return Problems.of(HttpStatus.BAD_GATEWAY, e.getMessage() + ". What was healed stays healed; ask again.");
        }
    }
}

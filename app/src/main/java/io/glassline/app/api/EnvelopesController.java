package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.channel.Channels;
import io.glassline.intake.Rereading;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.InstantSource;

/// The providers' calls as they came, read again with today's adapters.
@Controller("/api/envelopes")
@ExecuteOn(TaskExecutors.BLOCKING)
@NeedsRole(ApiRole.SUPERVISOR)
final class EnvelopesController {

    private final Rereading rereading;
    private final Channels channels;
    private final InstantSource clock;

    EnvelopesController(Rereading rereading, Channels channels, InstantSource clock) {
        this.rereading = rereading;
        this.channels = channels;
        this.clock = clock;
    }

    /// @return a [Rereading.Report], whose fields are published as they are.
    @Post("/reading")
    @Consumes(MediaType.ALL)
    HttpResponse<?> readAgain(
            @QueryValue String account,
            @QueryValue Instant since,
            @QueryValue @Nullable Instant until,
            @QueryValue(defaultValue = "false") boolean take) {
        return channels.account(account)
                .<HttpResponse<?>>map(known -> HttpResponse.ok(rereading.reread(
                        known, channels.adapter(known), since, until == null ? clock.instant() : until, take)))
                .orElseGet(() -> Problems.notFound("There is no such account."));
    }
}

package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.desk.ReadingLog;
import io.glassline.intake.Quarantine;
import io.glassline.intake.Redrive;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.List;

/// Deliveries that are the provider's and could not be read.
@Controller("/api/quarantine")
@ExecuteOn(TaskExecutors.BLOCKING)
final class QuarantineController {

    private static final int DELIVERIES_MAX = 100;

    private final Quarantine quarantine;
    private final Redrive redrive;
    private final ReadingLog readings;

    QuarantineController(Quarantine quarantine, Redrive redrive, ReadingLog readings) {
        this.quarantine = quarantine;
        this.redrive = redrive;
        this.readings = readings;
    }

    record Page(long waiting, List<Delivery> deliveries) {}

    record Delivery(long id, String account, String channel, Instant receivedAt, String because, int bytes) {

        static Delivery of(Quarantine.Line line) {
            return new Delivery(
                    line.number(),
                    line.accountId(),
                    line.channel().name(),
                    line.receivedAt(),
                    line.because(),
                    line.bytes());
        }
    }

    @Get
    @NeedsRole(ApiRole.READER)
    Page list(ApiCaller caller) {
        readings.listRead("quarantine", caller.actor());
        return new Page(
                quarantine.waitingCount(),
                quarantine.waiting(DELIVERIES_MAX).stream().map(Delivery::of).toList());
    }

    record ReadAgain(long id, String read) {}

    @Post("/{id}/redrive")
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> redrive(@PathVariable long id, ApiCaller caller) {
        return switch (redrive.readAgain(id, caller.actor())) {
            case Redrive.Outcome.Done(var what) -> HttpResponse.ok(new ReadAgain(id, what));
            case Redrive.Outcome.NotYet(var because) -> Problems.of(HttpStatus.CONFLICT, because);
            case Redrive.Outcome.NoSuchDelivery _ -> Problems.notFound("There is no such delivery.");
        };
    }
}

package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.console.WrittenId;
import io.glassline.message.ChannelKind;
import io.glassline.outbox.BulkResend;
import io.glassline.outbox.BulkResend.Count;
import io.glassline.outbox.BulkResend.Obstacle;
import io.glassline.outbox.BulkResend.Outcome;
import io.glassline.outbox.DeadLetterChoice;
import io.glassline.outbox.DeadLetters.Progress;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.Optional;

/// Many dead letters sent again at once: counted first, then confirmed with that count.
@Controller("/api/dead-letters")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BulkResendController {

    private final BulkResend resend;

    BulkResendController(BulkResend resend) {
        this.resend = resend;
    }

    /// `notSent` has each obstacle, also those that nothing meets.
    record CountBody(int chosen, boolean more, int toSend, NotSent notSent) {

        static CountBody of(Count count) {
            return new CountBody(count.chosen(), count.more(), count.toSend(), NotSent.of(count));
        }
    }

    record NotSent(int accountFault, int optedOut, int windowClosed, int tooOld, int mayHaveArrived) {

        static NotSent of(Count count) {
            return new NotSent(
                    met(count, Obstacle.ACCOUNT_FAULT),
                    met(count, Obstacle.OPTED_OUT),
                    met(count, Obstacle.WINDOW_CLOSED),
                    met(count, Obstacle.TOO_OLD),
                    met(count, Obstacle.MAY_HAVE_ARRIVED));
        }

        private static int met(Count count, Obstacle obstacle) {
            return count.notSent().getOrDefault(obstacle, 0);
        }
    }

    record ProgressBody(String id, String by, Instant at, int letters, int waiting, int sent, int failed) {

        static ProgressBody of(String id, Progress progress) {
            return new ProgressBody(
                    id,
                    progress.by(),
                    progress.at(),
                    progress.letters(),
                    progress.waiting(),
                    progress.sent(),
                    progress.failed());
        }
    }

    @Get("/count")
    @NeedsRole(ApiRole.READER)
    CountBody count(
            @QueryValue @Nullable String account,
            @QueryValue @Nullable String channel,
            @QueryValue @Nullable String reason,
            @QueryValue @Nullable Instant since,
            @QueryValue @Nullable Instant until) {
        return CountBody.of(resend.count(choice(account, channel, reason, since, until)));
    }

    /// `id` is the caller's own, new for each act: asked again with it, nothing is sent twice.
    @Post("/resends/{id}")
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.AGENT)
    HttpResponse<?> send(
            @PathVariable String id,
            @QueryValue int confirm,
            @QueryValue @Nullable String account,
            @QueryValue @Nullable String channel,
            @QueryValue @Nullable String reason,
            @QueryValue @Nullable Instant since,
            @QueryValue @Nullable Instant until,
            ApiCaller caller) {
        var bulk = WrittenId.of(id);
        if (bulk.isEmpty()) {
            return Problems.of(HttpStatus.BAD_REQUEST, "The id of a resending is a UUID that the caller makes anew.");
        }
        return switch (resend.send(
                bulk.get(), choice(account, channel, reason, since, until), confirm, caller.actor())) {
            case Outcome.Begun(var progress) -> HttpResponse.accepted().body(ProgressBody.of(id, progress));
            case Outcome.Changed(var now) ->
                HttpResponse.status(HttpStatus.CONFLICT).body(CountBody.of(now));
        };
    }

    @Get("/resends/{id}")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> progress(@PathVariable String id) {
        return WrittenId.of(id)
                .flatMap(resend::progress)
                .<HttpResponse<?>>map(progress -> HttpResponse.ok(ProgressBody.of(id, progress)))
                .orElseGet(() -> Problems.notFound("There is no such resending."));
    }

    private static DeadLetterChoice choice(
            @Nullable String account,
            @Nullable String channel,
            @Nullable String reason,
            @Nullable Instant since,
            @Nullable Instant until) {
        return new DeadLetterChoice(
                Optional.ofNullable(account),
                Optional.ofNullable(channel).map(ChannelKind::new),
                Optional.ofNullable(reason),
                Optional.ofNullable(since),
                Optional.ofNullable(until));
    }
}

package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.console.WrittenId;
import io.glassline.desk.ReadingLog;
import io.glassline.message.Message;
import io.glassline.outbox.DeadLetters;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What was not delivered and waits for a person.
@Controller("/api/dead-letters")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DeadLettersController {

    private static final int PAGE_MAX = 100;

    private final DeadLetters deadLetters;
    private final ReadingLog readings;
    private final InstantSource clock;

    DeadLettersController(DeadLetters deadLetters, ReadingLog readings, InstantSource clock) {
        this.deadLetters = deadLetters;
        this.readings = readings;
        this.clock = clock;
    }

    record Page(List<Letter> deadLetters, Optional<String> cursor) {

        static Page of(DeadLetters.Listing listing) {
            return new Page(listing.letters().stream().map(Letter::of).toList(), listing.nextCursor());
        }
    }

    record Letter(
            String messageId,
            String conversation,
            String account,
            String channel,
            String address,
            String text,
            String because,
            int attempts,
            Instant at,
            boolean mayHaveArrived,
            List<Part> parts) {

        static Letter of(DeadLetters.DeadLetter letter) {
            var message = letter.send().message();
            return new Letter(
                    message.id().toString(),
                    message.conversation().toString(),
                    letter.send().lane().accountId(),
                    message.to().channel().name(),
                    message.to().value(),
                    message.text(),
                    letter.because(),
                    letter.attempts(),
                    letter.at(),
                    letter.mayHaveArrived(),
                    letter.fates().stream().map(Part::of).toList());
        }
    }

    record Part(int number, String text, String delivery, Optional<String> providerId, Optional<String> code) {

        static Part of(DeadLetters.Fate fate) {
            return new Part(
                    fate.part().number(), fate.part().text(), fate.delivery().word(), fate.providerId(), fate.code());
        }
    }

    @Get
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> list(@QueryValue @Nullable String cursor, ApiCaller caller) {
        try {
            var listing = deadLetters.list(Optional.ofNullable(cursor), PAGE_MAX);
            readings.deadLettersRead(caller.actor());
            return HttpResponse.ok(Page.of(listing));
        } catch (IllegalArgumentException e) {
            return Problems.of(HttpStatus.BAD_REQUEST, "The cursor is not one of ours: " + e.getMessage());
        }
    }

    @Post("/{messageId}/resend")
    @Consumes(MediaType.ALL)
    @NeedsRole(ApiRole.AGENT)
    HttpResponse<?> resend(@PathVariable String messageId, ApiCaller caller) {
        return messageId(messageId)
                .filter(id -> deadLetters.sendAgain(id, caller.actor(), clock.instant()))
                .<HttpResponse<?>>map(_ -> HttpResponse.accepted())
                .orElseGet(() -> Problems.notFound(
                        "There is no such dead letter: it was sent again already, or delivered after all."));
    }

    private static Optional<Message.Id> messageId(String id) {
        return WrittenId.of(id).map(Message.Id::new);
    }
}

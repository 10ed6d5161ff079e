package io.glassline.console;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.message.ChannelKind;
import io.glassline.outbox.BulkResend;
import io.glassline.outbox.BulkResend.Count;
import io.glassline.outbox.BulkResend.Obstacle;
import io.glassline.outbox.BulkResend.Outcome;
import io.glassline.outbox.DeadLetterChoice;
import io.glassline.outbox.DeadLetters;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// Sends many messages again that were not delivered: chosen, counted, and confirmed by that very count.
@Controller("/console/not-delivered/many")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BulkResendController {

    /// The reasons that are offered are those of so many of the latest.
    private static final int REASONS_OF = 200;

    private final BulkResend resend;
    private final DeadLetters deadLetters;
    private final Channels channels;
    private final Undelivered undelivered;
    private final CityTime time;
    private final Pages pages;

    BulkResendController(
            BulkResend resend,
            DeadLetters deadLetters,
            Channels channels,
            Undelivered undelivered,
            CityTime time,
            Pages pages) {
        this.resend = resend;
        this.deadLetters = deadLetters;
        this.channels = channels;
        this.undelivered = undelivered;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> choose(
            StaffSession session,
            @QueryValue(defaultValue = "") String account,
            @QueryValue(defaultValue = "") String channel,
            @QueryValue(defaultValue = "") String reason,
            @QueryValue(defaultValue = "") String since,
            @QueryValue(defaultValue = "") String until) {
        var fields = new Fields(account, channel, reason, since, until);
        return page(session, fields, resend.count(choice(fields)), Optional.empty());
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> send(StaffSession session, Form form) {
        var fields = new Fields(
                form.field("account"),
                form.field("channel"),
                form.field("reason"),
                form.field("since"),
                form.field("until"));
        var act = WrittenId.of(form.field("act"));
        if (act.isEmpty() || !form.field("confirm").matches("\\d{1,6}")) {
            return pages.notFound(session);
        }
        var confirmed = Integer.parseInt(form.field("confirm"));
        return switch (resend.send(
                act.get(), choice(fields), confirmed, session.agent().actor())) {
            case Outcome.Begun _ -> {
                undelivered.changed();
                yield HttpResponse.seeOther(URI.create("/console/not-delivered/many/" + act.get()));
            }
            case Outcome.Changed(var now) ->
                page(
                        session,
                        fields,
                        now,
                        Optional.of(Notice.notDone(
                                "Nothing was sent",
                                "You confirmed %d; now it would be %d. Someone was quicker, or more have failed."
                                        .formatted(confirmed, now.toSend()))));
        };
    }

    @Get("/{id}")
    HttpResponse<?> progress(StaffSession session, String id) {
        return WrittenId.of(id)
                .flatMap(resend::progress)
                .<HttpResponse<?>>map(progress -> pages.html(
                        HttpStatus.OK,
                        "bulkprogress",
                        new BulkProgressPage(
                                pages.frame("Sent again", "undelivered", Optional.of(session)),
                                progress.by(),
                                time.full(progress.at()),
                                progress.letters(),
                                progress.waiting(),
                                progress.sent(),
                                progress.failed(),
                                progress.letters() - progress.waiting() - progress.sent() - progress.failed())))
                .orElseGet(() -> pages.notFound(session));
    }

    private HttpResponse<?> page(StaffSession session, Fields fields, Count count, Optional<Notice> notice) {
        return pages.html(
                notice.isEmpty() ? HttpStatus.OK : HttpStatus.CONFLICT,
                "bulkresend",
                new BulkResendPage(
                        pages.frame("Send many again", "undelivered", Optional.of(session)),
                        notice,
                        options("Any account", ChannelAccount::id, Function.identity(), fields.account()),
                        options(
                                "Any channel",
                                one -> one.kind().name(),
                                kind -> ChannelTitle.of(kind).title(),
                                fields.channel()),
                        deadLetters.list(Optional.empty(), REASONS_OF).letters().stream()
                                .flatMap(letter -> letter.reasons().stream())
                                .distinct()
                                .sorted()
                                .toList(),
                        fields.account(),
                        fields.channel(),
                        fields.reason(),
                        fields.since(),
                        fields.until(),
                        count.chosen(),
                        count.more(),
                        count.toSend(),
                        notSent(count),
                        UUID.randomUUID().toString()));
    }

    private List<DeskPage.Option> options(
            String any, Function<ChannelAccount, String> value, Function<String, String> title, String chosen) {
        var values = channels.accounts().stream().map(value).distinct().sorted();
        return Stream.concat(Stream.of(""), values)
                .map(one -> new DeskPage.Option(one, one.isEmpty() ? any : title.apply(one), one.equals(chosen)))
                .toList();
    }

    private static List<BulkResendPage.NotSent> notSent(Count count) {
        return Stream.of(Obstacle.values())
                .map(obstacle -> new BulkResendPage.NotSent(count.notSent().getOrDefault(obstacle, 0), why(obstacle)))
                .filter(notSent -> notSent.count() > 0)
                .toList();
    }

    private static String why(Obstacle obstacle) {
        return switch (obstacle) {
            case ACCOUNT_FAULT -> "the account still has a fault, or is no longer there";
            case OPTED_OUT -> "the citizen has said STOP";
            case WINDOW_CLOSED -> "the provider takes nothing until the citizen writes";
            case TOO_OLD ->
                "written more than %d days ago; send these one by one, if at all"
                        .formatted(BulkResend.AGE_MAX.toDays());
            case MAY_HAVE_ARRIVED -> "it may have arrived; send these one by one, if at all";
        };
    }

    /// The choice as the form has it; what is empty leaves none out.
    private record Fields(String account, String channel, String reason, String since, String until) {}

    private DeadLetterChoice choice(Fields fields) {
        return new DeadLetterChoice(
                given(fields.account()),
                given(fields.channel()).map(ChannelKind::new),
                given(fields.reason().strip()),
                given(fields.since()).flatMap(time::read),
                given(fields.until()).flatMap(time::read));
    }

    private static Optional<String> given(String value) {
        return Optional.of(value).filter(given -> !given.isEmpty());
    }
}

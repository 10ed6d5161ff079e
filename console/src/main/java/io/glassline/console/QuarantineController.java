package io.glassline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.console.ReadingRecorder.CitizenList;
import io.glassline.intake.Quarantine;
import io.glassline.intake.Redrive;
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
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Deliveries that are a provider's and could not be read, for those who look after them: supervisors and ops.
///
/// The list holds no word of a citizen, and is on the record once in a while. Opening one does, and is on the record
/// each time.
@Controller("/console/quarantine")
@ExecuteOn(TaskExecutors.BLOCKING)
final class QuarantineController {

    static final int ROWS_MAX = 100;

    /// More of a body than a person reads. All of it is in the table `quarantine`.
    static final int SHOWN_MAX_CHARS = 20_000;

    private final Quarantine quarantine;
    private final Redrive redrive;
    private final ReadingRecorder readings;
    private final InstantSource clock;
    private final CityTime time;
    private final Pages pages;

    QuarantineController(
            Quarantine quarantine,
            Redrive redrive,
            ReadingRecorder readings,
            InstantSource clock,
            CityTime time,
            Pages pages) {
        this.quarantine = quarantine;
        this.redrive = redrive;
        this.readings = readings;
        this.clock = clock;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> list(StaffSession session, @QueryValue(defaultValue = "") String done) {
        return onlyForThoseWhoMend(session, () -> {
            readings.list(CitizenList.QUARANTINE, session.agent().actor());
            return pages.html(
                    HttpStatus.OK,
                    "quarantine",
                    new QuarantinePage(
                            pages.frame("Quarantine", "quarantine", Optional.of(session)),
                            done(done),
                            quarantine.waitingCount(),
                            quarantine.waiting(ROWS_MAX).stream().map(this::row).toList()));
        });
    }

    private static Optional<Notice> done(String done) {
        return switch (done) {
            case "read-again" ->
                Optional.of(Notice.done("Read again", "It was understood; what was in it is stored and handled."));
            case "set-aside" ->
                Optional.of(Notice.done("Set aside", "It waits no more. It is kept, and this is on the record."));
            default -> Optional.empty();
        };
    }

    @Get("/{number}")
    HttpResponse<?> one(long number, StaffSession session) {
        return onlyForThoseWhoMend(session, () -> shown(number, session, HttpStatus.OK, Optional.empty()));
    }

    private HttpResponse<?> shown(long number, StaffSession session, HttpStatus status, Optional<Notice> notice) {
        return quarantine
                .view(number, session.agent().actor(), clock.instant())
                .<HttpResponse<?>>map(kept -> pages.html(status, "quarantined", one(kept, session, notice)))
                .orElseGet(() -> pages.notFound(session));
    }

    @Post("/{number}/reading")
    @Consumes(MediaType.ALL)
    HttpResponse<?> readAgain(long number, StaffSession session) {
        return onlyForThoseWhoMend(session, () -> switch (redrive.readAgain(
                number, session.agent().actor())) {
            case Redrive.Outcome.Done _ -> list("read-again");
            case Redrive.Outcome.NotYet(var because) ->
                shown(
                        number,
                        session,
                        HttpStatus.CONFLICT,
                        Optional.of(Notice.notDone("It still cannot be read", because)));
            case Redrive.Outcome.NoSuchDelivery _ -> pages.notFound(session);
        });
    }

    @Post("/{number}/setting-aside")
    @Consumes(MediaType.ALL)
    HttpResponse<?> setAside(long number, StaffSession session) {
        return onlyForThoseWhoMend(session, () -> {
            if (quarantine.find(number).isEmpty()) {
                return pages.notFound(session);
            }
            redrive.setAside(number, session.agent().actor());
            return list("set-aside");
        });
    }

    private static HttpResponse<?> list(String done) {
        return HttpResponse.seeOther(URI.create("/console/quarantine?done=" + done));
    }

    private HttpResponse<?> onlyForThoseWhoMend(StaffSession session, Supplier<HttpResponse<?>> page) {
        return session.mends()
                ? page.get()
                : pages.notice(
                        HttpStatus.FORBIDDEN,
                        Optional.of(session),
                        "This is for supervisors and ops",
                        "It shows what providers sent and the gateway could not read.");
    }

    private QuarantinePage.Row row(Quarantine.Line line) {
        return new QuarantinePage.Row(
                line.number(),
                line.accountId(),
                ChannelTitle.of(line.channel()),
                line.because(),
                time.at(line.receivedAt()),
                time.full(line.receivedAt()),
                line.receivedAt().toString(),
                size(line.bytes()));
    }

    private static String size(int bytes) {
        return bytes < 10_000
                ? String.format(Locale.ENGLISH, "%,d bytes", bytes)
                : String.format(Locale.ENGLISH, "%,d kB", bytes / 1_000);
    }

    /// Headers are not shown: secrets may be among them.
    private QuarantinePage.One one(Quarantine.Kept kept, StaffSession session, Optional<Notice> notice) {
        var call = kept.call();
        var body = new String(call.body(), UTF_8);
        var query = call.rawQuery();
        return new QuarantinePage.One(
                pages.frame("Delivery " + kept.line().number(), "quarantine", Optional.of(session)),
                notice,
                row(kept.line()),
                kept.settled().isEmpty(),
                call.method() + " " + kept.line().accountId()
                        + (call.endpoint().isEmpty() ? "" : "/" + call.endpoint())
                        + (query.isEmpty() ? "" : "?" + query)
                        + call.header("content-type")
                                .map(type -> " (" + type + ")")
                                .orElse(""),
                body.substring(0, Math.min(body.length(), SHOWN_MAX_CHARS)),
                body.length() > SHOWN_MAX_CHARS
                        ? String.format(Locale.ENGLISH, "%,d more characters", body.length() - SHOWN_MAX_CHARS)
                        : "");
    }
}

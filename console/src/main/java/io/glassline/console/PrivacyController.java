package io.glassline.console;

import io.glassline.console.ReadingRecorder.CitizenList;
import io.glassline.conversation.QueueId;
import io.glassline.desk.Agent;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.privacy.CitizenRecord;
import io.glassline.privacy.Erasure.Stage;
import io.glassline.privacy.Erasures;
import io.glassline.privacy.Erasures.Asked;
import io.glassline.privacy.PrivacyBoard;
import io.glassline.retention.Retention;
import io.glassline.retention.RetentionWork;
import io.glassline.retention.Schedule;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A supervisor finds a citizen by the address, sees what is held, gives it out, has it erased, and holds it against
/// that. An address is never part of a path: those stand in the logs of whatever is between.
@Controller("/console/privacy")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PrivacyController {

    private static final int LISTED_MAX = 50;
    private static final String NOTHING_DONE = "Nothing was done";

    private final PrivacyBoard board;
    private final Erasures erasures;
    private final CitizenArchive archive;
    private final RetentionWork retention;
    private final ReadingRecorder readings;
    private final QueueTitles titles;
    private final CityTime time;
    private final Pages pages;

    PrivacyController(
            PrivacyBoard board,
            Erasures erasures,
            CitizenArchive archive,
            RetentionWork retention,
            ReadingRecorder readings,
            QueueTitles titles,
            CityTime time,
            Pages pages) {
        this.board = board;
        this.erasures = erasures;
        this.archive = archive;
        this.retention = retention;
        this.readings = readings;
        this.titles = titles;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> show(Agent agent, StaffSession session) {
        return session.supervises() ? page(HttpStatus.OK, session, "", Optional.empty()) : refused(session);
    }

    private HttpResponse<?> refused(StaffSession session) {
        return pages.notice(
                HttpStatus.FORBIDDEN,
                Optional.of(session),
                "This is for supervisors",
                "A citizen's record is found, given out and erased by supervisors.");
    }

    @Post("/citizen")
    @Consumes(MediaType.ALL)
    HttpResponse<?> find(Agent agent, StaffSession session, Form form) {
        if (!session.supervises()) {
            return refused(session);
        }
        var address = address(form);
        if (address.isEmpty()) {
            return page(HttpStatus.BAD_REQUEST, session, "", Optional.of(notDone("Write an address.")));
        }
        readings.search(CitizenList.CITIZENS, address, agent.actor());
        return page(HttpStatus.OK, session, address, Optional.empty());
    }

    /// Whoever asks without the right to it is on the record, and nobody is told.
    @Post("/export")
    @Consumes(MediaType.ALL)
    HttpResponse<?> export(Agent agent, StaffSession session, Form form) {
        if (!session.supervises()) {
            readings.exportRefused(CitizenRecord.EXPORT, agent.actor());
            return refused(session);
        }
        var known = erasures.known(address(form));
        if (known.isEmpty()) {
            return page(HttpStatus.NOT_FOUND, session, address(form), Optional.of(notDone("Nothing is known of it.")));
        }
        try {
            return HttpResponse.ok(archive.of(known, agent.actor(), time.now()))
                    .contentType(new MediaType("application/zip"))
                    .header("Content-Disposition", "attachment; filename=\"record.zip\"")
                    .header("Cache-Control", "no-store");
        } catch (IOException e) {
            throw new UncheckedIOException("a record cannot be packed", e);
        }
    }

    @Post("/erasure")
    @Consumes(MediaType.ALL)
    HttpResponse<?> erase(Agent agent, StaffSession session, Form form) {
        return act(session, form, (address, because) -> switch (erasures.ask(
                address, because, agent.actor(), time.now())) {
            case Asked.Begun _ ->
                Notice.done("The erasure has begun", "It waits for what is under way, and is finished by itself.");
            case Asked.Held(var hold) -> notDone(hold.sentence());
        });
    }

    @Post("/hold")
    @Consumes(MediaType.ALL)
    HttpResponse<?> hold(Agent agent, StaffSession session, Form form) {
        return act(session, form, (address, because) -> {
            var hold = erasures.hold(address, because, agent.actor(), time.now());
            return Notice.done("It is held", hold.sentence());
        });
    }

    @Post("/lifting")
    @Consumes(MediaType.ALL)
    HttpResponse<?> lift(Agent agent, StaffSession session, Form form) {
        return act(
                session,
                form,
                (address, because) -> erasures.lift(address, because, agent.actor(), time.now())
                        ? Notice.done("The hold is lifted", "The address may be erased again.")
                        : notDone("There is no hold on it."));
    }

    private interface Act {

        Notice on(Address address, String because);
    }

    private HttpResponse<?> act(StaffSession session, Form form, Act act) {
        if (!session.supervises()) {
            return refused(session);
        }
        var address = address(form);
        var channel = form.field("channel").strip();
        var because = form.field("because").strip();
        if (address.isEmpty()
                || channel.isEmpty()
                || because.isEmpty()
                || because.length() > Erasures.BECAUSE_MAX_CHARS) {
            return page(
                    HttpStatus.BAD_REQUEST,
                    session,
                    address,
                    Optional.of(notDone("Say why, in at most " + Erasures.BECAUSE_MAX_CHARS + " characters.")));
        }
        var notice = act.on(new Address(new ChannelKind(channel), address), because);
        return page(notice.isDone() ? HttpStatus.OK : HttpStatus.CONFLICT, session, address, Optional.of(notice));
    }

    private static Notice notDone(String words) {
        return Notice.notDone(NOTHING_DONE, words);
    }

    /// Empty where none was written that any channel could have.
    private static String address(Form form) {
        var address = form.field("address").strip();
        return address.length() <= Address.LENGTH_MAX_CHARS ? address : "";
    }

    private HttpResponse<?> page(HttpStatus status, StaffSession session, String address, Optional<Notice> notice) {
        var known = address.isEmpty() ? List.<PrivacyPage.Known>of() : known(address);
        var told = notice.isEmpty() && !address.isEmpty() && known.isEmpty()
                ? Optional.of(notDone("Nothing is known of this address."))
                : notice;
        return pages.html(
                status,
                "privacy",
                new PrivacyPage(
                        pages.frame("Privacy", "privacy", Optional.of(session)),
                        told,
                        address,
                        known,
                        board.corrections(LISTED_MAX).stream().map(this::wish).toList(),
                        board.holds(LISTED_MAX).stream().map(this::hold).toList(),
                        board.erasures(LISTED_MAX).stream().map(this::erasure).toList(),
                        schedules(),
                        retention.last().map(PrivacyController::run).orElse("No run was finished yet."),
                        retention.isMissed()
                                ? Optional.of("No run has kept the schedules for "
                                        + RetentionWork.MISSED_AFTER.toHours() + " hours.")
                                : Optional.empty(),
                        Erasures.BECAUSE_MAX_CHARS,
                        Address.LENGTH_MAX_CHARS));
    }

    private List<PrivacyPage.Known> known(String address) {
        var known = new ArrayList<PrivacyPage.Known>();
        for (var one : erasures.known(address).stream()
                .sorted(Comparator.comparing(found -> found.channel().name()))
                .toList()) {
            var held = board.heldOf(one);
            known.add(new PrivacyPage.Known(
                    one.channel().name(),
                    ChannelTitle.of(one.channel()).title(),
                    number(held.conversations()),
                    number(held.messages()),
                    number(held.files()),
                    number(held.consents()),
                    number(held.requests()),
                    held.lastAt().map(time::full).orElse("–"),
                    erasures.holdOn(one).map(io.glassline.privacy.Hold::sentence)));
        }
        return known;
    }

    private PrivacyPage.Wish wish(PrivacyBoard.Wish wish) {
        return new PrivacyPage.Wish(
                "/console/conversations/" + wish.conversation(),
                ChannelTitle.of(wish.channel()).title() + (wish.isTaken() ? ", somebody has it" : ", waits for people"),
                time.full(wish.since()));
    }

    private PrivacyPage.Hold hold(io.glassline.privacy.Hold hold) {
        return new PrivacyPage.Hold(
                hold.address().channel().name(),
                ChannelTitle.of(hold.address().channel()).title(),
                hold.address().value(),
                hold.setBy(),
                hold.because(),
                time.full(hold.setAt()));
    }

    private PrivacyPage.Erasure erasure(PrivacyBoard.Progress one) {
        return new PrivacyPage.Erasure(
                ChannelTitle.of(one.channel()).title(),
                state(one.stage()),
                one.askedBy(),
                one.because(),
                time.full(one.askedAt()));
    }

    private static String state(Stage stage) {
        return switch (stage) {
            case ASKED -> "Waits for what is under way";
            case CALLS -> "The address is gone; providers' calls are looked through";
            case FILES -> "Files are being deleted";
            case SWEEP -> "Looks once more for what came meanwhile";
            case DEAD_ROWS -> "The database frees what is left";
            case FINISHED -> "Finished";
            case REFUSED -> "Refused because of a hold";
        };
    }

    private List<PrivacyPage.Schedule> schedules() {
        return retention.preview().entrySet().stream()
                .map(one -> new PrivacyPage.Schedule(
                        title(one.getKey()),
                        number(one.getKey().days()),
                        one.getKey().because(Locale.ENGLISH),
                        number(one.getValue())))
                .toList();
    }

    private String title(Schedule schedule) {
        var what = switch (schedule.kind()) {
            case CONVERSATIONS -> "Conversations that ended";
            case FILES -> "Files beside words";
            case QUARANTINE -> "Deliveries that could not be read";
        };
        return schedule.queues().isEmpty()
                ? what
                : what + ": "
                        + schedule.queues().stream()
                                .map(QueueId::name)
                                .sorted()
                                .map(name -> titles.of(new QueueId(name)))
                                .collect(Collectors.joining(", "));
    }

    private static String run(Retention.Run run) {
        return "The run of %s removed %s conversations, the files of %s messages and %s unreadable deliveries."
                .formatted(run.day(), number(run.conversations()), number(run.files()), number(run.quarantined()));
    }

    private static String number(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }
}

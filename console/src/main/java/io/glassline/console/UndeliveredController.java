package io.glassline.console;

import io.glassline.console.ReadingRecorder.CitizenList;
import io.glassline.desk.Agent;
import io.glassline.message.Message;
import io.glassline.outbox.DeadLetters;
import io.glassline.outbox.DeadLetters.DeadLetter;
import io.glassline.outbox.DeadLetters.Fate;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was not delivered, and what a person does about it.
///
/// Whoever runs the machines sees that, when and why something was not delivered, and may send it again once what
/// was broken is mended; the words, and the decision to leave it, are for those who talk with citizens.
@Controller("/console/not-delivered")
@ExecuteOn(TaskExecutors.BLOCKING)
final class UndeliveredController {

    static final int LETTERS_MAX = 50;

    /// Longer than any reason; what is longer is cut.
    static final int BECAUSE_MAX_CHARS = 200;

    private static final Map<String, Notice> DONE = Map.of(
            "sent",
            Notice.done("It is being sent again", "If it fails again it comes back to this list."),
            "left",
            Notice.done("Left as it is", "It is off this list. Who decided it, and why, is on the record."),
            "gone",
            Notice.notDone("Nothing was done", "Someone was quicker, or it was delivered after all."));

    private final DeadLetters deadLetters;
    private final ReadingRecorder readings;
    private final Undelivered undelivered;
    private final CityTime time;
    private final Pages pages;

    UndeliveredController(
            DeadLetters deadLetters, ReadingRecorder readings, Undelivered undelivered, CityTime time, Pages pages) {
        this.deadLetters = deadLetters;
        this.readings = readings;
        this.undelivered = undelivered;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> list(
            StaffSession session,
            @QueryValue(defaultValue = "") String after,
            @QueryValue(defaultValue = "") String done) {
        DeadLetters.Listing listing;
        try {
            listing = deadLetters.list(after.isEmpty() ? Optional.empty() : Optional.of(after), LETTERS_MAX);
        } catch (IllegalArgumentException e) {
            return HttpResponse.seeOther(page("")); // a cursor that is none of ours
        }
        readings.list(CitizenList.UNDELIVERED, session.agent().actor());
        return pages.html(
                HttpStatus.OK,
                "undelivered",
                new UndeliveredPage(
                        pages.frame("Not delivered", "undelivered", Optional.of(session)),
                        Optional.ofNullable(DONE.get(done)),
                        listing.letters().stream()
                                .map(letter -> letter(letter, session))
                                .toList(),
                        undelivered.words(),
                        session.mayRead(),
                        BECAUSE_MAX_CHARS,
                        listing.nextCursor()
                                .map(cursor -> page("?after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8))
                                        .toString())));
    }

    @Post("/{id}/sending")
    @Consumes(MediaType.ALL)
    HttpResponse<?> sendAgain(String id, StaffSession session) {
        return WrittenId.of(id)
                .map(Message.Id::new)
                .<HttpResponse<?>>map(message ->
                        after(deadLetters.sendAgain(message, session.agent().actor(), time.now()), "sent"))
                .orElseGet(() -> pages.notFound(session));
    }

    @Post("/{id}/leaving")
    @Consumes(MediaType.ALL)
    HttpResponse<?> leave(String id, Agent agent, StaffSession session, Form form) {
        var given = form.field("because").strip();
        var because = given.substring(0, Math.min(given.length(), BECAUSE_MAX_CHARS));
        return WrittenId.of(id)
                .map(Message.Id::new)
                .<HttpResponse<?>>map(
                        message -> after(deadLetters.leaveBe(message, agent.actor(), because, time.now()), "left"))
                .orElseGet(() -> pages.notFound(session));
    }

    private HttpResponse<?> after(boolean was, String done) {
        undelivered.changed();
        return HttpResponse.seeOther(page("?done=" + (was ? done : "gone")));
    }

    private UndeliveredPage.Letter letter(DeadLetter letter, StaffSession viewer) {
        var message = letter.send().message();
        var citizen = letter.send().lane().citizen();
        return new UndeliveredPage.Letter(
                message.id().toString(),
                "/console/conversations/" + message.conversation(),
                ChannelTitle.of(citizen.channel()),
                viewer.supervises() ? citizen.shown() : citizen.masked(),
                viewer.mayRead() ? Optional.of(ConversationLines.shortened(message.text())) : Optional.empty(),
                message.language().toLanguageTag(),
                why(letter),
                letter.fates().stream()
                        .filter(Fate::failed)
                        .flatMap(fate -> fate.code().stream())
                        .distinct()
                        .toList(),
                parts(letter.fates()),
                letter.mayHaveArrived(),
                tried(letter.attempts()),
                time.since(letter.at()),
                time.at(letter.at()),
                time.full(letter.at()),
                letter.at().toString());
    }

    private static String why(DeadLetter letter) {
        if (letter.fates().stream()
                .anyMatch(fate -> fate.failed() && fate.providerId().isPresent())) {
            return "The provider took it, and then could not deliver it.";
        }
        var because = letter.because().replaceFirst("^part \\d+: ", "").strip();
        return because.isEmpty()
                ? "No reason was given."
                : because.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                        + because.substring(1)
                        + (because.matches("(?s).*[.!?…]") ? "" : ".");
    }

    private static String tried(int attempts) {
        return switch (attempts) {
            case 0 -> "Never tried";
            case 1 -> "Tried once";
            case 2 -> "Tried twice";
            default -> "Tried " + attempts + " times";
        };
    }

    /// Which of several parts did not arrive.
    private static Optional<String> parts(List<Fate> fates) {
        if (fates.size() < 2) {
            return Optional.empty();
        }
        var failed = fates.stream()
                .filter(Fate::failed)
                .map(fate -> Integer.toString(fate.part().number() + 1))
                .toList();
        return Optional.of(
                failed.size() == fates.size()
                        ? "None of its " + fates.size() + " parts arrived"
                        : (failed.size() == 1 ? "Part " : "Parts ")
                                + failed.stream().collect(Collectors.joining(", ")) + " of " + fates.size()
                                + " did not arrive");
    }

    private static URI page(String query) {
        return URI.create("/console/not-delivered" + query);
    }
}

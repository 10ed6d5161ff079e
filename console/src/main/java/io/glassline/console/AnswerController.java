package io.glassline.console;

import io.glassline.answer.AnswerUse;
import io.glassline.answer.CityAnswers;
import io.glassline.answer.CityAnswers.CityAnswer;
import io.glassline.answer.Withdrawals;
import io.glassline.answer.Withdrawals.Outcome;
import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Desk;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// One approved answer: it is looked at, withdrawn with one click and a reason, and given again; and those who got it
/// are listed, so that people write to them.
///
/// The forms carry the digest of the text that was looked at: what reads otherwise by now is not withdrawn.
@Controller("/console/answers/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AnswerController {

    /// So many of those who got an answer are listed, and given to people at once.
    static final int RECEIVERS_MAX = 500;

    /// How far back those who got it are listed, unless something else is chosen.
    static final int RECEIVED_DAYS_USUAL = 7;

    private static final List<Integer> RECEIVED_DAYS = List.of(1, RECEIVED_DAYS_USUAL, 30, 90);

    private final CityAnswers answers;
    private final AnswerUse use;
    private final Withdrawals withdrawals;
    private final Desk desk;
    private final AnswerViews views;
    private final AnswerOwners owners;
    private final ReadingRecorder readings;
    private final SubmittedForms submissions;
    private final QueueTitles queues;
    private final CityTime time;
    private final Pages pages;

    AnswerController(
            CityAnswers answers,
            AnswerUse use,
            Withdrawals withdrawals,
            Desk desk,
            AnswerViews views,
            AnswerOwners owners,
            ReadingRecorder readings,
            SubmittedForms submissions,
            QueueTitles queues,
            CityTime time,
            Pages pages) {
        this.answers = answers;
        this.use = use;
        this.withdrawals = withdrawals;
        this.desk = desk;
        this.views = views;
        this.owners = owners;
        this.readings = readings;
        this.submissions = submissions;
        this.queues = queues;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> show(
            String id,
            StaffSession session,
            @QueryValue(defaultValue = "30") int days,
            @QueryValue(defaultValue = "") String done) {
        var notice = switch (done) {
            case "withdrawn" ->
                Optional.of(Notice.done(
                        "It is withdrawn", "Within a second nobody gives it. Those who got it are listed below it."));
            case "given-again" -> Optional.of(Notice.done("It is given again", "Every node gives it within a second."));
            default -> Optional.<Notice>empty();
        };
        return answers.find(id)
                .<HttpResponse<?>>map(answer -> page(HttpStatus.OK, answer, session, AnswerViews.days(days), notice))
                .orElseGet(() -> pages.notFound(session));
    }

    @Post("/withdrawal")
    @Consumes(MediaType.ALL)
    HttpResponse<?> withdraw(String id, Agent agent, StaffSession session, Form form) {
        return decided(
                id,
                session,
                form,
                "withdrawn",
                digest -> withdrawals.withdraw(id, digest, form.field("reason"), agent.actor()));
    }

    @Post("/giving")
    @Consumes(MediaType.ALL)
    HttpResponse<?> giveAgain(String id, Agent agent, StaffSession session, Form form) {
        return decided(
                id,
                session,
                form,
                "given-again",
                digest -> withdrawals.takeBack(id, digest, form.field("reason"), agent.actor()));
    }

    private interface Decision {

        Outcome about(String digest);
    }

    private HttpResponse<?> decided(String id, StaffSession session, Form form, String done, Decision decision) {
        var found = answers.find(id).filter(answer -> owners.decides(session, answer));
        if (found.isEmpty()) {
            return pages.notFound(session);
        }
        var answer = found.get();
        if (!form.field("digest").equals(answer.digest())) {
            return refused(answer, session, "The answer reads otherwise by now. Look at it again, and decide anew.");
        }
        return switch (decision.about(answer.digest())) {
            case Outcome.Done _ -> HttpResponse.seeOther(URI.create(AnswerViews.href(id) + "?done=" + done));
            case Outcome.Refused(var because) -> refused(answer, session, because);
        };
    }

    private HttpResponse<?> refused(CityAnswer answer, StaffSession session, String because) {
        return page(
                HttpStatus.CONFLICT,
                answer,
                session,
                AnswerViews.DAYS_USUAL,
                Optional.of(Notice.notDone("Nothing was changed", because)));
    }

    private HttpResponse<?> page(
            HttpStatus status, CityAnswer answer, StaffSession session, int days, Optional<Notice> notice) {
        return pages.html(
                status,
                "answer",
                views.page(
                        pages.frame("Answer " + answer.id(), "answers", Optional.of(session)),
                        answer,
                        session,
                        days,
                        notice));
    }

    /// Who got it, whatever it read then.
    @Get("/receivers")
    HttpResponse<?> receivers(String id, Agent agent, StaffSession session, @QueryValue(defaultValue = "7") int days) {
        return answers.find(id)
                .filter(answer -> owners.decides(session, answer))
                .<HttpResponse<?>>map(answer -> receivers(
                        HttpStatus.OK, answer, session, received(days), Optional.empty(), List.of(), note(answer)))
                .orElseGet(() -> pages.notFound(session));
    }

    private static int received(int days) {
        return RECEIVED_DAYS.contains(days) ? days : RECEIVED_DAYS_USUAL;
    }

    private static String note(CityAnswer answer) {
        return "The answer " + answer.id() + " that the bot gave here was wrong. Please write to the citizen: ";
    }

    /// Gives each of those conversations to the people of the answer's office, with a note on what to write.
    @Post("/receivers")
    @Consumes(MediaType.ALL)
    HttpResponse<?> askToWrite(String id, Agent agent, StaffSession session, Form form) {
        var found = answers.find(id).filter(answer -> owners.decides(session, answer));
        if (found.isEmpty()) {
            return pages.notFound(session);
        }
        var answer = found.get();
        var days = received(number(form.field("days")));
        var once = form.field("once");
        if (!submissions.isFirst(once)) {
            return HttpResponse.seeOther(URI.create(AnswerViews.href(id) + "/receivers?days=" + days));
        }
        var asked = 0;
        var notDone = new ArrayList<ReceiversPage.NotDone>();
        for (var receiver : use.receivers(id, time.startOfDay(days - 1), RECEIVERS_MAX)) {
            switch (desk.askToWrite(receiver.conversation(), answer.queue(), form.field("note"), agent)) {
                case Desk.Outcome.Done _ -> asked++;
                case Desk.Outcome.Gone(var because) -> notDone.add(notDone(receiver.conversation(), because));
                case Desk.Outcome.Refused(var because) -> notDone.add(notDone(receiver.conversation(), because));
                case Desk.Outcome.NoSuchConversation _ ->
                    notDone.add(notDone(receiver.conversation(), "It is there no more."));
            }
        }
        if (asked == 0) {
            submissions.forget(once);
        }
        var notice = asked == 0
                ? Notice.notDone("Nothing was given to people", "Why stands with each below.")
                : Notice.done(
                        asked + (asked == 1 ? " conversation waits" : " conversations wait") + " for people",
                        "In " + queues.of(answer.queue())
                                + ", or where they are already, each with your note."
                                + (notDone.isEmpty() ? "" : " " + notDone.size() + " could not be given: see below."));
        return receivers(HttpStatus.OK, answer, session, days, Optional.of(notice), notDone, form.field("note"));
    }

    private static ReceiversPage.NotDone notDone(Conversation.Id conversation, String why) {
        return new ReceiversPage.NotDone("/console/conversations/" + conversation, why);
    }

    private static int number(String typed) {
        return typed.matches("[0-9]{1,3}") ? Integer.parseInt(typed) : RECEIVED_DAYS_USUAL;
    }

    private HttpResponse<?> receivers(
            HttpStatus status,
            CityAnswer answer,
            StaffSession session,
            int days,
            Optional<Notice> notice,
            List<ReceiversPage.NotDone> notDone,
            String note) {
        readings.list(ReadingRecorder.CitizenList.ANSWERED, session.agent().actor());
        var found = use.receivers(answer.id(), time.startOfDay(days - 1), RECEIVERS_MAX + 1);
        return pages.html(
                status,
                "receivers",
                new ReceiversPage(
                        pages.frame("Who got " + answer.id(), "answers", Optional.of(session)),
                        notice,
                        answer.id(),
                        AnswerViews.href(answer.id()),
                        queues.of(answer.queue()),
                        Stream.of(RECEIVED_DAYS)
                                .flatMap(List::stream)
                                .map(one -> new DeskPage.Option(
                                        one.toString(), one == 1 ? "Today" : one + " days", one == days))
                                .toList(),
                        days,
                        found.stream()
                                .limit(RECEIVERS_MAX)
                                .map(receiver -> receiver(receiver, session))
                                .toList(),
                        found.size() > RECEIVERS_MAX,
                        notDone,
                        note,
                        UUID.randomUUID().toString()));
    }

    private ReceiversPage.Receiver receiver(AnswerUse.Receiver receiver, StaffSession session) {
        var citizen = receiver.lane().citizen();
        return new ReceiversPage.Receiver(
                "/console/conversations/" + receiver.conversation(),
                ChannelTitle.of(citizen.channel()),
                session.supervises() ? citizen.shown() : citizen.masked(),
                ConversationLines.language(receiver.language()),
                ListFilters.STATES.stream()
                        .filter(state -> state.value().equals(receiver.state()))
                        .map(DeskPage.Option::title)
                        .findFirst()
                        .orElse(receiver.state()),
                time.full(receiver.at()));
    }
}

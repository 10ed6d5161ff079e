package io.glassline.console;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.desk.Agent;
import io.glassline.desk.Board;
import io.glassline.figure.desk.DeskFigures;
import io.glassline.figure.desk.DeskFigures.Window;
import io.glassline.figure.desk.Figure;
import io.glassline.offer.Attendance;
import io.glassline.offer.Attendance.Choice;
import io.glassline.offer.Attendance.Standing;
import io.glassline.offer.Floor;
import io.glassline.offer.Offers;
import io.glassline.offer.Offers.Load;
import io.glassline.offer.Profile;
import io.glassline.offer.Profiles;
import io.glassline.offer.QueuePolicies;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The supervisor's wall. It names no citizen and shows no words.
@Controller("/console/wall")
@ExecuteOn(TaskExecutors.BLOCKING)
final class WallController {

    /// Of more, the figures of queues are of the most urgent.
    private static final int WAITING_MAX = 2_000;

    private final Board board;
    private final DeskFigures desk;
    private final Offers offers;
    private final Attendance attendance;
    private final Profiles profiles;
    private final QueuesAndPeople city;
    private final Staff staff;
    private final QueueTitles titles;
    private final CityTime time;
    private final Pages pages;

    WallController(
            Board board,
            DeskFigures desk,
            Offers offers,
            Attendance attendance,
            Profiles profiles,
            QueuesAndPeople city,
            Staff staff,
            QueueTitles titles,
            CityTime time,
            Pages pages) {
        this.board = board;
        this.desk = desk;
        this.offers = offers;
        this.attendance = attendance;
        this.profiles = profiles;
        this.city = city;
        this.staff = staff;
        this.titles = titles;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> wall(StaffSession session, @Header(name = "HX-Request", defaultValue = "") String fragment) {
        if (!session.supervises()) {
            return pages.notFound(session);
        }
        var policies = city.policies();
        var waiting = offers.waiting(WAITING_MAX);
        var standing = offers.standing();
        var written = profiles.all();
        var queues = queues(policies, waiting, standing);
        var people = people(policies, standing, written);
        var page = new WallPage(
                pages.frame("Wall", "wall", Optional.of(session)),
                figures(queues, people),
                queues,
                people,
                Unserved.sentences(policies, titles, profiles(written)));
        return pages.html(HttpStatus.OK, fragment.isEmpty() ? "wall" : "wallfollowing", page);
    }

    private List<Profile> profiles(Map<String, Profile> written) {
        return staff.desk().stream().map(agent -> profile(agent, written)).toList();
    }

    private Profile profile(Agent agent, Map<String, Profile> written) {
        return written.getOrDefault(agent.id(), Profile.unwritten(agent.id(), city.languages()));
    }

    private List<WallPage.QueueLine> queues(
            QueuePolicies policies, List<Floor.Waiter> waiting, List<Floor.Offer> standing) {
        var busy = board.queues();
        var names = new ArrayList<>(titles.queues());
        busy.stream()
                .map(Board.QueueLine::queue)
                .filter(queue -> !names.contains(queue))
                .sorted(Comparator.comparing(QueueId::name))
                .forEach(names::add);
        var now = time.now();
        return names.stream()
                .map(queue -> {
                    var policy = policies.of(queue);
                    var here = waiting.stream()
                            .filter(waiter -> waiter.queue().equals(queue))
                            .toList();
                    var oldest = here.stream().map(Floor.Waiter::since).min(Comparator.naturalOrder());
                    return new WallPage.QueueLine(
                            titles.of(queue),
                            "/console?state=waiting&queue=" + queue.name(),
                            here.size(),
                            count(here, waiter -> waiter.priority() == Priority.EMERGENCY),
                            count(here, waiter -> policy.isLate(waiter.since(), now)),
                            busy.stream()
                                    .filter(line -> line.queue().equals(queue))
                                    .mapToInt(Board.QueueLine::withAgents)
                                    .sum(),
                            count(
                                    here,
                                    waiter -> standing.stream()
                                            .anyMatch(offer ->
                                                    offer.conversation().equals(waiter.id()))),
                            switch (policy.assign()) {
                                case BY_HAND -> "taken by hand";
                                case LONGEST_IDLE -> "offered to who is idle longest";
                                case BEST_SKILL -> "offered to who knows most";
                            },
                            oldest.map(since -> CityTime.length(policy.hours().open(since, now))),
                            policy.target().map(CityTime::length),
                            policy.target()
                                    .map(target -> oldest.map(
                                                    since -> used(policy.hours().open(since, now), target))
                                            .orElse(0)));
                })
                .toList();
    }

    private static int count(List<Floor.Waiter> here, Predicate<Floor.Waiter> which) {
        return (int) here.stream().filter(which).count();
    }

    private static int used(Duration waited, Duration target) {
        return (int) Math.min(100, 100 * waited.toSeconds() / Math.max(1, target.toSeconds()));
    }

    private List<WallPage.PersonLine> people(
            QueuePolicies policies, List<Floor.Offer> standing, Map<String, Profile> written) {
        var now = time.now();
        var standings = attendance.all();
        var loads = offers.loads(now);
        return staff.desk().stream()
                .map(agent -> {
                    var profile = profile(agent, written);
                    var is = standings.getOrDefault(agent.id(), Standing.OFF);
                    var load = loads.getOrDefault(agent.id(), Load.NONE);
                    var weighed = load.weighed(policies);
                    return new WallPage.PersonLine(
                            agent.name(),
                            is.isOn(now) ? "on" : is.chosen().choice() == Choice.OFF ? "off" : "away",
                            word(is, now),
                            is.chosen().choice() == Choice.OFF
                                    ? ""
                                    : time.since(is.chosen().since()),
                            load.count(),
                            weighed,
                            profile.capacity(),
                            profile.capacity() == 0 ? 100 : Math.min(100, 100 * weighed / profile.capacity()),
                            standing.stream()
                                    .filter(offer -> offer.agentId().equals(agent.id()))
                                    .findFirst()
                                    .map(offer -> Math.max(
                                                    0,
                                                    Duration.between(now, offer.until())
                                                            .toSeconds()) + " s to answer an offer"),
                            written.containsKey(agent.id()) ? profile.words() : "nothing written down yet");
                })
                .sorted(Comparator.comparing((WallPage.PersonLine line) ->
                                List.of("on", "away", "off").indexOf(line.standing()))
                        .thenComparing(WallPage.PersonLine::name))
                .toList();
    }

    private static String word(Standing is, Instant now) {
        var title = AvailabilityViews.title(is.chosen().choice());
        return switch (is.chosen().choice()) {
            case AVAILABLE, WRAP_UP -> is.isOn(now) ? "Available" : is.isSeen(now) ? title : "Away, no console open";
            case AWAY ->
                is.chosen().reason().isEmpty()
                        ? title
                        : title + ": " + is.chosen().reason();
            case OFF -> title;
        };
    }

    private List<FiguresPage.Figure> figures(List<WallPage.QueueLine> queues, List<WallPage.PersonLine> people) {
        var today = desk.of(Window.DAY).now().all();
        var ended = today.count(Figure.CONVERSATIONS);
        var share = ended == 0
                ? Optional.<String>empty()
                : Optional.of(Math.round(100.0 * today.count(Figure.ANSWERED_BY_BOT) / ended) + " %");
        return List.of(
                figure(
                        "Waiting",
                        queues.stream().mapToInt(WallPage.QueueLine::waiting).sum(),
                        "for people, in all queues"),
                figure(
                        "Late",
                        queues.stream().mapToInt(WallPage.QueueLine::late).sum(),
                        "have waited for longer than their queue promises"),
                figure(
                        "On duty",
                        people.stream()
                                .filter(line -> line.standing().equals("on"))
                                .count(),
                        "are offered what waits"),
                figure("Abandoned today", today.count(Figure.ABANDONED), "ended before the person they asked for came"),
                new FiguresPage.Figure(
                        "Bot’s share today", share, "of what ended was answered by it, and nobody asked for a person"));
    }

    private static FiguresPage.Figure figure(String title, long count, String meaning) {
        return new FiguresPage.Figure(title, Optional.of(String.format(Locale.ENGLISH, "%,d", count)), meaning);
    }
}

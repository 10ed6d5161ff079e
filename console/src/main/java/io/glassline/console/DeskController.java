package io.glassline.console;

import io.glassline.console.ReadingRecorder.CitizenList;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.desk.Board;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The desk's first page.
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DeskController {

    static final int LINES_MAX = 50;

    /// Emergencies that stand above every list. More would hide the list; the others are first in it.
    static final int EMERGENCIES_SHOWN_MAX = 10;

    /// Of one agent, with those put off.
    private static final int MINE_MAX = 100;

    private static final int OVER_BUDGET_MAX = 25;

    /// Pages read to fill one list that is filtered by channel, which the record does not filter by.
    private static final int PAGES_READ_MAX = 5;

    private static final Map<String, Notice> DONE = Map.of(
            "put-back", Notice.done("Put back", "The conversation is where it was before you took it."),
            "transferred",
                    Notice.done(
                            "Transferred", "It waits in the queue you chose, for as long as it has waited already."),
            "nobody-next", Notice.done("Closed", "Nobody else is waiting."),
            "assigned", Notice.done("Given on", "Your colleague finds it under “With you”, with your note."),
            "snoozed",
                    Notice.done(
                            "Put off",
                            "It stays yours, and comes back to your list at that time, or as soon as the citizen writes."),
            "closed", Notice.done("Closed", "What the citizen writes next opens a new conversation."));

    private final Board board;
    private final ReadingRecorder readings;
    private final ConversationLines lines;
    private final QueueTitles titles;
    private final ListFilters filters;
    private final CityTime time;
    private final Pages pages;

    DeskController(
            Board board,
            ReadingRecorder readings,
            ConversationLines lines,
            QueueTitles titles,
            ListFilters filters,
            CityTime time,
            Pages pages) {
        this.board = board;
        this.readings = readings;
        this.lines = lines;
        this.titles = titles;
        this.filters = filters;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> desk(
            StaffSession session,
            @QueryValue(defaultValue = "waiting") String state,
            @QueryValue(defaultValue = "") String queue,
            @QueryValue(defaultValue = "") String channel,
            @QueryValue(defaultValue = "") String after,
            @QueryValue(defaultValue = "") String done,
            @Header(name = "HX-Request", defaultValue = "") String fragment) {
        if (!session.mayRead()) {
            return HttpResponse.seeOther(URI.create("/console/figures"));
        }
        var choice = new DeskPage.Choice(
                Stream.of("waiting", "agent", "bot", "closed", "any").anyMatch(state::equals) ? state : "waiting",
                ListFilters.known(filters.queues(queue), queue),
                ListFilters.known(filters.channels(channel), channel));
        try {
            readings.list(CitizenList.CONVERSATIONS, session.agent().actor());
            var page = page(session, choice, after, Optional.ofNullable(DONE.get(done)));
            return pages.html(HttpStatus.OK, fragment.isEmpty() ? "desk" : "deskfollowing", page);
        } catch (NotACursor e) {
            return HttpResponse.seeOther(URI.create(href(choice, "")));
        }
    }

    private DeskPage page(StaffSession session, DeskPage.Choice choice, String after, Optional<Notice> notice) {
        var queueLines = queues(choice);
        var mine = new Board.Filter(
                Optional.empty(),
                Optional.of("agent"),
                Optional.empty(),
                Optional.of(session.agent().id()));
        var held = board.conversations(mine, Optional.empty(), MINE_MAX).lines().stream()
                .collect(Collectors.partitioningBy(line -> line.isSnoozed(time.now())));
        var emergencies = emergencies();
        var listing = listing(choice, after.isEmpty() ? Optional.empty() : Optional.of(after), emergencies);
        var waiting = queueLines.stream().mapToInt(DeskPage.QueueLine::waiting).sum();
        return new DeskPage(
                pages.frame(waiting == 0 ? "Desk" : "(" + waiting + ") Desk", "desk", Optional.of(session)),
                notice,
                queueLines,
                waiting,
                queueLines.stream().mapToInt(DeskPage.QueueLine::withAgents).sum(),
                queueLines.stream().mapToInt(DeskPage.QueueLine::emergencies).sum(),
                lines(emergencies, session),
                lines(board.overBudget(OVER_BUDGET_MAX), session),
                lines(held.getOrDefault(false, List.of()), session),
                lines(held.getOrDefault(true, List.of()), session),
                lines(listing.lines(), session),
                choice,
                states(choice),
                filters.queues(choice.queue()),
                filters.channels(choice.channel()),
                listing.nextCursor().map(cursor -> href(choice, cursor)),
                href(choice, after));
    }

    /// Those that wait longest, on every page of the list and under every filter: they come first in the record's own
    /// order.
    private List<Board.ConversationLine> emergencies() {
        var waiting = new Board.Filter(Optional.empty(), Optional.of("waiting"), Optional.empty(), Optional.empty());
        return board.conversations(waiting, Optional.empty(), EMERGENCIES_SHOWN_MAX).lines().stream()
                .filter(line -> ConversationLines.isA(line.conversation().stage(), Priority.EMERGENCY))
                .toList();
    }

    /// The record's order with its cursor, filtered here by channel.
    private Board.Listing listing(
            DeskPage.Choice choice, Optional<String> after, List<Board.ConversationLine> shownAbove) {
        var above = shownAbove.stream().map(line -> line.conversation().id()).collect(Collectors.toSet());
        var filter = new Board.Filter(
                Optional.empty(),
                choice.state().equals("any") ? Optional.empty() : Optional.of(choice.state()),
                choice.queue().isEmpty() ? Optional.empty() : Optional.of(new QueueId(choice.queue())),
                Optional.empty());
        var fitting = new ArrayList<Board.ConversationLine>();
        var cursor = after;
        for (var read = 0; read < PAGES_READ_MAX && fitting.size() < LINES_MAX; read++) {
            var page = page(filter, cursor);
            page.lines().stream()
                    .filter(line -> fits(line, choice))
                    .filter(line -> !above.contains(line.conversation().id()))
                    .forEach(fitting::add);
            cursor = page.nextCursor();
            if (cursor.isEmpty() || choice.channel().isEmpty()) {
                break;
            }
        }
        return new Board.Listing(fitting, cursor);
    }

    /// A cursor is the board's own and comes back through the address bar, where anyone can change it.
    private Board.Listing page(Board.Filter filter, Optional<String> cursor) {
        try {
            return board.conversations(filter, cursor, LINES_MAX);
        } catch (IllegalArgumentException e) {
            throw cursor.isPresent() ? new NotACursor(e) : e;
        }
    }

    private static final class NotACursor extends RuntimeException {
        NotACursor(IllegalArgumentException because) {
            super(because);
        }
    }

    private static boolean fits(Board.ConversationLine line, DeskPage.Choice choice) {
        var channel = line.conversation().lane().citizen().channel().name();
        return choice.channel().isEmpty() || choice.channel().equals(channel);
    }

    /// Every queue the city has, and those that are only in the record; busy ones keep their place, so that the eye
    /// finds them where they were.
    private List<DeskPage.QueueLine> queues(DeskPage.Choice choice) {
        var busy = board.queues();
        var names = new ArrayList<>(titles.queues());
        busy.stream()
                .map(Board.QueueLine::queue)
                .filter(queue -> !names.contains(queue))
                .sorted(Comparator.comparing(QueueId::name))
                .forEach(names::add);
        return names.stream()
                .map(queue -> {
                    var line =
                            busy.stream().filter(b -> b.queue().equals(queue)).findFirst();
                    var chosen = choice.queue().equals(queue.name());
                    return new DeskPage.QueueLine(
                            queue.name(),
                            titles.of(queue),
                            line.map(Board.QueueLine::waiting).orElse(0),
                            line.map(Board.QueueLine::emergencies).orElse(0),
                            line.map(Board.QueueLine::withAgents).orElse(0),
                            line.flatMap(Board.QueueLine::oldestWaitingSince).map(time::since),
                            href(new DeskPage.Choice(choice.state(), chosen ? "" : queue.name(), choice.channel()), ""),
                            chosen);
                })
                .toList();
    }

    private List<DeskPage.Line> lines(List<Board.ConversationLine> found, StaffSession session) {
        return found.stream().map(line -> lines.of(line, session)).toList();
    }

    private static List<DeskPage.Option> states(DeskPage.Choice choice) {
        return ListFilters.marked(
                Stream.concat(ListFilters.STATES.stream(), Stream.of(new DeskPage.Option("any", "Any state", false))),
                choice.state());
    }

    private static String href(DeskPage.Choice choice, String after) {
        return "/console?state=" + encoded(choice.state()) + "&queue=" + encoded(choice.queue()) + "&channel="
                + encoded(choice.channel()) + (after.isEmpty() ? "" : "&after=" + encoded(after));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

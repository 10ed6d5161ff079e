package io.glassline.console;

import io.glassline.console.ReadingRecorder.CitizenList;
import io.glassline.conversation.QueueId;
import io.glassline.desk.ConversationSearch;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Conversations by what was said in them, or by whom they are with.
///
/// What is searched for is personal data and has no place in a browser's history or a proxy's log, so it is posted.
/// Each search is on the record. Whoever may not see whole addresses finds them by whole addresses only: searching
/// for pieces would tell them.
@Controller("/console/search")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SearchController {

    static final int HITS_MAX = 50;

    private static final List<DeskPage.Option> STATES = Stream.concat(
                    Stream.of(new DeskPage.Option("", "Any state", false)), ListFilters.STATES.stream())
            .toList();

    private static final List<DeskPage.Option> DAYS = List.of(
            new DeskPage.Option("", "At any time", false),
            new DeskPage.Option("1", "The last day", false),
            new DeskPage.Option("7", "The last 7 days", false),
            new DeskPage.Option("30", "The last 30 days", false),
            new DeskPage.Option("365", "The last year", false));

    private final ConversationSearch search;
    private final ReadingRecorder readings;
    private final ConversationLines lines;
    private final ListFilters filters;
    private final CityTime time;
    private final Pages pages;

    SearchController(
            ConversationSearch search,
            ReadingRecorder readings,
            ConversationLines lines,
            ListFilters filters,
            CityTime time,
            Pages pages) {
        this.search = search;
        this.readings = readings;
        this.lines = lines;
        this.filters = filters;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> form(StaffSession session) {
        return page(session, new Asked("", "", "", "", ""), Optional.empty());
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> find(StaffSession session, Form form) {
        var asked = new Asked(
                form.field("text").strip(),
                form.field("queue"),
                form.field("state"),
                form.field("channel"),
                form.field("days"));
        if (asked.text.isEmpty()) {
            return page(session, asked, Optional.empty());
        }
        readings.search(CitizenList.CONVERSATIONS, asked.text, session.agent().actor());
        var found = search.find(query(asked, session), HITS_MAX);
        return page(session, asked, Optional.of(found));
    }

    private record Asked(String text, String queue, String state, String channel, String days) {}

    private ConversationSearch.Query query(Asked asked, StaffSession session) {
        return new ConversationSearch.Query(
                asked.text,
                !session.supervises(),
                chosen(filters.queues(asked.queue)).map(QueueId::new),
                chosen(ListFilters.marked(STATES.stream(), asked.state)),
                chosen(filters.channels(asked.channel)),
                chosen(ListFilters.marked(DAYS.stream(), asked.days))
                        .map(days -> time.now().minus(Duration.ofDays(Long.parseLong(days)))));
    }

    private static Optional<String> chosen(List<DeskPage.Option> options) {
        return options.stream()
                .filter(DeskPage.Option::chosen)
                .map(DeskPage.Option::value)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private HttpResponse<?> page(StaffSession session, Asked asked, Optional<ConversationSearch.Found> found) {
        var shown = new SearchPage(
                pages.frame("Search", "search", Optional.of(session)),
                asked.text,
                session.supervises(),
                List.of(
                        new SearchPage.Choice("queue", "Queue", filters.queues(asked.queue)),
                        new SearchPage.Choice("state", "State", ListFilters.marked(STATES.stream(), asked.state)),
                        new SearchPage.Choice("channel", "Channel", filters.channels(asked.channel)),
                        new SearchPage.Choice("days", "When", ListFilters.marked(DAYS.stream(), asked.days))),
                found.map(hits -> hits.hits().stream()
                        .map(hit -> hit.place()
                                .map(place -> lines.of(hit.line(), session, place.words()))
                                .orElseGet(() -> lines.of(hit.line(), session)))
                        .toList()),
                found.map(ConversationSearch.Found::everyWord).orElse(true),
                HITS_MAX);
        return pages.html(HttpStatus.OK, "search", shown);
    }
}

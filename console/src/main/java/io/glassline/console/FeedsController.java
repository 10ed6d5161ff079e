package io.glassline.console;

import io.glassline.audit.AuditKind;
import io.glassline.desk.Board;
import io.glassline.feed.CityFeeds;
import io.glassline.feed.Feed;
import io.glassline.feed.FeedState;
import io.glassline.feed.Feeds;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// How the systems fare that the record is sent on to, and the word of those who mend that one goes on.
@Controller("/console/feeds")
@ExecuteOn(TaskExecutors.BLOCKING)
final class FeedsController {

    private static final int INDEX_DIGITS_MAX = 18;
    private static final String NOTHING_DONE = "Nothing was done";

    private final CityFeeds city;
    private final Feeds feeds;
    private final Board record;
    private final CityTime time;
    private final Pages pages;

    FeedsController(CityFeeds city, Feeds feeds, Board record, CityTime time, Pages pages) {
        this.city = city;
        this.feeds = feeds;
        this.record = record;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> list(StaffSession session) {
        return onlyForThoseWhoMend(session, () -> page(HttpStatus.OK, session, Optional.empty()));
    }

    @Post("/{name}/resume")
    @Consumes(MediaType.ALL)
    HttpResponse<?> resume(String name, StaffSession session) {
        return onlyForThoseWhoMend(
                session,
                () -> changed(
                        name,
                        session,
                        feed -> feeds.resume(feed.name(), session.agent().actor(), time.now()),
                        Notice.done(name + " goes on", "It is called again at once.")));
    }

    /// Also for entries that are to be left out.
    @Post("/{name}/replay")
    @Consumes(MediaType.ALL)
    HttpResponse<?> replay(String name, StaffSession session, Form form) {
        return onlyForThoseWhoMend(session, () -> {
            var size = record.auditSize();
            var from = index(form.field("from"), size);
            return from.isEmpty()
                    ? page(
                            HttpStatus.BAD_REQUEST,
                            session,
                            Optional.of(Notice.notDone(
                                    NOTHING_DONE,
                                    "Write the index of an entry, from 0 to %d; with %d nothing is sent again."
                                            .formatted(size, size))))
                    : changed(
                            name,
                            session,
                            feed -> feeds.replay(
                                    feed.name(), from.get(), session.agent().actor(), time.now()),
                            Notice.done(
                                    name + " goes on from entry " + from.get(),
                                    "Its receiver gets what comes after it once more, and knows it by its ids."));
        });
    }

    private static Optional<Long> index(String written, long size) {
        return Optional.of(written.strip())
                .filter(text -> text.matches("[0-9]{1," + INDEX_DIGITS_MAX + "}"))
                .map(Long::parseLong)
                .filter(index -> index <= size);
    }

    private HttpResponse<?> changed(
            String name, StaffSession session, Function<Feed, Optional<FeedState>> change, Notice done) {
        var feed = city.now().stream().filter(one -> one.name().equals(name)).findFirst();
        if (feed.isEmpty()) {
            return pages.notFound(session);
        }
        return change.apply(feed.get()).isPresent()
                ? page(HttpStatus.OK, session, Optional.of(done))
                : page(
                        HttpStatus.CONFLICT,
                        session,
                        Optional.of(Notice.notDone(NOTHING_DONE, "It has not begun yet; it does within seconds.")));
    }

    private HttpResponse<?> page(HttpStatus status, StaffSession session, Optional<Notice> notice) {
        var states = feeds.all().stream().collect(Collectors.toMap(FeedState::feed, Function.identity()));
        var size = record.auditSize();
        return pages.html(
                status,
                "feeds",
                new FeedsPage(
                        pages.frame("Feeds", "feeds", Optional.of(session)),
                        notice,
                        entries(size),
                        city.now().stream()
                                .map(feed -> row(feed, Optional.ofNullable(states.get(feed.name())), size))
                                .toList()));
    }

    private FeedsPage.Row row(Feed feed, Optional<FeedState> state, long size) {
        return new FeedsPage.Row(
                feed.name(),
                target(feed),
                gets(feed),
                state.map(known -> behind(size - known.next())).orElse("not begun yet"),
                state.flatMap(this::trouble),
                state.flatMap(FeedState::parkedAt).isPresent(),
                state.map(FeedState::next).orElse(size));
    }

    private static String behind(long entries) {
        return entries <= 0 ? "up to date" : entries(entries) + " behind";
    }

    private static String entries(long count) {
        return String.format(Locale.ENGLISH, "%,d %s", count, count == 1 ? "entry" : "entries");
    }

    private Optional<String> trouble(FeedState state) {
        var because = state.failing().map(FeedState.Failing::because).orElse("no reason is known");
        return state.parkedAt()
                .map(since -> "Nothing is sent since %s: %s.".formatted(time.full(since), because))
                .or(() -> state.failing()
                        .map(failing -> "It takes nothing since %s: %s. It is tried again at %s."
                                .formatted(time.full(failing.since()), because, time.clock(failing.retryAt()))));
    }

    private static String target(Feed feed) {
        var kind = switch (feed.target()) {
            case Feed.Webhook webhook -> "calls " + webhook.url().getHost();
            case Feed.Kafka kafka -> "topic " + kafka.topic() + " of Kafka";
        };
        return feed.format() == Feed.Format.OCSF ? kind + ", for a SIEM" : kind;
    }

    private static String gets(Feed feed) {
        var kinds = feed.kinds().isEmpty()
                ? "all entries"
                : feed.kinds().stream().map(AuditKind::word).sorted().collect(Collectors.joining(", "));
        var channels = feed.channels().isEmpty()
                ? ""
                : " of " + feed.channels().stream().sorted().collect(Collectors.joining(", "));
        return kinds + channels + (feed.isSealed() ? ", with their sealed part" : "");
    }

    private HttpResponse<?> onlyForThoseWhoMend(StaffSession session, Supplier<HttpResponse<?>> page) {
        return session.mends()
                ? page.get()
                : pages.notice(
                        HttpStatus.FORBIDDEN,
                        Optional.of(session),
                        "This is for supervisors and ops",
                        "It shows how the systems fare that the record is sent on to.");
    }
}

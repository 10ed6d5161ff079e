package io.glassline.console;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.conversation.QueueId;
import io.glassline.desk.Agent;
import io.glassline.message.ChannelKind;
import io.glassline.records.RecordsDesk;
import io.glassline.records.RecordsDesk.Outcome;
import io.glassline.records.RecordsRequest;
import io.glassline.records.RecordsRequests.Line;
import io.glassline.records.Selection;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Requests for public records: written down, taken, and given out when nothing is left to decide. Their conversations
/// are reviewed at [RecordsItemController].
@Controller("/console/records")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RecordsController {

    static final String HOME = "/console/records";

    private static final int LISTED_MAX = 100;
    private static final int ITEMS_SHOWN = 100;
    private static final String NOTHING_DONE = "Nothing was done";

    private final RecordsDesk desk;
    private final RecordsArchive archive;
    private final Channels channels;
    private final ReadingRecorder readings;
    private final QueueTitles queues;
    private final Staff staff;
    private final CityTime time;
    private final Pages pages;

    RecordsController(
            RecordsDesk desk,
            RecordsArchive archive,
            Channels channels,
            ReadingRecorder readings,
            QueueTitles queues,
            Staff staff,
            CityTime time,
            Pages pages) {
        this.desk = desk;
        this.archive = archive;
        this.channels = channels;
        this.readings = readings;
        this.queues = queues;
        this.staff = staff;
        this.time = time;
        this.pages = pages;
    }

    @Get
    HttpResponse<?> list(Agent agent, StaffSession session) {
        return session.supervises()
                ? list(HttpStatus.OK, session, Optional.empty(), new Form(Map.of()))
                : refused(pages, session);
    }

    static HttpResponse<?> refused(Pages pages, StaffSession session) {
        return pages.notice(
                HttpStatus.FORBIDDEN,
                Optional.of(session),
                "This is for supervisors",
                "Requests for public records are reviewed and given out by supervisors.");
    }

    private HttpResponse<?> list(HttpStatus status, StaffSession session, Optional<Notice> notice, Form form) {
        return pages.html(
                status,
                "records",
                new RecordsPage(
                        pages.frame("Records", "records", Optional.of(session)),
                        notice,
                        desk.latest(LISTED_MAX).stream().map(this::line).toList(),
                        form.field("asker"),
                        form.field("about"),
                        form.fields().getOrDefault("received", time.today().toString()),
                        form.field("due"),
                        desk.rules().answerWithinDays(),
                        RecordsRequest.ASKER_MAX_CHARS,
                        RecordsRequest.ABOUT_MAX_CHARS));
    }

    private RecordsPage.Line line(RecordsRequest request) {
        return new RecordsPage.Line(
                href(request.id()),
                asker(request),
                request.about(),
                request.given()
                        .map(given -> "Given out " + time.at(given.at()))
                        .orElse(request.taken().isPresent() ? "In review" : "Nothing taken yet"),
                CityTime.date(request.receivedOn()),
                CityTime.date(request.dueOn()),
                isLate(request));
    }

    private static String href(UUID id) {
        return HOME + "/" + id;
    }

    /// An erasure may have taken it out.
    static String asker(RecordsRequest request) {
        return request.asker().isEmpty() ? "Somebody who was erased" : request.asker();
    }

    private boolean isLate(RecordsRequest request) {
        return request.given().isEmpty() && request.dueOn().isBefore(time.today());
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> make(Agent agent, StaffSession session, Form form) {
        if (!session.supervises()) {
            return refused(pages, session);
        }
        var received = CityTime.readDay(form.field("received"));
        var due = CityTime.readDay(form.field("due"));
        if (received.isEmpty() || due.isEmpty() && !form.field("due").isEmpty()) {
            return list(HttpStatus.BAD_REQUEST, session, notDone("Write days like 2026-03-02."), form);
        }
        return switch (desk.make(form.field("asker"), form.field("about"), received.get(), due, agent.actor())) {
            case Outcome.Done<RecordsRequest>(var request) -> HttpResponse.seeOther(URI.create(href(request.id())));
            case Outcome.Refused<RecordsRequest>(var because) ->
                list(HttpStatus.BAD_REQUEST, session, notDone(because), form);
        };
    }

    private static Optional<Notice> notDone(String words) {
        return Optional.of(Notice.notDone(NOTHING_DONE, words));
    }

    @Get("/{id}")
    HttpResponse<?> show(String id, @QueryValue(defaultValue = "1") int from, Agent agent, StaffSession session) {
        return with(id, session, request -> page(HttpStatus.OK, session, request, Optional.empty(), none(), from));
    }

    private static Form none() {
        return new Form(Map.of());
    }

    private HttpResponse<?> with(String id, StaffSession session, Function<RecordsRequest, HttpResponse<?>> act) {
        if (!session.supervises()) {
            return refused(pages, session);
        }
        return WrittenId.of(id).flatMap(desk::find).<HttpResponse<?>>map(act).orElseGet(() -> pages.notFound(session));
    }

    @Post("/{id}/selection")
    @Consumes(MediaType.ALL)
    HttpResponse<?> select(String id, Agent agent, StaffSession session, Form form) {
        return with(id, session, request -> {
            var selection = selection(form);
            if (selection.isEmpty()) {
                return page(HttpStatus.BAD_REQUEST, session, request, notDone("Write days like 2026-03-02."), form, 1);
            }
            if (!form.field("do").equals("take")) {
                return switch (desk.size(selection.get(), agent.actor())) {
                    case Outcome.Refused<Selection.Size>(var because) ->
                        page(HttpStatus.BAD_REQUEST, session, request, notDone(because), form, 1);
                    case Outcome.Done<Selection.Size>(var size) ->
                        page(HttpStatus.OK, session, request, Optional.empty(), counted(form, size), 1);
                };
            }
            return switch (desk.take(request.id(), selection.get(), agent.actor())) {
                case Outcome.Refused<Integer>(var because) ->
                    page(HttpStatus.CONFLICT, session, request, notDone(because), form, 1);
                case Outcome.Done<Integer> _ -> HttpResponse.seeOther(URI.create(href(request.id())));
            };
        });
    }

    private static Form counted(Form form, Selection.Size size) {
        var fields = new HashMap<>(form.fields());
        fields.put(COUNTED, counted(size));
        return new Form(fields);
    }

    private static String counted(Selection.Size size) {
        if (size.conversations() == 0) {
            return "No conversation fits.";
        }
        return "%s, with %,d %s."
                .formatted(
                        size.conversations() == 1
                                ? "1 conversation fits"
                                : "%,d conversations fit".formatted(size.conversations()),
                        size.messages(),
                        size.messages() == 1 ? "message" : "messages");
    }

    /// Not a field of the form: what is shown beside it.
    private static final String COUNTED = "counted";

    private Optional<Selection> selection(Form form) {
        var since = CityTime.readDay(form.field("since"));
        var until = CityTime.readDay(form.field("until"));
        return since.isEmpty() || until.isEmpty()
                ? Optional.empty()
                : Optional.of(new Selection(
                        time.startOf(since.get()),
                        time.startOf(until.get().plusDays(1)),
                        chosen(form, "queue").map(QueueId::new),
                        chosen(form, "topic"),
                        chosen(form, "channel").map(ChannelKind::new),
                        form.field("words").strip()));
    }

    private static Optional<String> chosen(Form form, String field) {
        return Optional.of(form.field(field)).filter(value -> !value.isEmpty());
    }

    /// Whoever asks without the right to it is on the record.
    @Post("/{id}/export")
    @Consumes(MediaType.ALL)
    HttpResponse<?> export(String id, Agent agent, StaffSession session) {
        if (!session.supervises()) {
            readings.exportRefused(RecordsRequest.EXPORT, agent.actor());
        }
        return with(id, session, request -> {
            try {
                return switch (archive.of(request.id(), agent.actor())) {
                    case Outcome.Refused<Path>(var because) ->
                        page(HttpStatus.CONFLICT, session, request, notDone(because), none(), 1);
                    case Outcome.Done<Path>(var zip) -> given(zip);
                };
            } catch (IOException e) {
                throw new UncheckedIOException("records cannot be packed", e);
            }
        });
    }

    private static HttpResponse<?> given(Path zip) throws IOException {
        var bytes = Files.size(zip);
        return HttpResponse.ok(new StreamedFile(
                        Files.newInputStream(zip, StandardOpenOption.DELETE_ON_CLOSE),
                        new MediaType("application/zip"),
                        0,
                        bytes))
                .header("Content-Disposition", "attachment; filename=\"records.zip\"")
                .header("Cache-Control", "no-store");
    }

    private HttpResponse<?> page(
            HttpStatus status,
            StaffSession session,
            RecordsRequest request,
            Optional<Notice> notice,
            Form form,
            int from) {
        var lines = desk.lines(request.id());
        var open = lines.stream().mapToLong(Line::open).sum();
        var pieces = lines.stream().mapToLong(Line::pieces).sum();
        var first = Math.clamp(from, 1, Math.max(1, lines.size()));
        var home = href(request.id());
        return pages.html(
                status,
                "recordsrequest",
                new RecordsRequestPage(
                        pages.frame("Records: " + asker(request), "records", Optional.of(session)),
                        notice,
                        home,
                        asker(request),
                        request.about(),
                        CityTime.date(request.receivedOn()),
                        CityTime.date(request.dueOn()),
                        isLate(request),
                        staff.nameOf(request.madeBy()) + ", " + time.full(request.madeAt()),
                        request.taken().isEmpty() ? Optional.of(form(form)) : Optional.empty(),
                        chosen(form, COUNTED),
                        request.taken().map(this::selected),
                        "%,d of %,d pieces are decided".formatted(pieces - open, pieces),
                        lines.stream()
                                .filter(line -> line.open() > 0)
                                .findFirst()
                                .map(line -> itemHref(request.id(), line.number())),
                        request.taken().isPresent() && open == 0,
                        request.given()
                                .map(given -> "%s, by %s. The list of its files has the digest %s."
                                        .formatted(time.full(given.at()), staff.nameOf(given.by()), given.digest())),
                        lines.stream()
                                .skip(first - 1L)
                                .limit(ITEMS_SHOWN)
                                .map(line -> item(request.id(), line))
                                .toList(),
                        first > 1 ? Optional.of(home + "?from=" + Math.max(1, first - ITEMS_SHOWN)) : Optional.empty(),
                        first + ITEMS_SHOWN <= lines.size()
                                ? Optional.of(home + "?from=" + (first + ITEMS_SHOWN))
                                : Optional.empty()));
    }

    static String itemHref(UUID request, int number) {
        return HOME + "/" + request + "/items/" + number;
    }

    private RecordsRequestPage.Item item(UUID request, Line line) {
        return new RecordsRequestPage.Item(
                itemHref(request, line.number()),
                "%,d. %s"
                        .formatted(
                                line.number(), ChannelTitle.of(line.channel()).title()),
                time.full(line.openedAt()),
                line.isErased()
                        ? "Erased since"
                        : line.open() == 0
                                ? "Decided"
                                : "%,d of %,d wait for a decision".formatted(line.open(), line.pieces()),
                line.isErased() || line.open() == 0,
                line.isHeld());
    }

    private RecordsRequestPage.Form form(Form form) {
        return new RecordsRequestPage.Form(
                form.fields().getOrDefault("since", time.today().minusMonths(1).toString()),
                form.fields().getOrDefault("until", time.today().toString()),
                form.field("words"),
                options(form.field("queue"), "Any queue", queues.queues(), QueueId::name, queues::of),
                options(form.field("topic"), "Any topic", desk.topics(), topic -> topic, RecordsController::topic),
                options(
                        form.field("channel"),
                        "Any channel",
                        channels.accounts().stream()
                                .map(ChannelAccount::kind)
                                .distinct()
                                .toList(),
                        ChannelKind::name,
                        kind -> ChannelTitle.of(kind).title()),
                Selection.WORDS_MAX_CHARS);
    }

    private static String topic(String topic) {
        return topic.replace('-', ' ');
    }

    private static <T> List<DeskPage.Option> options(
            String chosen, String any, List<T> all, Function<T, String> value, Function<T, String> title) {
        var options = new ArrayList<DeskPage.Option>();
        options.add(new DeskPage.Option("", any, chosen.isEmpty()));
        all.forEach(one -> options.add(new DeskPage.Option(
                value.apply(one), title.apply(one), value.apply(one).equals(chosen))));
        return options;
    }

    private String selected(RecordsRequest.Taken taken) {
        var selection = taken.selection();
        LocalDate last = time.date(selection.until().minusMillis(1));
        var words = new StringBuilder(
                "Said from %s to %s".formatted(CityTime.date(time.date(selection.since())), CityTime.date(last)));
        selection.queue().ifPresent(queue -> words.append("; in ").append(queues.of(queue)));
        selection.topic().ifPresent(topic -> words.append("; about ").append(topic(topic)));
        selection
                .channel()
                .ifPresent(channel ->
                        words.append("; by ").append(ChannelTitle.of(channel).title()));
        if (!selection.words().isBlank()) {
            words.append("; with “").append(selection.words()).append('”');
        }
        return words.append(". Taken by ")
                .append(staff.nameOf(taken.by()))
                .append(", ")
                .append(time.full(taken.at()))
                .append('.')
                .toString();
    }
}

package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.console.RecordsArchive;
import io.glassline.console.WrittenId;
import io.glassline.conversation.QueueId;
import io.glassline.desk.ReadingLog;
import io.glassline.message.ChannelKind;
import io.glassline.privacy.Hold;
import io.glassline.privacy.Passage;
import io.glassline.records.Item;
import io.glassline.records.Mark;
import io.glassline.records.Piece;
import io.glassline.records.Proposal;
import io.glassline.records.Reason;
import io.glassline.records.RecordsDesk;
import io.glassline.records.RecordsDesk.Outcome;
import io.glassline.records.RecordsRequest;
import io.glassline.records.RecordsRequests.Line;
import io.glassline.records.Selection;
import io.glassline.records.Wanted;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Requests for public records, with the rights that the console has.
@Controller("/api/records-requests")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RecordsController {

    private static final int LISTED_MAX = 100;
    private static final String NO_REQUEST = "There is no such request.";
    private static final String DAYS = "Write days like 2026-03-02.";
    private static final String TIMES = "Write since and until like 2026-03-02T08:00:00Z.";
    private static final String REFUSED =
            "Records are given out with the role supervisor. That they were asked for is on the record.";

    private final RecordsDesk desk;
    private final RecordsArchive archive;
    private final ReadingLog readings;

    RecordsController(RecordsDesk desk, RecordsArchive archive, ReadingLog readings) {
        this.desk = desk;
        this.archive = archive;
        this.readings = readings;
    }

    record Listed(int answerWithinDays, List<ReasonBody> reasons, List<RequestBody> requests) {}

    record ReasonBody(String code, String law, Map<String, String> words) {

        static ReasonBody of(Reason reason) {
            return new ReasonBody(
                    reason.code(),
                    reason.law(),
                    reason.words().entrySet().stream()
                            .collect(Collectors.toMap(word -> word.getKey().getLanguage(), Map.Entry::getValue)));
        }
    }

    /// @param items absent in a list
    record RequestBody(
            String id,
            String asker,
            String about,
            String receivedOn,
            String dueOn,
            String madeBy,
            Instant madeAt,
            Optional<TakenBody> taken,
            Optional<GivenBody> given,
            Optional<List<LineBody>> items) {

        static RequestBody of(RecordsRequest request, Optional<List<LineBody>> items) {
            return new RequestBody(
                    request.id().toString(),
                    request.asker(),
                    request.about(),
                    request.receivedOn().toString(),
                    request.dueOn().toString(),
                    request.madeBy(),
                    request.madeAt(),
                    request.taken()
                            .map(taken -> new TakenBody(SelectionBody.of(taken.selection()), taken.by(), taken.at())),
                    request.given().map(given -> new GivenBody(given.by(), given.at(), given.digest())),
                    items);
        }
    }

    record TakenBody(SelectionBody selection, String by, Instant at) {}

    record GivenBody(String by, Instant at, String digest) {}

    record SelectionBody(
            @Nullable String since,
            @Nullable String until,
            @Nullable String queue,
            @Nullable String topic,
            @Nullable String channel,
            @Nullable String words) {

        static SelectionBody of(Selection selection) {
            return new SelectionBody(
                    selection.since().toString(),
                    selection.until().toString(),
                    selection.queue().map(QueueId::name).orElse(null),
                    selection.topic().orElse(null),
                    selection.channel().map(ChannelKind::name).orElse(null),
                    selection.words());
        }

        Optional<Selection> read() {
            try {
                return since == null || until == null
                        ? Optional.empty()
                        : Optional.of(new Selection(
                                Instant.parse(since),
                                Instant.parse(until),
                                Optional.ofNullable(queue).map(QueueId::new),
                                Optional.ofNullable(topic),
                                Optional.ofNullable(channel).map(ChannelKind::new),
                                words == null ? "" : words.strip()));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }

    record LineBody(int number, String channel, Instant openedAt, boolean erased, boolean held, int pieces, int open) {

        static LineBody of(Line line) {
            return new LineBody(
                    line.number(),
                    line.channel().name(),
                    line.openedAt(),
                    line.isErased(),
                    line.isHeld(),
                    line.pieces(),
                    line.open());
        }
    }

    @Get
    @NeedsRole(ApiRole.SUPERVISOR)
    Listed list() {
        var rules = desk.rules();
        return new Listed(
                rules.answerWithinDays(),
                rules.reasons().stream().map(ReasonBody::of).toList(),
                desk.latest(LISTED_MAX).stream()
                        .map(request -> RequestBody.of(request, Optional.empty()))
                        .toList());
    }

    record Making(
            @Nullable String asker,
            @Nullable String about,
            @Nullable String receivedOn,
            @Nullable String dueOn) {}

    @Post
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> make(@Body Making making, ApiCaller caller) {
        var received = day(making.receivedOn());
        var due = day(making.dueOn());
        if (received.isEmpty() || making.dueOn() != null && due.isEmpty()) {
            return Problems.of(HttpStatus.BAD_REQUEST, DAYS);
        }
        return told(
                HttpStatus.BAD_REQUEST,
                desk.make(orEmpty(making.asker()), orEmpty(making.about()), received.get(), due, caller.actor()),
                this::whole);
    }

    private static Optional<LocalDate> day(@Nullable String written) {
        try {
            return written == null ? Optional.empty() : Optional.of(LocalDate.parse(written));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T> HttpResponse<?> told(HttpStatus refused, Outcome<T> outcome, Function<T, ?> body) {
        return switch (outcome) {
            case Outcome.Done<T>(var what) -> HttpResponse.ok(body.apply(what));
            case Outcome.Refused<T>(var because) -> Problems.of(refused, because);
        };
    }

    private RequestBody whole(RecordsRequest request) {
        return RequestBody.of(
                request,
                Optional.of(desk.lines(request.id()).stream().map(LineBody::of).toList()));
    }

    @Get("/{id}")
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> show(String id) {
        return with(id, request -> HttpResponse.ok(whole(request)));
    }

    private HttpResponse<?> with(String id, Function<RecordsRequest, HttpResponse<?>> act) {
        return WrittenId.of(id)
                .flatMap(desk::find)
                .<HttpResponse<?>>map(act)
                .orElseGet(() -> Problems.notFound(NO_REQUEST));
    }

    record SizeBody(long conversations, long messages) {}

    @Post("/{id}/size")
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> size(String id, @Body SelectionBody asked, ApiCaller caller) {
        return with(
                id,
                _ -> asked.read()
                        .<HttpResponse<?>>map(selection -> told(
                                HttpStatus.BAD_REQUEST,
                                desk.size(selection, caller.actor()),
                                size -> new SizeBody(size.conversations(), size.messages())))
                        .orElseGet(() -> Problems.of(HttpStatus.BAD_REQUEST, TIMES)));
    }

    @Post("/{id}/selection")
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> take(String id, @Body SelectionBody asked, ApiCaller caller) {
        return with(
                id,
                request -> asked.read()
                        .<HttpResponse<?>>map(selection -> told(
                                HttpStatus.CONFLICT,
                                desk.take(request.id(), selection, caller.actor()),
                                _ -> whole(desk.find(request.id()).orElseThrow())))
                        .orElseGet(() -> Problems.of(HttpStatus.BAD_REQUEST, TIMES)));
    }

    record ItemBody(
            int number,
            String channel,
            Instant openedAt,
            boolean erased,
            Optional<String> held,
            List<PieceBody> pieces) {

        static ItemBody of(Item item, Function<Piece, List<Proposal>> proposals) {
            return new ItemBody(
                    item.number(),
                    item.conversation().lane().citizen().channel().name(),
                    item.conversation().openedAt(),
                    item.isErased(),
                    item.hold().map(Hold::sentence),
                    item.pieces().stream()
                            .map(piece -> PieceBody.of(item, piece, proposals.apply(piece)))
                            .toList());
        }
    }

    /// @param text absent where it was erased
    record PieceBody(
            int number,
            String kind,
            int version,
            Instant at,
            Optional<String> by,
            Optional<String> text,
            List<ProposalBody> proposals,
            Optional<DecisionBody> decision) {

        static PieceBody of(Item item, Piece piece, List<Proposal> proposals) {
            var text = item.text(piece);
            return new PieceBody(
                    piece.number(),
                    piece.kind().word(),
                    piece.version(),
                    item.at(piece),
                    item.line(piece).map(line -> line.author().role()),
                    text,
                    proposals.stream()
                            .map(found -> new ProposalBody(
                                    found.passage().from(),
                                    found.passage().to(),
                                    found.kind().word()))
                            .toList(),
                    piece.decision().map(DecisionBody::of));
        }
    }

    record ProposalBody(int from, int to, String kind) {}

    record MarkBody(int from, int to, String reason) {}

    record DecisionBody(String ruling, Optional<String> reason, List<MarkBody> marks, String by, Instant at) {

        static DecisionBody of(Piece.Decision decision) {
            return new DecisionBody(
                    decision.ruling().word(),
                    decision.ruling().withheldFor(),
                    decision.ruling().marks().stream()
                            .map(mark -> new MarkBody(
                                    mark.passage().from(), mark.passage().to(), mark.reason()))
                            .toList(),
                    decision.by(),
                    decision.at());
        }
    }

    @Get("/{id}/items/{number}")
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> item(String id, int number, ApiCaller caller) {
        return with(
                id,
                request -> desk.open(request.id(), number, caller.actor())
                        .<HttpResponse<?>>map(item -> HttpResponse.ok(ItemBody.of(item, desk.proposals(item))))
                        .orElseGet(() -> Problems.notFound("There is no such conversation in it.")));
    }

    record WordsBody(@Nullable String words, @Nullable String reason) {}

    record WantedBody(
            int piece,
            int seen,
            @Nullable String ruling,
            @Nullable String reason,
            @Nullable List<MarkBody> marks,
            @Nullable List<WordsBody> words) {

        /// Empty where a mark is no passage.
        Optional<Wanted> read() {
            try {
                return Optional.of(new Wanted(
                        piece,
                        seen,
                        orEmpty(ruling),
                        orEmpty(reason),
                        (marks == null ? List.<MarkBody>of() : marks)
                                .stream()
                                        .map(mark ->
                                                new Mark(new Passage(mark.from(), mark.to()), orEmpty(mark.reason())))
                                        .toList(),
                        (words == null ? List.<WordsBody>of() : words)
                                .stream()
                                        .map(one -> new Wanted.Words(orEmpty(one.words()), orEmpty(one.reason())))
                                        .toList()));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    record Deciding(@Nullable List<WantedBody> decisions) {}

    record WrongBody(int piece, String because, boolean meanwhile) {}

    record DecidedBody(int kept, List<WrongBody> wrong) {}

    /// Each by itself: what is not kept is told, and all else is.
    @Post("/{id}/items/{number}/decisions")
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> decide(String id, int number, @Body Deciding asked, ApiCaller caller) {
        var decisions = asked.decisions();
        var wanted = decisions == null
                ? List.<Wanted>of()
                : decisions.stream().flatMap(one -> one.read().stream()).toList();
        if (decisions == null || wanted.size() < decisions.size()) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "Write decisions, with marks from one character until just before another.");
        }
        return with(id, request -> {
            var decided = desk.decide(request.id(), number, wanted, caller.actor());
            var body = new DecidedBody(
                    decided.kept(),
                    decided.wrong().stream()
                            .map(one -> new WrongBody(one.piece(), one.because(), one.isMeanwhile()))
                            .toList());
            return decided.wrong().isEmpty()
                    ? HttpResponse.ok(body)
                    : HttpResponse.status(HttpStatus.CONFLICT).body(body);
        });
    }

    /// Any token gets this far, so that whoever asks without the right to it is on the record.
    @Post("/{id}/export")
    @Produces({"application/zip", MediaType.APPLICATION_JSON})
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> export(String id, ApiCaller caller) {
        if (!caller.token().role().covers(ApiRole.SUPERVISOR)) {
            readings.exportRefused(RecordsRequest.EXPORT, caller.actor());
            return Problems.of(HttpStatus.FORBIDDEN, REFUSED);
        }
        return with(id, request -> packed(request.id(), caller));
    }

    private HttpResponse<?> packed(UUID request, ApiCaller caller) {
        try {
            return switch (archive.of(request, caller.actor())) {
                case Outcome.Refused<Path>(var because) -> Problems.of(HttpStatus.CONFLICT, because);
                case Outcome.Done<Path>(var zip) -> {
                    var bytes = Files.size(zip);
                    yield HttpResponse.ok(new StreamedFile(
                            Files.newInputStream(zip, StandardOpenOption.DELETE_ON_CLOSE),
                            new MediaType("application/zip"),
                            0,
                            bytes));
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException("records cannot be packed", e);
        }
    }
}

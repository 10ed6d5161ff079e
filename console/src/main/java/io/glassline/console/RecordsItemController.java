package io.glassline.console;

import io.glassline.desk.Agent;
import io.glassline.media.Attachment;
import io.glassline.media.StoredFile;
import io.glassline.privacy.Hold;
import io.glassline.records.Item;
import io.glassline.records.Piece;
import io.glassline.records.Proposal;
import io.glassline.records.RecordsDesk;
import io.glassline.records.RecordsRequest;
import io.glassline.records.Wanted;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The review of one conversation of a request for records. Decisions are kept as they are sent, each by itself.
@Controller("/console/records/{id}/items/{number}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RecordsItemController {

    /// More would not fit into a form.
    private static final int PIECES_SHOWN = 40;

    private final RecordsDesk desk;
    private final RecordsPieceViews views;
    private final AttachmentFiles files;
    private final CityTime time;
    private final Pages pages;

    RecordsItemController(
            RecordsDesk desk, RecordsPieceViews views, AttachmentFiles files, CityTime time, Pages pages) {
        this.desk = desk;
        this.views = views;
        this.files = files;
        this.time = time;
        this.pages = pages;
    }

    private interface Act {

        HttpResponse<?> on(RecordsRequest request, Item item);
    }

    private HttpResponse<?> with(String id, int number, Agent agent, StaffSession session, Act act) {
        if (!session.supervises()) {
            return RecordsController.refused(pages, session);
        }
        var request = WrittenId.of(id).flatMap(desk::find);
        return request.flatMap(known -> desk.open(known.id(), number, agent.actor()))
                .<HttpResponse<?>>map(item -> act.on(request.orElseThrow(), item))
                .orElseGet(() -> pages.notFound(session));
    }

    @Get
    HttpResponse<?> show(
            String id, int number, @QueryValue(defaultValue = "1") int from, Agent agent, StaffSession session) {
        return with(
                id,
                number,
                agent,
                session,
                (request, item) -> page(HttpStatus.OK, session, request, item, from, Optional.empty(), Map.of()));
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<?> decide(
            String id,
            int number,
            @QueryValue(defaultValue = "1") int from,
            Agent agent,
            StaffSession session,
            Form sent) {
        return with(id, number, agent, session, (request, item) -> {
            var form = new RecordsForm(sent);
            var proposals = desk.proposals(item);
            var wanted = shown(item, from).stream()
                    .flatMap(piece -> form.wanted(piece).or(() -> rest(sent, item, piece, proposals)).stream())
                    .toList();
            var decided = desk.decide(request.id(), number, wanted, agent.actor());
            if (decided.wrong().isEmpty()) {
                return HttpResponse.seeOther(URI.create(next(request, item, from, sent)));
            }
            var wrong = new HashMap<Integer, String>();
            decided.wrong().forEach(one -> wrong.put(one.piece(), one.because()));
            return with(
                    id,
                    number,
                    agent,
                    session,
                    (now, again) -> page(HttpStatus.CONFLICT, session, now, again, from, Optional.of(form), wrong));
        });
    }

    /// What nobody has decided about, and what nothing was found in, goes out with the button that says so. Addresses,
    /// files and notes are asked about one by one.
    private static Optional<Wanted> rest(Form sent, Item item, Piece piece, Function<Piece, List<Proposal>> proposals) {
        var isWanted = sent.field("do").equals("rest")
                && item.isOpen(piece)
                && piece.kind().isMarkable()
                && piece.kind() != Piece.Kind.NOTE
                && proposals.apply(piece).isEmpty();
        return isWanted
                ? Optional.of(new Wanted(piece.number(), piece.version(), "released", "", List.of(), List.of()))
                : Optional.empty();
    }

    private static List<Piece> shown(Item item, int from) {
        return item.pieces().stream()
                .skip(Math.max(0, from - 1L))
                .limit(PIECES_SHOWN)
                .toList();
    }

    private String next(RecordsRequest request, Item item, int from, Form sent) {
        var here = RecordsController.itemHref(request.id(), item.number());
        if (!sent.field("do").equals("next")) {
            return here + (from > 1 ? "?from=" + from : "");
        }
        if (from + PIECES_SHOWN <= item.pieces().size()) {
            return here + "?from=" + (from + PIECES_SHOWN);
        }
        var lines = desk.lines(request.id());
        return lines.stream()
                .filter(line -> line.number() > item.number() && line.open() > 0)
                .findFirst()
                .or(() -> lines.stream().filter(line -> line.open() > 0).findFirst())
                .map(line -> RecordsController.itemHref(request.id(), line.number()))
                .orElse(RecordsController.HOME + "/" + request.id());
    }

    private HttpResponse<?> page(
            HttpStatus status,
            StaffSession session,
            RecordsRequest request,
            Item item,
            int from,
            Optional<RecordsForm> sent,
            Map<Integer, String> wrong) {
        var lines = desk.lines(request.id());
        var here = RecordsController.itemHref(request.id(), item.number());
        var title = "Conversation %,d of %,d".formatted(item.number(), lines.size());
        var notice = wrong.isEmpty()
                ? Optional.<Notice>empty()
                : Optional.of(Notice.notDone(
                        "Some of it was not kept",
                        "What was not is marked below, with why. Everything else that you decided is kept."));
        return pages.html(
                status,
                "recordsitem",
                new RecordsItemPage(
                        pages.frame(title, "records", Optional.of(session)),
                        notice,
                        RecordsController.HOME + "/" + request.id(),
                        RecordsController.asker(request),
                        title,
                        ChannelTitle.of(item.conversation().lane().citizen().channel())
                                        .title() + ", "
                                + time.full(item.conversation().openedAt()),
                        item.isErased(),
                        item.hold().map(Hold::sentence),
                        !desk.rules().reasons().isEmpty(),
                        here + (from > 1 ? "?from=" + from : ""),
                        "%,d of %,d pieces of it wait for a decision"
                                .formatted(item.open(), item.pieces().size()),
                        views.of(item, shown(item, from), sent, wrong, here),
                        item.number() > 1
                                ? Optional.of(RecordsController.itemHref(request.id(), item.number() - 1))
                                : Optional.empty(),
                        item.number() < lines.size()
                                ? Optional.of(RecordsController.itemHref(request.id(), item.number() + 1))
                                : Optional.empty(),
                        from > 1 ? Optional.of(here + "?from=" + Math.max(1, from - PIECES_SHOWN)) : Optional.empty(),
                        from + PIECES_SHOWN <= item.pieces().size()
                                ? Optional.of(here + "?from=" + (from + PIECES_SHOWN))
                                : Optional.empty()));
    }

    @Get("/pieces/{piece}/picture")
    HttpResponse<?> picture(String id, int number, int piece, Agent agent, StaffSession session) {
        return file(id, number, piece, agent, session, Attachment::shown, "inline");
    }

    @Get("/pieces/{piece}/file")
    HttpResponse<?> file(String id, int number, int piece, Agent agent, StaffSession session) {
        return file(id, number, piece, agent, session, Attachment::original, "attachment; filename=\"file\"");
    }

    private interface Choice {

        Optional<StoredFile> of(Attachment attachment);
    }

    private HttpResponse<?> file(
            String id, int number, int piece, Agent agent, StaffSession session, Choice choice, String disposition) {
        return with(id, number, agent, session, (_, item) -> {
            var attachment = item.piece(piece).flatMap(item::file);
            var file = attachment.flatMap(choice::of);
            if (file.isEmpty()) {
                return pages.notFound(session);
            }
            var type = disposition.equals("inline") ? file.get().type() : MediaType.APPLICATION_OCTET_STREAM;
            return files.given(attachment.get(), file.get(), type, disposition, session);
        });
    }
}

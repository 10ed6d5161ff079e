package io.glassline.app.records;

import io.glassline.app.records.GivenTable.Row;
import io.glassline.audit.Actor;
import io.glassline.console.RecordsArchive;
import io.glassline.log.TlogProof;
import io.glassline.media.Attachment;
import io.glassline.media.MediaFiles;
import io.glassline.media.StoredFile;
import io.glassline.receipt.ConversationReceipt.Entry;
import io.glassline.records.Item;
import io.glassline.records.RecordsDesk;
import io.glassline.records.RecordsDesk.Outcome;
import io.glassline.records.RecordsRequest;
import io.glassline.storage.log.LogFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Packs what is given out for a request: pages, tables, released files and proofs. What is kept back is in none of
/// them.
public final class RecordsExport implements RecordsArchive {

    private final RecordsDesk desk;
    private final LogFiles log;
    private final MediaFiles files;
    private final Supplier<City> city;
    private final InstantSource clock;

    public record City(String name, ZoneId zone) {}

    public RecordsExport(RecordsDesk desk, LogFiles log, MediaFiles files, Supplier<City> city, InstantSource clock) {
        this.desk = desk;
        this.log = log;
        this.files = files;
        this.city = city;
        this.clock = clock;
    }

    @Override
    public Outcome<Path> of(UUID id, Actor by) throws IOException {
        return switch (desk.items(id)) {
            case Outcome.Refused<List<Item>>(var because) -> new Outcome.Refused<>(because);
            case Outcome.Done<List<Item>>(var items) ->
                new Outcome.Done<>(packed(desk.find(id).orElseThrow(), items, by));
        };
    }

    private Path packed(RecordsRequest request, List<Item> items, Actor by) throws IOException {
        var zip = Files.createTempFile("records", ".zip");
        try {
            var rows = rows(items);
            try (var folder = new GivenFolder(new BufferedOutputStream(Files.newOutputStream(zip)))) {
                write(folder, request, items, rows);
                desk.gave(request.id(), folder.finish(), rows.size(), by);
            }
            return zip;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(zip);
            throw e;
        }
    }

    private List<Row> rows(List<Item> items) {
        var proofs = proofs(items);
        var rows = new ArrayList<Row>();
        for (var item : items) {
            for (var piece : item.pieces()) {
                var given = GivenPiece.of(item, piece);
                rows.add(new Row(
                        given,
                        item.file(piece).flatMap(RecordsExport::file).flatMap(file -> given.filePath(file.type())),
                        GivenProof.of(given, proofs)));
            }
        }
        return rows;
    }

    /// Under one checkpoint.
    private Map<Long, TlogProof> proofs(List<Item> items) {
        return log.proofs(items.stream()
                .flatMap(item -> item.content().lines().stream())
                .flatMap(line -> line.entry().flatMap(Entry::index).stream())
                .toList());
    }

    /// A picture as it was drawn anew: its metadata nobody has looked at.
    private static Optional<StoredFile> file(Attachment attachment) {
        return attachment.shown().or(attachment::original);
    }

    private void write(GivenFolder folder, RecordsRequest request, List<Item> items, List<Row> rows)
            throws IOException {
        var here = city.get();
        var pages = new GivenPages(
                here.name(),
                here.zone(),
                log.key().toString(),
                request,
                clock.instant(),
                desk.rules().reasons(),
                items);
        folder.add("index.html", pages.index(rows));
        var table = new GivenTable(rows);
        folder.add("index.json", table.json());
        folder.add("index.csv", table.csv());
        folder.add("columns.csv", GivenTable.columnsCsv());
        var byItem = rows.stream()
                .collect(Collectors.groupingBy(row -> row.piece().item().number()));
        for (var item : items) {
            folder.add(GivenPages.path(item), pages.conversation(item, byItem.getOrDefault(item.number(), List.of())));
        }
        for (var row : rows) {
            if (row.proof().isPresent()) {
                folder.add(
                        row.proofPath().orElseThrow(),
                        out -> out.write(row.proof().get().file()));
            }
            if (row.file().isPresent()) {
                var attachment = row.piece().item().file(row.piece().piece()).orElseThrow();
                var file = file(attachment).orElseThrow();
                folder.add(row.file().get(), out -> {
                    try (var in = files.open(attachment.message(), file.digest())) {
                        in.transferTo(out);
                    }
                });
            }
        }
    }
}

package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Outgoing.PartRef;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox.Due;
import io.glassline.storage.postgres.DeliveryJournal.Update;
import io.glassline.storage.postgres.JournalLookups.Match;
import io.glassline.storage.postgres.JournalLookups.ParkedReport;
import io.glassline.storage.postgres.JournalLookups.PartPlace;
import io.glassline.storage.postgres.JournalNews.HandOver;
import io.glassline.storage.postgres.JournalNews.Move;
import io.glassline.storage.postgres.JournalNews.MoveAndRelease;
import io.glassline.storage.postgres.JournalNews.ProviderId;
import io.glassline.storage.postgres.JournalNews.Release;
import io.glassline.storage.postgres.JournalNews.Report;
import io.glassline.storage.postgres.JournalNews.TakeBack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Many journals in one transaction: locks and reads all that a batch of news is about, writes the news down one
/// after the other, and writes back what has changed.
///
/// Everything is locked in one order, and so no two of these wait for each other: first what is known of a
/// provider's id, a part's or a parked report's, by its hash, so that a report and the id it waits for cannot miss
/// each other; then the messages, by their ids. A message's lock is its parts' too.
final class JournalBatch {

    private final Handle handle;
    private final AuditEntries audit;
    private final List<JournalNews> news;

    private final Map<UUID, DeliveryJournal> journals = new HashMap<>();
    private final Map<PartRef, UUID> byReference = new HashMap<>();
    private final Map<ProviderId, PartPlace> byProviderId = new HashMap<>();
    private final List<ParkedReport> parked = new ArrayList<>();
    private final List<Report> parking = new ArrayList<>();
    private final List<AuditEntry> entries = new ArrayList<>();

    private JournalBatch(Handle handle, AuditEntries audit, List<JournalNews> news) {
        this.handle = handle;
        this.audit = audit;
        this.news = news;
    }

    /// @return for each piece of news whether it was taken; only a handing over under a lost lease is not.
    static List<Boolean> write(Handle handle, AuditEntries audit, List<JournalNews> news) {
        var batch = new JournalBatch(handle, audit, news);
        JournalLookups.lock(
                handle,
                Stream.concat(
                                batch.moves().flatMap(move -> move.providerId().stream()),
                                batch.reports().flatMap(report -> report.providerId().stream()))
                        .toList());
        batch.find();
        batch.read();
        batch.parked.addAll(JournalLookups.takeParked(handle, batch.namingMoves()));
        var taken = news.stream().map(batch::apply).toList();
        JournalRows.write(handle, batch.journals.values(), batch.parking, batch.entries);
        return taken;
    }

    private Stream<Move> moves() {
        return news.stream().flatMap(one -> switch (one) {
            case Move move -> Stream.of(move);
            case MoveAndRelease(var move, var _) -> Stream.of(move);
            case HandOver _, TakeBack _, Release _, Report _ -> Stream.empty();
        });
    }

    /// Those that bring the provider's id of a part.
    private List<Move> namingMoves() {
        return moves().filter(move -> move.step().providerId().isPresent()).toList();
    }

    private Stream<Report> reports() {
        return news.stream().filter(Report.class::isInstance).map(Report.class::cast);
    }

    private void find() {
        var reports = reports().toList();
        JournalLookups.parts(handle, reports).forEach(match -> remember(reports.get(match.report()), match));
    }

    private void remember(Report report, Match match) {
        if (match.isNamed()) {
            report.reference()
                    .ifPresent(ref -> byReference.put(ref, match.part().message()));
        } else {
            report.providerId().ifPresent(id -> name(id, match.part()));
        }
    }

    /// An id that was given twice names the later message.
    private void name(ProviderId id, PartPlace part) {
        byProviderId.merge(id, part, (one, other) -> one.seq() >= other.seq() ? one : other);
    }

    private void read() {
        var known = new HashMap<UUID, Outgoing>();
        for (var one : news) {
            one.due()
                    .ifPresent(due -> known.put(
                            due.send().message().id().value(), due.send().message()));
        }
        var ids = new TreeSet<>(known.keySet());
        ids.addAll(byReference.values());
        byProviderId.values().forEach(found -> ids.add(found.message()));
        journals.putAll(JournalRows.read(handle, ids, known, audit, entries));
    }

    private boolean apply(JournalNews one) {
        return switch (one) {
            case HandOver(var due, var part, var now) -> journal(due).handOver(part, due.lease(), now);
            case TakeBack(var due, var part, var now) -> {
                journal(due).takeBack(part, due.lease(), now);
                yield true;
            }
            case Move move -> {
                move(move);
                yield true;
            }
            case Release release -> {
                release(release);
                yield true;
            }
            case MoveAndRelease(var move, var release) -> {
                move(move);
                release(release);
                yield true;
            }
            case Report report -> {
                report(report);
                yield true;
            }
        };
    }

    private DeliveryJournal journal(Due due) {
        var id = due.send().message().id();
        return Objects.requireNonNull(journals.get(id.value()), () -> "message " + id + " is not in the outbox");
    }

    private void move(Move move) {
        var journal = journal(move.message());
        var step = move.step();
        if (step.delivery() == Delivery.QUEUED
                && !journal.isHeldUnder(move.message().lease())) {
            return; // another has the part in hand now, and may have handed it over
        }
        var id = move.providerId();
        var update = new Update(
                step.delivery(),
                id.map(ProviderId::id),
                step.code().map(Rows::plain),
                Optional.of(Rows.plain(step.because())));
        journal.tell(move.part(), update, move.now());
        id.ifPresent(known -> {
            name(known, new PartPlace(journal.line().id(), move.part(), journal.line().seq));
            join(known, move.reference(), journal, move);
        });
    }

    /// The reports that waited for this part, in the order they came: those of other batches first.
    private void join(ProviderId id, PartRef ref, DeliveryJournal journal, Move move) {
        var waiting = parked.stream()
                .filter(report -> report.account().equals(id.account()))
                .filter(report -> report.providerId().equals(Optional.of(id.id()))
                        || report.reference().equals(Optional.of(ref.toString())))
                .toList();
        parked.removeAll(waiting);
        waiting.forEach(report -> journal.tell(
                move.part(),
                new Update(report.delivery(), Optional.empty(), report.code(), report.words()),
                move.now()));
        var justNow = parking.stream()
                .filter(report -> report.providerId().equals(Optional.of(id)))
                .toList();
        parking.removeAll(justNow);
        justNow.forEach(report -> journal.tell(move.part(), update(report), move.now()));
    }

    private static Update update(Report report) {
        return new Update(
                report.report().delivery(),
                report.providerId().map(ProviderId::id),
                report.report().errorCode().map(Rows::plain),
                report.report().words().map(Rows::plain));
    }

    private void release(Release release) {
        journal(release.message()).release(release.message().lease(), release.end(), release.now());
    }

    /// Our own name for the part counts before the provider's.
    private void report(Report report) {
        var named = report.reference()
                .flatMap(ref -> Optional.ofNullable(byReference.get(ref))
                        .map(message -> new PartPlace(message, ref.number(), 0)));
        var place = named.or(() -> report.providerId().map(byProviderId::get));
        var journal = place.map(part -> journals.get(part.message()));
        if (journal.isPresent()) {
            journal.get().tell(place.get().part(), update(report), report.now());
        } else {
            parking.add(report);
        }
    }
}

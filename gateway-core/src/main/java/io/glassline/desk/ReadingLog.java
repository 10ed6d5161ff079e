package io.glassline.desk;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.ReadingEvent;
import java.time.InstantSource;

/// Puts on the record who read what of citizens, beside transcripts ([Desk#open]) and quarantined deliveries, which are
/// recorded where they are read. Each call is an entry, durable when it returns.
public final class ReadingLog {

    private final AuditEntries audit;
    private final Desk.AuditWriter record;
    private final InstantSource clock;

    public ReadingLog(AuditEntries audit, Desk.AuditWriter record, InstantSource clock) {
        this.audit = audit;
        this.record = record;
        this.clock = clock;
    }

    /// @param list names the list, such as `conversations`.
    public void listRead(String list, Actor by) {
        write(new ReadingEvent.ListView(list, by, clock.instant()));
    }

    /// @param query what was searched for; it is committed to and not told.
    public void searchMade(String list, String query, Actor by) {
        write(new ReadingEvent.Search(list, query, by, clock.instant()));
    }

    public void deadLettersRead(Actor by) {
        write(new ReadingEvent.DeadLettersView(by, clock.instant()));
    }

    /// @param export names what was exported.
    public void exportMade(String export, long rows, Actor by) {
        write(new ReadingEvent.Export(export, rows, by, clock.instant()));
    }

    /// @param export names what was asked for by someone who may not have it.
    public void exportRefused(String export, Actor by) {
        write(new ReadingEvent.ExportRefusal(export, by, clock.instant()));
    }

    private void write(ReadingEvent reading) {
        record.write(audit.of(reading));
    }
}

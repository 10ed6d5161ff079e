package io.glassline.storage.postgres;

import io.glassline.intake.InboundLog.Arrival;
import io.glassline.intake.Quarantine;
import io.glassline.storage.form.ArrivalForm;
import io.glassline.storage.postgres.InboundInsert.Ready;
import io.glassline.storage.spool.Spool;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what lies at the front of the spool into the record, and past what can never get there. For one thread.
final class SpoolFront {

    /// How often PostgreSQL may fail over the front of the spool, without being away, before what it fails over is
    /// put aside: 10 s.
    static final int STUBBORN_MAX = 40;

    /// How often a mistake of ours is written to the log while it lasts.
    private static final Duration COMPLAIN_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFront.class);

    private final Spool spool;
    private final Quarantine quarantine;
    private final InboundInsert insert;
    private int stubborn;
    private long complainedAtNanos = System.nanoTime() - COMPLAIN_EVERY.toNanos();

    SpoolFront(Spool spool, Quarantine quarantine, InboundInsert insert) {
        this.spool = spool;
        this.quarantine = quarantine;
        this.insert = insert;
    }

    /// Brings records into the record. What cannot be read is put aside; what PostgreSQL will never take, into the
    /// quarantine.
    ///
    /// @return the arrivals that are in the record or the quarantine now.
    List<Arrival> store(List<byte[]> records, Duration within) throws SQLException, IOException {
        var batch = new ArrayList<Ready>();
        var unreadable = new HashMap<byte[], String>();
        for (var record : records) {
            try {
                batch.add(new Ready(ArrivalForm.read(record)));
            } catch (IllegalArgumentException e) {
                unreadable.put(record, String.valueOf(e.getMessage()));
            }
        }
        if (!batch.isEmpty()) {
            storeAll(batch, within);
        }
        for (var record : unreadable.entrySet()) {
            spool.setAside(record.getKey(), record.getValue());
        }
        return batch.stream().map(ready -> ready.arrival).toList();
    }

    private void storeAll(List<Ready> batch, Duration within) throws SQLException, IOException {
        try {
            insert.cameEarlier(batch, insert.insert(batch, within));
        } catch (SQLException e) {
            if (!isHopeless(e)) {
                throw e;
            }
            if (batch.size() == 1) {
                quarantine(batch.getFirst().arrival, e);
            } else {
                for (var one : batch) {
                    storeAll(List.of(one), within);
                }
            }
        }
    }

    private boolean isHopeless(SQLException e) {
        return Database.isRefused(e) || stubborn >= STUBBORN_MAX && !Database.isAway(e) && !Database.isOurMistake(e);
    }

    private void quarantine(Arrival arrival, SQLException because) throws IOException {
        var from = arrival.messages().getFirst().inbound();
        try {
            quarantine.keep(from.accountId(), from.from().channel(), arrival.call(), PgInboundLog.refusal(because));
        } catch (RuntimeException e) {
            if (Database.isAway(e) || Database.isOurMistake(e)) {
                throw e;
            }
            spool.setAside(ArrivalForm.write(arrival), PgInboundLog.refusal(because));
        }
    }

    /// PostgreSQL took the last that was brought.
    void taken() {
        stubborn = 0;
    }

    /// PostgreSQL did not take the last that was brought.
    void refused(SQLException e) {
        if (Database.isOurMistake(e)) {
            complain(e);
        } else {
            stubborn = Database.isAway(e) ? 0 : stubborn + 1;
            LOG.debug("the spool cannot be drained yet: {}", e.getMessage());
        }
    }

    /// A statement of ours is wrong, and no delivery is at fault: all of them stay in the spool until it is mended.
    private void complain(SQLException e) {
        var now = System.nanoTime();
        if (now - complainedAtNanos >= COMPLAIN_EVERY.toNanos()) {
            complainedAtNanos = now;
            LOG.error(
                    "PostgreSQL is there, and a statement of ours is wrong (SQLSTATE {}); deliveries stay in the spool",
                    e.getSQLState());
        }
    }
}

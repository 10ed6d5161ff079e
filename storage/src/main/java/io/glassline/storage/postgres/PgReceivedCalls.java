package io.glassline.storage.postgres;

import io.glassline.channel.WebhookCall;
import io.glassline.intake.ReceivedCalls;
import io.glassline.message.Message;
import io.glassline.storage.form.EnvelopeForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The calls in the table `envelope_batch`, by the messages that were read out of them.
public final class PgReceivedCalls implements ReceivedCalls {

    /// Batches looked through for a call. They are stored within a moment of the time that the call came.
    private static final int BATCHES_MAX = 50;

    private final Database database;

    public PgReceivedCalls(Database database) {
        this.database = database;
    }

    private record Place(long envelope, Instant receivedAt) {

        static Place of(ResultSet row) throws SQLException {
            return new Place(row.getLong("envelope_id"), Rows.instant(row, "received_at"));
        }
    }

    @Override
    public Optional<WebhookCall> callOf(Message.Id message) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select envelope_id, received_at from inbound where id = :id")
                        .bind("id", message.value())
                        .map((row, _) -> Place.of(row))
                        .findOne()
                        .flatMap(place -> handle
                                .createQuery("""
                                    select kept from envelope_batch
                                    where received_last >= :at and received_first <= :at
                                    order by received_last
                                    limit :countMax
                                    """)
                                .bind("at", place.receivedAt())
                                .bind("countMax", BATCHES_MAX)
                                .map((row, _) -> row.getBytes("kept"))
                                .stream()
                                .flatMap(kept -> EnvelopeForm.read(kept).stream())
                                .filter(kept -> kept.number() == place.envelope())
                                .map(EnvelopeForm.Kept::call)
                                .findFirst()));
    }
}

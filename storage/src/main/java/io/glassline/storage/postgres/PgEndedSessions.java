package io.glassline.storage.postgres;

import io.glassline.desk.EndedSessions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/// Sessions that were signed out, until they would have ended by themselves.
public final class PgEndedSessions implements EndedSessions {

    private final Database database;
    private final InstantSource clock;

    public PgEndedSessions(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void end(String session, Instant expiresAt) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("delete from ended_session where expires_at <= :now")
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .execute();
            handle.createUpdate("""
                            insert into ended_session (session, expires_at) values (:session, :expiresAt)
                            on conflict (session) do nothing
                            """)
                    .bind("session", session)
                    .bind("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                    .execute();
        });
    }

    @Override
    public boolean isEnded(String session) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select exists (select from ended_session where session = :session)")
                        .bind("session", session)
                        .mapTo(Boolean.class)
                        .one());
    }
}

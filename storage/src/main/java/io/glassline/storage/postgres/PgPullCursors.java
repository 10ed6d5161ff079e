package io.glassline.storage.postgres;

import io.glassline.intake.PullCursors;

/// How far each mailbox was read.
public final class PgPullCursors implements PullCursors {

    private final Database database;

    public PgPullCursors(Database database) {
        this.database = database;
    }

    @Override
    public String read(String accountId) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select cursor from pull_cursor where account = :account")
                        .bind("account", accountId)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(""));
    }

    @Override
    public void keep(String accountId, String cursor) {
        database.jdbi().useHandle(handle -> {
            try (var upsert = handle.createUpdate("""
                    insert into pull_cursor (account, cursor) values (:account, :cursor)
                    on conflict (account) do update set cursor = excluded.cursor
                    """)) {
                upsert.bind("account", accountId).bind("cursor", cursor).execute();
            }
        });
    }
}

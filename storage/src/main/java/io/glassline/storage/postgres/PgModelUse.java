package io.glassline.storage.postgres;

import io.glassline.phrasing.ModelSettings.Budget;
import io.glassline.phrasing.ModelUse;
import java.time.LocalDate;

/// The use of language models in PostgreSQL, where all nodes count together.
///
/// Safe to call from any thread.
public final class PgModelUse implements ModelUse {

    /// Counts a call and looks whether it may be made in one step: of two nodes at the limit one gets it.
    private static final String BEGIN = """
            insert into model_use (day, calls, tokens) values (:day, 1, 0)
            on conflict (day) do update set calls = model_use.calls + 1
            where model_use.calls < :callsMax and model_use.tokens < :tokensMax
            """;

    private static final String TOOK = """
            update model_use set tokens = tokens + :tokens where day = :day
            """;

    private final Database database;

    public PgModelUse(Database database) {
        this.database = database;
    }

    @Override
    public boolean begin(LocalDate day, Budget budget) {
        return database.jdbi()
                        .withHandle(handle -> handle.createUpdate(BEGIN)
                                .bind("day", day)
                                .bind("callsMax", budget.calls())
                                .bind("tokensMax", budget.tokens())
                                .execute())
                == 1;
    }

    @Override
    public void took(LocalDate day, long tokens) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(TOOK)
                        .bind("day", day)
                        .bind("tokens", tokens)
                        .execute());
    }
}

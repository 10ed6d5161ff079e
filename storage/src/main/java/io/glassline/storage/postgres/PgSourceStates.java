package io.glassline.storage.postgres;

import io.glassline.answer.SourcePassage;
import io.glassline.answer.SourceState;
import io.glassline.answer.SourceStates;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How source pages were found, in the table `answer_source`.
public final class PgSourceStates implements SourceStates {

    private final Database database;

    public PgSourceStates(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, SourceState> all() {
        return database
                .jdbi()
                .withHandle(handle -> handle.createQuery("select * from answer_source")
                        .map((row, _) -> state(row))
                        .list())
                .stream()
                .collect(Collectors.toUnmodifiableMap(SourceState::answer, Function.identity()));
    }

    private static SourceState state(ResultSet row) throws SQLException {
        return new SourceState(
                row.getString("answer"),
                URI.create(row.getString("source")),
                row.getString("digest"),
                row.getObject("reviewed", LocalDate.class),
                passage(row, "first"),
                passage(row, "latest"),
                Rows.instant(row, "looked_at"),
                Rows.maybeText(row, "failure"));
    }

    private static Optional<SourcePassage> passage(ResultSet row, String which) throws SQLException {
        var heading = Rows.maybeText(row, which + "_heading");
        return heading.isEmpty()
                ? Optional.empty()
                : Optional.of(new SourcePassage(heading.get(), row.getString(which + "_text")));
    }

    @Override
    public void keep(SourceState state) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        insert into answer_source (answer, source, digest, reviewed, first_heading, first_text,
                                                   latest_heading, latest_text, looked_at, failure)
                        values (:answer, :source, :digest, :reviewed, :firstHeading, :firstText,
                                :latestHeading, :latestText, :at, :failure)
                        on conflict (answer) do update
                        set source = excluded.source, digest = excluded.digest, reviewed = excluded.reviewed,
                            first_heading = excluded.first_heading, first_text = excluded.first_text,
                            latest_heading = excluded.latest_heading, latest_text = excluded.latest_text,
                            looked_at = excluded.looked_at, failure = excluded.failure
                        """)
                        .bind("answer", state.answer())
                        .bind("source", state.source().toString())
                        .bind("digest", state.digest())
                        .bind("reviewed", state.reviewed())
                        .bind("firstHeading", plain(state.first().map(SourcePassage::heading)))
                        .bind("firstText", plain(state.first().map(SourcePassage::text)))
                        .bind("latestHeading", plain(state.latest().map(SourcePassage::heading)))
                        .bind("latestText", plain(state.latest().map(SourcePassage::text)))
                        .bind("at", state.lookedAt().atOffset(ZoneOffset.UTC))
                        .bind("failure", plain(state.failure()))
                        .execute());
    }

    private static Optional<String> plain(Optional<String> text) {
        return text.map(Rows::plain);
    }
}

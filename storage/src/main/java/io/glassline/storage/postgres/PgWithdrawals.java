package io.glassline.storage.postgres;

import io.glassline.answer.Withdrawal;
import io.glassline.answer.Withdrawal.Step;
import io.glassline.answer.Withdrawals;
import io.glassline.audit.Actor;
import io.glassline.audit.AnswerEvent;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditKind;
import io.glassline.routing.WithdrawnAnswers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Withdrawals, in the table `answer_withdrawal`.
public final class PgWithdrawals implements Withdrawals {

    private final Database database;
    private final AuditEntries audit;
    private final InstantSource clock;

    public PgWithdrawals(Database database, AuditEntries audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public WithdrawnAnswers standing() {
        return new WithdrawnAnswers(database
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select answer, digest from answer_withdrawal where back_at is null")
                        .map((row, _) -> Map.entry(row.getString("answer"), row.getString("digest")))
                        .list())
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet()))));
    }

    @Override
    public List<Withdrawal> of(String answer) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from answer_withdrawal where answer = :answer order by id desc")
                        .bind("answer", answer)
                        .map((row, _) -> withdrawal(row))
                        .list());
    }

    @Override
    public Outcome withdraw(String answer, String digest, String reason, Actor by) {
        var wrong = Withdrawals.wrongReason(reason);
        if (!wrong.isEmpty()) {
            return new Outcome.Refused(wrong);
        }
        return database.jdbi().inTransaction(handle -> {
            var made = handle.createQuery("""
                            insert into answer_withdrawal (answer, digest, withdrawn_by, withdrawn_at, reason)
                            values (:answer, :digest, :by, :at, :reason)
                            on conflict (answer, digest) where back_at is null do nothing
                            returning *
                            """)
                    .bind("answer", answer)
                    .bind("digest", digest)
                    .bind("by", by.person())
                    .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .bind("reason", Rows.plain(reason.strip()))
                    .map((row, _) -> withdrawal(row))
                    .findOne();
            return made.map(withdrawal -> done(handle, AuditKind.ANSWER_WITHDRAWN, withdrawal, withdrawal.made(), by))
                    .orElseGet(() -> new Outcome.Refused(whoWithdrew(handle, answer, digest)));
        });
    }

    private static String whoWithdrew(Handle handle, String answer, String digest) {
        return handle.createQuery("""
                        select withdrawn_by from answer_withdrawal
                        where answer = :answer and digest = :digest and back_at is null
                        """)
                .bind("answer", answer)
                .bind("digest", digest)
                .mapTo(String.class)
                .findOne()
                .map(who -> who + " has withdrawn it already.")
                .orElse("Somebody took its withdrawal back just now. Look again.");
    }

    @Override
    public Outcome takeBack(String answer, String digest, String reason, Actor by) {
        var wrong = Withdrawals.wrongReason(reason);
        if (!wrong.isEmpty()) {
            return new Outcome.Refused(wrong);
        }
        return database.jdbi()
                .inTransaction(handle -> handle.createQuery("""
                        update answer_withdrawal
                        set back_by = :by, back_at = :at, back_reason = :reason
                        where answer = :answer and digest = :digest and back_at is null
                        returning *
                        """)
                        .bind("answer", answer)
                        .bind("digest", digest)
                        .bind("by", by.person())
                        .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                        .bind("reason", Rows.plain(reason.strip()))
                        .map((row, _) -> withdrawal(row))
                        .findOne()
                        .map(withdrawal -> done(
                                handle,
                                AuditKind.ANSWER_GIVEN_AGAIN,
                                withdrawal,
                                withdrawal.takenBack().orElseThrow(),
                                by))
                        .orElseGet(() -> new Outcome.Refused("It is not withdrawn.")));
    }

    private Outcome done(Handle handle, AuditKind kind, Withdrawal withdrawal, Step step, Actor by) {
        var event =
                new AnswerEvent.Use(kind, withdrawal.answer(), withdrawal.digest(), step.reason(), by, clock.instant());
        PgAuditWriter.write(handle, List.of(audit.of(event)));
        return new Outcome.Done(withdrawal);
    }

    private static Withdrawal withdrawal(ResultSet row) throws SQLException {
        var back = Rows.maybeText(row, "back_by");
        return new Withdrawal(
                row.getLong("id"),
                row.getString("answer"),
                row.getString("digest"),
                new Step(row.getString("withdrawn_by"), Rows.instant(row, "withdrawn_at"), row.getString("reason")),
                back.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Step(back.get(), Rows.instant(row, "back_at"), row.getString("back_reason"))));
    }
}

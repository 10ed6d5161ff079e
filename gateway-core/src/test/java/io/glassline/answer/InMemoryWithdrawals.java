package io.glassline.answer;

import io.glassline.answer.Withdrawal.Step;
import io.glassline.audit.Actor;
import io.glassline.audit.AnswerEvent;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.AuditKind;
import io.glassline.routing.WithdrawnAnswers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Withdrawals on one node.
public final class InMemoryWithdrawals implements Withdrawals {

    private final List<Withdrawal> all = new ArrayList<>();
    private final AuditEntries audit;
    private final Consumer<AuditEntry> record;
    private final InstantSource clock;

    public InMemoryWithdrawals(AuditEntries audit, Consumer<AuditEntry> record, InstantSource clock) {
        this.audit = audit;
        this.record = record;
        this.clock = clock;
    }

    @Override
    public synchronized WithdrawnAnswers standing() {
        return new WithdrawnAnswers(all.stream()
                .filter(Withdrawal::stands)
                .collect(Collectors.groupingBy(
                        Withdrawal::answer, Collectors.mapping(Withdrawal::digest, Collectors.toSet()))));
    }

    @Override
    public synchronized List<Withdrawal> of(String answer) {
        return all.reversed().stream()
                .filter(withdrawal -> withdrawal.answer().equals(answer))
                .toList();
    }

    @Override
    public synchronized Outcome withdraw(String answer, String digest, String reason, Actor by) {
        var wrong = Withdrawals.wrongReason(reason);
        if (!wrong.isEmpty()) {
            return new Outcome.Refused(wrong);
        }
        var before = standing(answer, digest);
        if (before.isPresent()) {
            return new Outcome.Refused(before.get().made().who() + " has withdrawn it already.");
        }
        var made = new Withdrawal(all.size() + 1, answer, digest, step(reason, by), Optional.empty());
        all.add(made);
        return done(AuditKind.ANSWER_WITHDRAWN, made, made.made(), by);
    }

    @Override
    public synchronized Outcome takeBack(String answer, String digest, String reason, Actor by) {
        var wrong = Withdrawals.wrongReason(reason);
        if (!wrong.isEmpty()) {
            return new Outcome.Refused(wrong);
        }
        var before = standing(answer, digest);
        if (before.isEmpty()) {
            return new Outcome.Refused("It is not withdrawn.");
        }
        var was = before.get();
        var after = new Withdrawal(was.number(), answer, digest, was.made(), Optional.of(step(reason, by)));
        all.set(all.indexOf(was), after);
        return done(AuditKind.ANSWER_GIVEN_AGAIN, after, after.takenBack().orElseThrow(), by);
    }

    private Optional<Withdrawal> standing(String answer, String digest) {
        return of(answer).stream()
                .filter(withdrawal -> withdrawal.stands() && withdrawal.digest().equals(digest))
                .findFirst();
    }

    private Step step(String reason, Actor by) {
        return new Step(by.person(), clock.instant(), reason.strip());
    }

    private Outcome done(AuditKind kind, Withdrawal withdrawal, Step step, Actor by) {
        record.accept(audit.of(
                new AnswerEvent.Use(kind, withdrawal.answer(), withdrawal.digest(), step.reason(), by, step.at())));
        return new Outcome.Done(withdrawal);
    }
}

package io.glassline.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.answer.Withdrawals.Outcome;
import io.glassline.audit.Actor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What withdrawals promise, wherever they are kept.
public abstract class WithdrawalsContract {

    protected static final Actor ADA = Actor.atConsole("ada");
    protected static final Actor BEN = Actor.atConsole("ben");
    private static final String TEXT = "a".repeat(64);
    private static final String OTHER_TEXT = "b".repeat(64);

    protected abstract Withdrawals withdrawals();

    /// The kinds of the entries that were put on the record, in order.
    protected abstract List<String> recorded();

    private boolean isWithdrawn(String answer, String digest) {
        return withdrawals().standing().has(answer, () -> digest);
    }

    @Test
    void aWithdrawnAnswerIsGivenByNobodyAsItReads() {
        var outcome = withdrawals().withdraw("trash-day", TEXT, " The day moved. ", ADA);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            assertThat(done.withdrawal().made().who()).isEqualTo("ada");
            assertThat(done.withdrawal().made().reason()).isEqualTo("The day moved.");
            assertThat(done.withdrawal().stands()).isTrue();
        });
        assertThat(isWithdrawn("trash-day", TEXT)).isTrue();
        assertThat(isWithdrawn("trash-day", OTHER_TEXT)).isFalse();
        assertThat(isWithdrawn("library", TEXT)).isFalse();
        assertThat(recorded()).containsExactly("answer.withdrawn");
    }

    @Test
    void itIsGivenAgainOnceThatIsTakenBack() {
        withdrawals().withdraw("trash-day", TEXT, "The day moved.", ADA);
        var outcome = withdrawals().takeBack("trash-day", TEXT, "It did not.", BEN);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.withdrawal().takenBack()).hasValueSatisfying(step -> {
                            assertThat(step.who()).isEqualTo("ben");
                            assertThat(step.reason()).isEqualTo("It did not.");
                        }));
        assertThat(isWithdrawn("trash-day", TEXT)).isFalse();
        assertThat(recorded()).containsExactly("answer.withdrawn", "answer.given-again");
        assertThat(withdrawals().withdraw("trash-day", TEXT, "It did after all.", ADA))
                .isInstanceOf(Outcome.Done.class);
        assertThat(withdrawals().of("trash-day"))
                .extracting(withdrawal -> withdrawal.made().reason())
                .containsExactly("It did after all.", "The day moved.");
        assertThat(withdrawals().of("library")).isEmpty();
    }

    @Test
    void whoComesSecondIsToldAndNothingIsRecorded() {
        withdrawals().withdraw("trash-day", TEXT, "The day moved.", ADA);
        assertThat(withdrawals().withdraw("trash-day", TEXT, "It is wrong.", BEN))
                .isEqualTo(new Outcome.Refused("ada has withdrawn it already."));
        assertThat(withdrawals().takeBack("library", TEXT, "It is right.", BEN))
                .isEqualTo(new Outcome.Refused("It is not withdrawn."));
        assertThat(recorded()).containsExactly("answer.withdrawn");
    }

    @Test
    void nothingIsWithdrawnWithoutAReason() {
        for (var reason : List.of("", "  ", "x".repeat(Withdrawals.REASON_MAX_CHARS + 1), "a\0b")) {
            assertThat(withdrawals().withdraw("trash-day", TEXT, reason, ADA)).isInstanceOf(Outcome.Refused.class);
        }
        assertThat(isWithdrawn("trash-day", TEXT)).isFalse();
        assertThat(recorded()).isEmpty();
    }
}

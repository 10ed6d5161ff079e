package io.glassline.phrasing;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.phrasing.ModelSettings.Budget;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/// What every [ModelUse] promises.
public abstract class ModelUseContract {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 30);

    protected abstract ModelUse use();

    @Test
    void theCallsOfADayAreLimited() {
        var use = use();
        var budget = new Budget(2, 1000);

        assertThat(use.begin(MONDAY, budget)).isTrue();
        assertThat(use.begin(MONDAY, budget)).isTrue();
        assertThat(use.begin(MONDAY, budget)).isFalse();
        assertThat(use.begin(MONDAY.plusDays(1), budget)).isTrue();
    }

    @Test
    void theCallThatPassesTheTokensIsTheLast() {
        var use = use();
        var budget = new Budget(100, 1000);
        assertThat(use.begin(MONDAY, budget)).isTrue();
        use.took(MONDAY, 999);
        assertThat(use.begin(MONDAY, budget)).isTrue();
        use.took(MONDAY, 700);

        assertThat(use.begin(MONDAY, budget)).isFalse();
    }

    /// A city that raises its budget goes on the same day.
    @Test
    void whatWasCountedCountsUnderAnotherBudgetToo() {
        var use = use();
        assertThat(use.begin(MONDAY, new Budget(1, 1000))).isTrue();
        assertThat(use.begin(MONDAY, new Budget(1, 1000))).isFalse();

        assertThat(use.begin(MONDAY, new Budget(2, 1000))).isTrue();
    }
}

package io.glassline.phrasing;

import io.glassline.phrasing.ModelSettings.Budget;
import java.time.LocalDate;

/// How much was asked of language models on each day, by all nodes together: counts and no words.
///
/// Safe to call from any thread.
public interface ModelUse {

    /// Counts one call more, unless the day's budget is spent.
    ///
    /// @param day in UTC
    /// @return whether it may be made
    boolean begin(LocalDate day, Budget budget);

    /// Counts what a call took.
    void took(LocalDate day, long tokens);
}

package io.glassline.declared.send;

import io.glassline.declared.expression.Expr;
import java.util.Optional;

/// What an answer of the provider's means.
///
/// @param after how many seconds it asks us to wait
record OutcomeRule(Optional<Expr> when, Meaning meaning, Optional<Expr> says, Optional<Expr> after) {

    sealed interface Meaning {

        /// The provider has it, and calls it so.
        record Accepted(Expr id) implements Meaning {}

        /// What the table of errors says of this code; one that is not in it is a refusal of this message.
        record ByCode(Expr code) implements Meaning {}

        record Is(Kind kind) implements Meaning {}
    }

    enum Kind {
        REJECTED,
        RETRY,
        BUSY,
        BUSY_RECIPIENT,
        ACCOUNT_FAULT,
        OPTED_OUT,
        UNREACHABLE,
        FILTERED,
        WINDOW_CLOSED,
        UNKNOWN;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}

package io.glassline.app.http;

import java.util.Map;

/// Looks at what the gateway depends on, within a time limit.
@FunctionalInterface
public interface Health {

    Report report();

    /// `parts` says how each part is: `UP` or `AWAY`, of the spool `EMPTY`, `FILLING` or `FULL`, of
    /// memory `UP`, `SHORT` or `OUT`, of the bot `UP`, `LEARNING` or in which languages it knows its
    /// answers `WORD FOR WORD` only, and of an account that the provider takes nothing of `FAULT` with
    /// its code; of a source of look-ups how it was when it was last asked: `UP`, `AWAY`, `SLOW`,
    /// `BUSY`, `REFUSES US`, `ANSWERS OTHERWISE`, `LEFT ALONE` after failing often, or `NOT ASKED YET`;
    /// of the city's language model the same, or `BUDGET SPENT` or `NO WORDS`;
    /// of a feed `UP`, `FAILING` or `PARKED` with the reason, or `NOT BEGUN YET`;
    /// `ready` whether messages can be taken.
    record Report(boolean ready, Map<String, String> parts) {}
}

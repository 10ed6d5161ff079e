package io.glassline.router.phrasing;

import java.util.Locale;

/// Why words of a model are not said. Of several strange words in a sentence, the first of these is named.
public enum Objection {
    /// A link, a web address or a mailbox that is not in the approved answer.
    LINK,
    /// A number, an amount, an hour or a telephone that is not.
    NUMBER,
    /// A day, a month or another time that is not.
    TIME,
    /// A negation, a condition or a limit that is not.
    LIMIT,
    /// An obligation, a permission or a promise that is not.
    PROMISE,
    /// A name that is not.
    NAME,
    /// Another word that is not.
    WORD,
    /// The approved words, put together otherwise.
    OTHERWISE,
    /// A sentence without the one that it leans on, or without the one that limits it.
    CUT,
    /// A sentence that is said twice.
    TWICE,
    QUESTION,
    MARKUP,
    TOO_LONG,
    EMPTY,
    /// A language in which the guard cannot judge.
    LANGUAGE;

    /// The word for it in the trace and the figures.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

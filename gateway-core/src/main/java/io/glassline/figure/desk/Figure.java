package io.glassline.figure.desk;

import java.util.Locale;

/// The desk's figures, in the order in which they are told. Those that releases have, too, have the same names and are
/// the same (docs/figures.md); here times are to the second.
public enum Figure {
    CONVERSATIONS(Unit.COUNT, "Conversations that ended in the period."),
    OPEN(Unit.COUNT, "Conversations that were open at its end."),
    OPEN_ANSWERED_BY_BOT(Unit.COUNT, "Of these, answered by the bot, and nobody asked for a person."),
    OPEN_WITH_PERSON(Unit.COUNT, "Of these, a person has or had it."),
    ANSWERED_BY_BOT(Unit.COUNT, "Ended; an answer of the bot reached the provider, and nobody asked for a person."),
    ANSWERED_BY_PERSON(Unit.COUNT, "Ended; a person's message reached the provider."),
    ANSWERED_BY_NOBODY(
            Unit.COUNT,
            "Ended without an answer. An acknowledgement, a menu, \"not understood\" and a hand-over are none."),
    ANSWERED_AT_FIRST_CONTACT(
            Unit.COUNT, "Ended and answered, and the citizen had not been here in the 7 days before."),
    CAME_AGAIN(Unit.COUNT, "Ended; the citizen had been here in the 7 days before."),
    REOPENED(Unit.COUNT, "Ended; staff had taken it up again."),
    RESOLVED(Unit.COUNT, "Ended: resolved or referred by staff, or answered by the bot."),
    ABANDONED(Unit.COUNT, "Ended; a person was asked for, and none came."),
    FIRST_ANSWER_HALF_WITHIN(
            Unit.SECONDS,
            "From the citizen's first message until the provider has the first answer by anyone: half had one within"
                    + " this. Who ended without one never had one; who is open and has none has waited so long."),
    FIRST_ANSWER_NINE_IN_TEN_WITHIN(Unit.SECONDS, "As before: nine in ten had one within this."),
    BOT_ANSWER_HALF_WITHIN(Unit.SECONDS, "As the first answer, by the bot alone and of all conversations."),
    BOT_ANSWER_NINE_IN_TEN_WITHIN(Unit.SECONDS, "As before: nine in ten had one within this."),
    PERSON_ANSWER_HALF_WITHIN(
            Unit.SECONDS,
            "From the first time that a person was asked for until the provider has a person's message, by Kaplan and"
                    + " Meier: who left or waits counts as long as they waited."),
    PERSON_ANSWER_NINE_IN_TEN_WITHIN(Unit.SECONDS, "As before: nine in ten had one within this."),
    PERSON_ASKED(Unit.COUNT, "Conversations in which a person was asked for: ended, or waiting at the end."),
    PERSON_REACHED(Unit.COUNT, "Of these, a person took it."),
    PERSON_WAITING(Unit.COUNT, "Of these, waiting for a person at the end of the period."),
    PERSON_HALF_WITHIN(
            Unit.SECONDS,
            "From the first time that a person was asked for until one took it, by Kaplan and Meier: who left or waits"
                    + " counts as long as they waited. Half were reached within this."),
    PERSON_NINE_IN_TEN_WITHIN(Unit.SECONDS, "As before: nine in ten were reached within this."),
    SERVICE_COUNTED(
            Unit.COUNT,
            "Of queues with a target: who was reached, who left after more than 10 seconds of the queue's hours, and who"
                    + " waits for longer than the target."),
    SERVICE_WITHIN(Unit.COUNT, "Of these, reached within the target, counted in the queue's hours."),
    SERVICE_LEVEL(Unit.PER_MILLE, "These of those."),
    RESOLUTION_HALF_WITHIN(
            Unit.SECONDS,
            "Where a person was asked for: from the citizen's first message until staff resolved or referred it, by"
                    + " Kaplan and Meier: any other end and what is open counts as long as it lasted."),
    RESOLUTION_NINE_IN_TEN_WITHIN(Unit.SECONDS, "As before: nine in ten were within this."),
    RATED(Unit.COUNT, "Ended, and the citizen said how satisfied they were."),
    SATISFIED(Unit.COUNT, "Of these, gave 4 or 5."),
    SATISFIED_SHARE(Unit.PER_MILLE, "These of those."),
    SATISFIED_LEAST(Unit.PER_MILLE, "The true share is at least this (Wilson, 95 %)."),
    SATISFIED_MOST(Unit.PER_MILLE, "The true share is at most this (Wilson, 95 %).");

    public enum Unit {
        COUNT,
        SECONDS,
        /// Of a thousand.
        PER_MILLE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Unit unit;
    private final String meaning;

    Figure(Unit unit, String meaning) {
        this.unit = unit;
        this.meaning = meaning;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Unit unit() {
        return unit;
    }

    /// For the data dictionary.
    public String meaning() {
        return meaning;
    }
}

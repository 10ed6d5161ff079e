package io.glassline.router.flow;

import java.util.ArrayList;
import java.util.List;

/// What kind of thing a question asks for; [SlotReader] finds it in what is said.
public sealed interface SlotKind {

    /// Words of a form of their own (`read`), or any.
    record Text(SlotParser parser) implements SlotKind {}

    record Number(long min, long max) implements SlotKind {}

    /// One of a list.
    record Pick(List<Step.Option> options) implements SlotKind {

        public Pick {
            options = List.copyOf(options);
        }
    }

    /// Written down as `yes` or `no`.
    record YesOrNo() implements SlotKind {}

    /// A day, written down as `2026-11-29`. A day of the week is the next one, or the last one where the matter has
    /// happened.
    record Day(boolean isPast) implements SlotKind {}

    /// An address of the city. A `place` may also be a pin, a crossing, or what the citizen calls it when the city's
    /// list does not have it.
    record Address(boolean place) implements SlotKind {}

    /// A picture, written down as the id of the message it came with.
    record Picture() implements SlotKind {}

    /// Written down with its country: `+15550100123`.
    record Phone() implements SlotKind {}

    record Mail() implements SlotKind {}

    /// What else is known of an address, beside its own words: each a slot of its own, with this behind its name.
    List<String> ADDRESS_PARTS = List.of("id", "street", "number", "area", "latitude", "longitude");

    /// All slots that an answer of this kind fills.
    default List<String> slots(String slot) {
        var slots = new ArrayList<String>();
        slots.add(slot);
        if (this instanceof Address) {
            ADDRESS_PARTS.forEach(part -> slots.add(slot + "-" + part));
        }
        return slots;
    }

    /// Whether a bare number may be the answer, so that "2" is not read as the second choice.
    default boolean takesNumbers() {
        return switch (this) {
            case Number _, Day _ -> true;
            case Text _, Pick _, YesOrNo _, Address _, Picture _, Phone _, Mail _ -> false;
        };
    }
}

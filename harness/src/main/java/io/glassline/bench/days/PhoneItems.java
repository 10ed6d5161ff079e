package io.glassline.bench.days;

import static io.glassline.bench.days.Outcome.ANSWERED;
import static io.glassline.bench.days.Outcome.HUNG_UP;
import static io.glassline.bench.days.Outcome.WITH_A_PERSON;

import io.glassline.bench.days.Item.Draft;
import io.glassline.bench.days.Item.Key;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Calls, which the stand-in holds as Twilio does. A caller who has said all hangs up.
final class PhoneItems {

    private static final Set<Outcome> A_QUESTION = Set.of(ANSWERED, WITH_A_PERSON);

    static final List<ItemMaker> ALL = List.of(
            new ItemMaker("call", 3, chance -> List.of(call(chance, "call", number(chance), chance.question()))),
            new ItemMaker(
                    "call for a person",
                    1,
                    chance -> List.of(call(chance, "call for a person", number(chance), "I want to talk to a person"))),
            new ItemMaker("silent call", 1, chance -> List.of(call(chance, "silent call", number(chance), ""))),
            new ItemMaker("two calls at once", 1, PhoneItems::twoAtOnce));

    private PhoneItems() {}

    private static String number(Chance chance) {
        return "+1555%07d".formatted(6_000_000 + chance.fresh());
    }

    private static Draft call(Chance chance, String kind, String from, String words) {
        return new Draft(
                kind,
                Duration.ZERO,
                new Key.ByCaller(from),
                from + " says “" + words + "”",
                words.isEmpty() ? Set.of(ANSWERED, WITH_A_PERSON, HUNG_UP) : A_QUESTION,
                world -> world.call(from, words));
    }

    private static List<Draft> twoAtOnce(Chance chance) {
        return List.of(
                call(chance, "two calls at once", number(chance), chance.question()),
                call(chance, "two calls at once", number(chance), chance.question()));
    }
}

package io.glassline.router.gate;

import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.Set;

/// The wish that messages go on, in the words of a refusal: "no, don't remove me from your list", "no me
/// saquen de la lista". A phrase may begin behind the "no", and what is learnt hardly hears it.
final class StayWish {

    private static final Set<String> NOT = Set.of("dont", "not", "never", "didnt");

    private static final Set<String> BETWEEN = Set.of("please", "pls", "plz", "ever", "you", "u", "to");

    private static final Set<String> ENDS = Set.of(
            "stop",
            "quit",
            "cease",
            "end",
            "cancel",
            "discontinue",
            "remove",
            "take",
            "delete",
            "drop",
            "erase",
            "lose",
            "unsubscribe",
            "unsub",
            "opt",
            "turn",
            "block",
            "say");

    private static final Set<String> NOT_SPANISH = Set.of("no", "nunca", "tampoco");

    private static final Set<String> BETWEEN_SPANISH = Set.of("me", "nos", "los", "las", "lo", "la", "se", "quiero");

    private static final Set<String> ENDS_SPANISH = Set.of(
            "dejen",
            "deje",
            "dejes",
            "dejar",
            "paren",
            "pare",
            "pares",
            "cancelen",
            "cancele",
            "canceles",
            "quiten",
            "quite",
            "quites",
            "saquen",
            "saque",
            "saques",
            "borren",
            "borre",
            "borres",
            "eliminen",
            "elimine",
            "den",
            "des",
            "darme",
            "salirme",
            "apaguen",
            "suspendan",
            "puse",
            "dije");

    private StayWish() {}

    static boolean in(NormalizedText said) {
        var words = said.words();
        for (var at = 1; at < words.size(); at++) {
            var word = words.get(at);
            if (ENDS.contains(word) && isBefore(NOT, BETWEEN, words, at)
                    || ENDS_SPANISH.contains(word) && isBefore(NOT_SPANISH, BETWEEN_SPANISH, words, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBefore(Set<String> not, Set<String> between, List<String> words, int at) {
        var before = words.get(at - 1);
        return not.contains(before) || at > 1 && between.contains(before) && not.contains(words.get(at - 2));
    }
}

package io.glassline.router.flow;

import io.glassline.router.words.NormalizedText;
import io.glassline.spelling.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which of a question's choices is named in what was said.
///
/// What something is compared with names none: "smaller than a tire" is no tire, and "as big as a tire" is one that
/// is not big.
final class NamedChoice {

    /// Shorter words are too near to others to be read as one that is mistyped.
    private static final int MISTYPED_CHARS_MIN = 5;

    private static final Pattern AS_MUCH = Pattern.compile("\\b(?:(?:as|so) \\w+ as|tan \\w+ como)\\b");

    /// The word that is compared with is behind an article, or stands alone.
    private static final Pattern MORE_THAN = Pattern.compile("\\bthan(?: (?:a|an|the|my|your|our|one|that))* \\w+|"
            + "\\bque (?:un|una|el|la|los|las|mi|su|tu|ese|esa) \\w+");

    /// Only what it is not: "not as big as a tire" may be anything smaller.
    private static final Pattern NOT_COMPARED = Pattern.compile(
            "\\b(?:no|not|isnt|aint|wasnt|never|ni|nunca)"
                    + "(?: (?:es|era|esta|much|any|quite|really|nearly|mas))* (?:as \\w+ as|\\w+ than|tan \\w+ como|\\w+ que un)");

    private NamedChoice() {}

    /// Empty where none is named, or several are, or it is told only what it is not.
    static Optional<Step.Option> in(NormalizedText said, List<Step.Option> options) {
        return NOT_COMPARED.matcher(said.text()).find()
                ? Optional.empty()
                : inSeveralWords(said.text(), options).or(() -> inOneWord(said.text(), options));
    }

    /// As the whole of what the choice is called, and no other beside it.
    private static Optional<Step.Option> inSeveralWords(String text, List<Step.Option> options) {
        for (var option : options) {
            var called = option.names()
                    .filter(name -> name.indexOf(' ') > 0 && has(text, name))
                    .max(Comparator.comparingInt(String::length));
            if (called.isPresent()) {
                var rest = (" " + text + " ")
                        .replace(" " + called.get() + " ", "  ")
                        .strip();
                var others = options.stream().filter(other -> other != option).toList();
                return others.stream().anyMatch(other -> other.names().anyMatch(name -> has(rest, name)))
                        ? Optional.empty()
                        : Optional.of(option);
            }
        }
        return Optional.empty();
    }

    private static Optional<Step.Option> inOneWord(String text, List<Step.Option> options) {
        var plain = AS_MUCH.matcher(MORE_THAN.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip();
        var named = options.stream()
                .filter(option -> option.names().anyMatch(name -> has(plain, name)))
                .toList();
        return only(
                named.isEmpty()
                        ? options.stream()
                                .filter(option -> option.names().anyMatch(name -> isMistyped(plain, name)))
                                .toList()
                        : named);
    }

    private static Optional<Step.Option> only(List<Step.Option> named) {
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    private static boolean has(String text, String name) {
        return (" " + text + " ").contains(" " + name + " ");
    }

    private static boolean isMistyped(String text, String name) {
        return name.length() >= MISTYPED_CHARS_MIN
                && (EditDistance.between(text, name) <= 1
                        || List.of(text.split(" ")).stream().anyMatch(word -> EditDistance.between(word, name) <= 1));
    }
}

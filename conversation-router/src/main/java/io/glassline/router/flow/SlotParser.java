package io.glassline.router.flow;

import com.google.re2j.Pattern;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// How the answer to a question is found in what a citizen says, writes or keys.
///
/// First each sound of `hear` is replaced ("pe erre eme" is `PRM`) and spoken numbers become digits. Then each format
/// is looked for three times, because speech and keys come in pieces: with digits that follow each other put
/// together, in the words as they stand, and with all spaces gone.
///
/// @param formats in order; the first that is found counts. With none, the whole text is the answer, if it has a
///     letter or digit
public record SlotParser(Map<String, String> hear, List<Format> formats) {

    /// "B as in boy", "v de vaca".
    private static final Pattern SPELLED_AS =
            Pattern.compile("\\b([a-z]) (?:as in|like in|like|for|de|como en|como) [a-z]+\\b");

    /// How a dash in a number is said.
    private static final Set<String> DASHES = Set.of("dash", "hyphen", "guion", "raya");

    public SlotParser {
        hear = Map.copyOf(hear);
        formats = List.copyOf(formats);
    }

    /// `find` is RE2 over upper-case words; `as` is what is written down, with `{1}` for the first group and
    /// `{2:4}` for the second, filled with zeros to four digits. An `askedOnly` format counts only where it
    /// was asked for.
    public record Format(Pattern find, String as, boolean askedOnly) {

        private static final Pattern GROUP = Pattern.compile("\\{([1-9])(?::([1-9]))?\\}");

        /// The groups that `as` names.
        public static List<Integer> groups(String as) {
            var groups = new ArrayList<Integer>();
            var matcher = GROUP.matcher(as);
            while (matcher.find()) {
                groups.add(Integer.valueOf(matcher.group(1)));
            }
            return groups;
        }

        private Optional<String> in(String text) {
            var found = find.matcher(text);
            if (!found.find()) {
                return Optional.empty();
            }
            var written = new StringBuilder();
            var place = GROUP.matcher(as);
            var from = 0;
            while (place.find()) {
                var value = Optional.ofNullable(found.group(Integer.parseInt(place.group(1))))
                        .orElse("");
                var width = place.group(2) == null ? 0 : Integer.parseInt(place.group(2));
                written.append(as, from, place.start())
                        .append("0".repeat(Math.max(0, width - value.length())))
                        .append(value);
                from = place.end();
            }
            return Optional.of(written.append(as.substring(from)).toString());
        }
    }

    /// Whether any text is the answer.
    public boolean takesAnyWords() {
        return formats.isEmpty();
    }

    /// The answer in a text that was given when it was asked for.
    Optional<String> answer(String raw) {
        return takesAnyWords() ? whole(raw) : find(raw, true);
    }

    /// The answer in a text that may be about anything.
    Optional<String> spot(String raw) {
        return find(raw, false);
    }

    private Optional<String> whole(String raw) {
        return NormalizedText.of(raw).isNothing() ? Optional.empty() : Optional.of(raw.strip());
    }

    private Optional<String> find(String raw, boolean asked) {
        var words = spelled(NormalizedText.of(raw));
        var spellings = List.of(
                together(words, SlotParser::isDigits),
                words,
                together(words, SlotParser::isSpelled),
                together(withoutA(words), SlotParser::isSpelled),
                words.replace(" ", ""));
        for (var format : formats) {
            for (var spelling : spellings) {
                var found = asked || !format.askedOnly() ? format.in(spelling) : Optional.<String>empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// "A 7 T R X 910": the first of them is no letter.
    private static String withoutA(String words) {
        return words.replaceAll("\\bA (?=[0-9])", "");
    }

    /// With each word of these written to the one before it, where that is one, too.
    private static String together(String words, Predicate<String> isPart) {
        var together = new StringBuilder();
        var afterPart = false;
        for (var word : words.split(" ")) {
            var part = isPart.test(word);
            together.append(together.isEmpty() || part && afterPart ? "" : " ").append(word);
            afterPart = part;
        }
        return together.toString();
    }

    private static boolean isDigits(String word) {
        return word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// A single letter, or the digits beside it: "7 T R X 910" is a plate that was spelled.
    private static boolean isSpelled(String word) {
        return word.length() == 1 || isDigits(word);
    }

    private String spelled(NormalizedText said) {
        var text = " " + SPELLED_AS.matcher(said.text()).replaceAll("$1") + " ";
        for (var sound : hear.entrySet()) {
            text = text.replace(
                    " " + sound.getKey() + " ", " " + sound.getValue().toLowerCase(Locale.ROOT) + " ");
        }
        var words = Stream.of(text.strip().split("\\s+"))
                .filter(word -> !DASHES.contains(word))
                .toList();
        return String.join(" ", Numbers.inDigits(words)).toUpperCase(Locale.ROOT);
    }
}

package io.glassline.router.flow;

import com.google.re2j.Pattern;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How the answer to a question is found in what a citizen says, writes or keys.
///
/// First each sound of `hear` is replaced ("pe erre eme" is `PRM`) and spoken numbers become digits. Then each format
/// is looked for three times, because speech and keys come in pieces: with digits that follow each other put
/// together, in the words as they stand, and with all spaces gone.
///
/// @param formats in order; the first that is found counts. With none, the whole text is the answer, if it has a
///     letter or digit
public record SlotParser(Map<String, String> hear, List<Format> formats) {

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
        var spellings = List.of(digitsTogether(words), words, words.replace(" ", ""));
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

    private static String digitsTogether(String words) {
        var together = new StringBuilder();
        var afterDigits = false;
        for (var word : words.split(" ")) {
            var digits = word.chars().allMatch(c -> c >= '0' && c <= '9');
            together.append(together.isEmpty() || digits && afterDigits ? "" : " ")
                    .append(word);
            afterDigits = digits;
        }
        return together.toString();
    }

    private String spelled(NormalizedText said) {
        var text = " " + said.text() + " ";
        for (var sound : hear.entrySet()) {
            text = text.replace(
                    " " + sound.getKey() + " ", " " + sound.getValue().toLowerCase(Locale.ROOT) + " ");
        }
        return String.join(" ", Numbers.inDigits(List.of(text.strip().split("\\s+"))))
                .toUpperCase(Locale.ROOT);
    }
}

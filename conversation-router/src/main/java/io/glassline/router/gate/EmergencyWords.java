package io.glassline.router.gate;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Words of danger in languages that the city does not answer in: fire, help, police. They are compared in small
/// letters and with their accents, for those make other words: "cháy" burns, "chạy" runs.
///
/// In Latin and Cyrillic letters they are whole words. In other scripts, which write words together or put endings
/// to them, they count wherever they stand.
public final class EmergencyWords {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    private final Map<String, Hit> alone = new HashMap<>();
    private final Map<String, List<Hit>> byFirstWord = new HashMap<>();
    private final List<Hit> wherever = new ArrayList<>();

    /// @param alone those that count when they are the whole message, by language tag
    /// @param anywhere those that count wherever they stand in it, by language tag
    public EmergencyWords(Map<String, List<String>> alone, Map<String, List<String>> anywhere) {
        alone.forEach((language, list) -> list.forEach(word -> {
            var hit = new Hit(String.join(" ", words(word)), Locale.of(language));
            this.alone.putIfAbsent(hit.words(), hit);
        }));
        anywhere.forEach((language, list) -> list.forEach(word -> {
            var words = words(word);
            var hit = new Hit(String.join(" ", words), Locale.of(language));
            if (isInWords(hit.words())) {
                byFirstWord
                        .computeIfAbsent(words.getFirst(), _ -> new ArrayList<>())
                        .add(hit);
            } else {
                wherever.add(hit);
            }
        }));
    }

    /// What was found, and the language it is of.
    public record Hit(String words, Locale language) {}

    /// The first of them in a message as it was written.
    public Optional<Hit> in(String raw) {
        if (alone.isEmpty() && byFirstWord.isEmpty() && wherever.isEmpty()) {
            return Optional.empty();
        }
        var words = words(raw);
        var text = String.join(" ", words);
        var whole = Optional.ofNullable(alone.get(text));
        if (whole.isPresent()) {
            return whole;
        }
        var padded = " " + text + " ";
        for (var word : words) {
            for (var hit : byFirstWord.getOrDefault(word, List.of())) {
                if (padded.contains(" " + hit.words() + " ")) {
                    return Optional.of(hit);
                }
            }
        }
        return isInWords(text)
                ? Optional.empty()
                : wherever.stream().filter(hit -> text.contains(hit.words())).findFirst();
    }

    private static List<String> words(String text) {
        var plain = INVISIBLE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll("");
        return WORD.matcher(plain.toLowerCase(Locale.ROOT))
                .results()
                .map(word -> word.group())
                .toList();
    }

    /// Whether it is written in Latin or Cyrillic letters only.
    private static boolean isInWords(String text) {
        return text.codePoints().allMatch(letter -> switch (Character.UnicodeScript.of(letter)) {
            case LATIN, CYRILLIC, COMMON, INHERITED -> true;
            default -> false;
        });
    }
}

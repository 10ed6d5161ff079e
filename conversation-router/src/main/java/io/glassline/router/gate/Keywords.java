package io.glassline.router.gate;

import io.glassline.router.words.NormalizedText;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Words that count when they are the whole message. Under a language they also tell that the citizen writes in it;
/// under `any` they tell nothing, as `STOP` does not: everybody is told to write that.
public final class Keywords {

    private final Map<String, Optional<Locale>> byText = new HashMap<>();

    /// @param words by language tag, or `any`
    public Keywords(Map<String, List<String>> words) {
        words.forEach((language, list) -> {
            var meant = language.equals("any") ? Optional.<Locale>empty() : Optional.of(Locale.of(language));
            list.forEach(word -> byText.putIfAbsent(NormalizedText.of(word).text(), meant));
        });
    }

    /// A keyword that was heard, and the language it is of, if it is of one.
    public record Hit(String word, Optional<Locale> language) {}

    public Optional<Hit> in(NormalizedText said) {
        return among(said.asKeyword());
    }

    /// As above, with [NormalizedText#asKeyword()] worked out already.
    public Optional<Hit> among(List<String> ways) {
        return ways.stream()
                .filter(byText::containsKey)
                .findFirst()
                .map(word -> new Hit(word, byText.getOrDefault(word, Optional.empty())));
    }
}

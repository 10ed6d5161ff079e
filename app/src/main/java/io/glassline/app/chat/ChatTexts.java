package io.glassline.app.chat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the chat says of itself, in each of the city's languages, first the first: by language, then by
/// name, such as `send`.
public record ChatTexts(Map<String, Map<String, String>> byLanguage) {

    public ChatTexts {
        byLanguage = new LinkedHashMap<>(byLanguage);
    }

    /// The city's words as they are now.
    @FunctionalInterface
    public interface Source {

        ChatTexts now();
    }

    /// The language of the city's that a reader wants most; the first one where they want none of them.
    ///
    /// @param wanted language tags, the most wanted first.
    String language(Iterable<Locale> wanted) {
        for (var locale : wanted) {
            if (byLanguage.containsKey(locale.getLanguage())) {
                return locale.getLanguage();
            }
        }
        return byLanguage.keySet().iterator().next();
    }

    Map<String, String> in(String language) {
        return byLanguage.getOrDefault(language, byLanguage.values().iterator().next());
    }
}

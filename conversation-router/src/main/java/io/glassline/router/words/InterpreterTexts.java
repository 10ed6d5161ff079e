package io.glassline.router.words;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// How to reach an interpreter, said in languages the city does not answer in.
///
/// @param byLanguage by language tag; those of `languages` are there unless there are none at all
/// @param languages the city's own, for a citizen in whose language nothing is written: they are told in the first two
public record InterpreterTexts(Map<String, String> byLanguage, List<Locale> languages) {

    private static final int LANGUAGES_SAID = 2;

    public InterpreterTexts {
        byLanguage = Map.copyOf(byLanguage);
        languages = List.copyOf(languages);
    }

    public String in(Locale language) {
        var own = byLanguage.get(language.getLanguage());
        return own != null
                ? own
                : languages.stream()
                        .limit(LANGUAGES_SAID)
                        .map(known -> byLanguage.getOrDefault(known.getLanguage(), ""))
                        .collect(Collectors.joining("\n\n"));
    }
}

package io.glassline.router.context;

import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Answers;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What decides for a city: its configuration, the search in its knowledge, and how a text's language is told.
///
/// @param languageOf tells a text's language, or empty when it cannot be sure
/// @param version names the words and the knowledge for the record
public record BotConfig(
        CityConfig city, Answers answers, Function<String, Optional<Locale>> languageOf, String version) {

    public static BotConfig of(CityConfig city, Answers answers, Function<String, Optional<Locale>> languageOf) {
        return new BotConfig(city, answers, languageOf, city.wordsVersion() + "/" + answers.version());
    }
}

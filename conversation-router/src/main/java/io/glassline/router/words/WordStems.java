package io.glassline.router.words;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.ArabicStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.HindiStemmer;
import org.tartarus.snowball.ext.IndonesianStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/// Words without their endings, by Snowball: "leaks", "leaking" and "leaked" are one word. In a language that Snowball
/// does not know, or that is not listed here, a word is only itself. For one thread.
final class WordStems {

    private static final Map<String, Supplier<SnowballStemmer>> BY_LANGUAGE = Map.ofEntries(
            Map.entry("ar", ArabicStemmer::new),
            Map.entry("de", GermanStemmer::new),
            Map.entry("en", EnglishStemmer::new),
            Map.entry("es", SpanishStemmer::new),
            Map.entry("fr", FrenchStemmer::new),
            Map.entry("hi", HindiStemmer::new),
            Map.entry("id", IndonesianStemmer::new),
            Map.entry("it", ItalianStemmer::new),
            Map.entry("nl", DutchStemmer::new),
            Map.entry("pt", PortugueseStemmer::new),
            Map.entry("ru", RussianStemmer::new),
            Map.entry("tr", TurkishStemmer::new));

    private final @Nullable SnowballStemmer stemmer;

    WordStems(Locale language) {
        var known = BY_LANGUAGE.get(language.getLanguage());
        this.stemmer = known == null ? null : known.get();
    }

    /// @param word in small letters, without accents
    String of(String word) {
        var snowball = stemmer;
        if (snowball == null) {
            return word;
        }
        snowball.setCurrent(word);
        snowball.stem();
        return snowball.getCurrent();
    }
}

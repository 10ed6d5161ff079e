package io.glassline.router.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.SearchPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Gates that are made here, and not those of the city, which are made once for all tests.
class PatternsTest {

    private static final Locale SPANISH = Locale.of("es");

    @Test
    void aPatternOfTheCitizensOwnLanguageIsFoundFirst() {
        var patterns = patterns(Map.of("en", List.of("gas"), "es", List.of("gas", "fuga")), List.of());
        assertThat(patterns.in(NormalizedText.of("gas!"), SPANISH)).contains(new Patterns.Hit("gas", SPANISH));
        assertThat(patterns.in(NormalizedText.of("gas!"), Locale.ENGLISH))
                .contains(new Patterns.Hit("gas", Locale.ENGLISH));
        assertThat(patterns.in(NormalizedText.of("una fuga"), Locale.ENGLISH))
                .contains(new Patterns.Hit("fuga", SPANISH));
        assertThat(patterns.in(NormalizedText.of("gasoline"), Locale.ENGLISH)).isEmpty();
    }

    @Test
    void aHarmlessTurnOfSpeechIsBlankedOutAndTheRestIsNot() {
        var patterns = patterns(Map.of("en", List.of("fire")), List.of("fire hydrants?"));
        assertThat(patterns.in(NormalizedText.of("the fire hydrant leaks"), Locale.ENGLISH))
                .isEmpty();
        assertThat(patterns.in(NormalizedText.of("fire at the fire hydrant"), Locale.ENGLISH))
                .isPresent();
    }

    @Test
    void aKeywordTellsALanguageUnlessItIsOfAny() {
        var keywords = new Keywords(Map.of("any", List.of("Stop"), "es", List.of("¡Baja!")));
        assertThat(keywords.in(NormalizedText.of("STOP")).orElseThrow().language())
                .isEmpty();
        assertThat(keywords.in(NormalizedText.of("baja")).orElseThrow().language())
                .contains(SPANISH);
        assertThat(keywords.in(NormalizedText.of("start"))).isEmpty();
    }

    private static Patterns patterns(Map<String, List<String>> written, List<String> harmless) {
        var patterns = new HashMap<String, List<SearchPattern>>();
        written.forEach((language, texts) -> patterns.put(language, words(texts)));
        return new Patterns(patterns, words(harmless));
    }

    private static List<SearchPattern> words(List<String> texts) {
        return texts.stream().map(SearchPattern::words).toList();
    }
}

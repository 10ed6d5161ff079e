package io.glassline.router;

import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Answers;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.Match;
import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Stands in for the model in tests: it is sure when one of its words is in the text, unsure about bins, and knows
/// nothing else. Spanish words are known in Spanish only, as in the real thing.
final class KeywordAnswers implements Answers {

    private static final Map<String, Map<String, String>> WORDS = Map.of(
            "en", Map.of("trash", "trash-day", "pothole", "pothole", "water bill", "water-bill-pay"),
            "es", Map.of("basura", "trash-day", "bache", "pothole", "recibo", "water-bill-pay"));

    private final Knowledge knowledge;

    KeywordAnswers(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    @Override
    public Match match(String text, Locale language) {
        var said = NormalizedText.of(text).text();
        for (var word : WORDS.getOrDefault(language.getLanguage(), Map.of()).entrySet()) {
            if (said.contains(word.getKey())) {
                return new Match.Sure(answer(word.getValue()), 3.5);
            }
        }
        if (said.contains("bins")) {
            return new Match.Unsure(List.of(answer("trash-day"), answer("new-bin"), answer("missed-pickup")), 1.5);
        }
        return new Match.Nothing(0.2);
    }

    private Answer answer(String id) {
        return knowledge.find(id).orElseThrow();
    }

    @Override
    public String version() {
        return "some-words";
    }
}

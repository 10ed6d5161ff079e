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

    /// The first that is found counts.
    private static final Map<String, List<String>> WORDS = Map.of(
            "en",
                    List.of(
                            "contest: parking-ticket-appeal",
                            "trash: trash-day",
                            "pothole: pothole",
                            "tall grass: property-complaint",
                            "water bill: water-bill-pay",
                            "dog license: dog-license",
                            "library: library",
                            "parking ticket: parking-ticket-pay",
                            "street light: streetlight",
                            "marriage license: marriage-license",
                            "council: council-meeting"),
            "es",
                    List.of(
                            "apelar: parking-ticket-appeal",
                            "basura: trash-day",
                            "bache: pothole",
                            "pasto alto: property-complaint",
                            "recibo de agua: water-bill-pay",
                            "licencia de perro: dog-license",
                            "biblioteca: library",
                            "multa: parking-ticket-pay"));

    private final Knowledge knowledge;

    KeywordAnswers(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    @Override
    public Match match(String text, Locale language) {
        var said = NormalizedText.of(text).text();
        for (var line : WORDS.getOrDefault(language.getLanguage(), List.of())) {
            var word = line.split(": ");
            if (said.contains(word[0])) {
                return new Match.Sure(answer(word[1]), 3.5);
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

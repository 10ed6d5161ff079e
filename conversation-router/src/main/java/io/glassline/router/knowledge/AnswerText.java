package io.glassline.router.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What an answer with few phrasings says of itself: the words of its name, in English, and its first sentence.
final class AnswerText {

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\R+");

    private static final int CHARACTERS_MAX = 100;

    /// An answer with so many phrasings is found by them.
    private static final int PHRASINGS_ENOUGH = 8;

    private AnswerText() {}

    static List<String> about(Answer answer, Locale language) {
        if (answer.phrasings(language).size() >= PHRASINGS_ENOUGH) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        if (language.getLanguage().equals("en")) {
            texts.add(answer.id().replace('-', ' '));
        }
        Stream.of(SENTENCE_END.split(answer.text(language)))
                .map(String::strip)
                .filter(sentence -> Words.of(sentence).size() > 2)
                .map(sentence -> sentence.substring(0, Math.min(sentence.length(), CHARACTERS_MAX)))
                .limit(1)
                .forEach(texts::add);
        return texts;
    }
}

package io.glassline.router.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The phrasings of one language as they stand: a text that is one of them, word for word, asks for that answer. It
/// needs no training and no model.
final class WordForWord {

    private final Map<List<String>, Answer> claimed = new HashMap<>();

    WordForWord(List<Answer> answers, Locale language) {
        for (var answer : answers) {
            for (var phrasing : answer.phrasings(language)) {
                claimed.putIfAbsent(Words.of(phrasing), answer);
            }
        }
    }

    Optional<Answer> find(List<String> words) {
        return Optional.ofNullable(claimed.get(words));
    }
}

package io.glassline.app.rules;

import io.glassline.router.knowledge.Answers;
import io.glassline.router.knowledge.Match;
import io.glassline.router.knowledge.RankedMatch;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Answers that remember what they came to, for texts that differ in nothing but the case of letters and blanks: in a
/// week of traffic many thousands do. One replay has one of them, on one thread, and then it is gone.
final class RememberedAnswers implements Answers {

    private static final int TEXTS_MAX = 50_000;

    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    private final Answers answers;
    private final Map<Text, RankedMatch> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Text, RankedMatch> eldest) {
            return size() > TEXTS_MAX;
        }
    };

    RememberedAnswers(Answers answers) {
        this.answers = answers;
    }

    @Override
    public Match match(String text, Locale language) {
        return ranked(text, language).match();
    }

    @Override
    public RankedMatch ranked(String text, Locale language) {
        var plain = BLANKS.matcher(text.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
        var key = new Text(plain, language.getLanguage());
        var known = remembered.get(key);
        if (known == null) {
            known = answers.ranked(text, language);
            remembered.put(key, known);
        }
        return known;
    }

    @Override
    public String version() {
        return answers.version();
    }

    private record Text(String plain, String language) {}
}

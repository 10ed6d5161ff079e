package io.glassline.router.knowledge;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The words of a text as retrieval compares them: lower case, without accents, without signs. "¿Cuándo?" and
/// "cuando" are the same word, because on a telephone they are.
public final class Words {

    private static final Pattern ACCENT = Pattern.compile("\\p{M}+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private Words() {}

    public static List<String> of(String text) {
        return WORD.matcher(folded(text)).results().map(word -> word.group()).toList();
    }

    static String folded(String text) {
        var apart = Normalizer.normalize(text.replace("'", "").replace("\u2019", ""), Normalizer.Form.NFKD);
        return ACCENT.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
    }
}

package io.glassline.router.words;

import com.google.re2j.Pattern;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;

/// A text in each of the city's languages, with `{places}` to be filled. The first language is there always.
public record LocalText(Locale first, Map<String, String> byLanguage) {

    private static final Pattern SENTENCE = Pattern.compile("[^.!?]+[.!?]*\\s*|[.!?]+\\s*");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z_][a-z0-9_-]*)\\}");

    public LocalText {
        byLanguage = Map.copyOf(byLanguage);
        if (!byLanguage.containsKey(first.getLanguage())) {
            throw new IllegalArgumentException("no text in " + first);
        }
    }

    /// The language in which [#in] says it.
    public Locale spoken(Locale language) {
        return byLanguage.containsKey(language.getLanguage()) ? language : first;
    }

    public String in(Locale language) {
        var own = byLanguage.get(language.getLanguage());
        return own != null ? own : byLanguage.getOrDefault(first.getLanguage(), "");
    }

    public String in(Locale language, Map<String, String> values) {
        return filled(in(language), values);
    }

    /// `text` with each `{place}` filled from `values`; one without a value stays as it is. A value that ends in a full
    /// stop, such as `8:00 a.m.`, ends a sentence with it.
    public static String filled(String text, Map<String, String> values) {
        var matcher = PLACE.matcher(text);
        var filled = new StringBuilder();
        var from = 0;
        while (matcher.find()) {
            filled.append(text, from, matcher.start()).append(values.getOrDefault(matcher.group(1), matcher.group()));
            from = matcher.end();
            if (text.startsWith(".", from) && !filled.isEmpty() && filled.charAt(filled.length() - 1) == '.') {
                from++;
            }
        }
        return filled.append(text, from, text.length()).toString();
    }

    /// `text` but for the sentences that have one of these places.
    static String without(String text, Collection<String> unknown) {
        if (unknown.isEmpty()) {
            return text;
        }
        var kept = new StringBuilder();
        var matcher = SENTENCE.matcher(text);
        while (matcher.find()) {
            if (Collections.disjoint(places(matcher.group()), unknown)) {
                kept.append(matcher.group());
            }
        }
        return kept.toString().strip();
    }

    /// The names of the places in `text`.
    public static SequencedSet<String> places(String text) {
        var places = new LinkedHashSet<String>();
        var matcher = PLACE.matcher(text);
        while (matcher.find()) {
            places.add(matcher.group(1));
        }
        return places;
    }
}

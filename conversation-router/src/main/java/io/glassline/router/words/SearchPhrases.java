package io.glassline.router.words;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The phrases of which a message must say one, and those of which it must say none.
///
/// @param within how many other words may stand between the parts of a phrase
/// @param words in which the phrases' words are numbered
public record SearchPhrases(List<SearchPhrase> any, List<SearchPhrase> not, int within, SearchWords words) {

    public static final int WITHIN_USUALLY = 5;
    public static final int WITHIN_MAX = 30;

    private static final int SHOWN_MAX = 3;

    public SearchPhrases {
        any = List.copyOf(any);
        not = List.copyOf(not);
    }

    /// The first phrase that `text` says, unless it says one that it must not.
    public Optional<SearchPhrase> first(SearchText text) {
        for (var reading : text.in(words)) {
            for (var phrase : any) {
                if (phrase.isIn(reading, within)) {
                    return refused(text).isPresent() ? Optional.empty() : Optional.of(phrase);
                }
            }
        }
        return Optional.empty();
    }

    /// The first of the phrases that it must not say.
    public Optional<SearchPhrase> refused(SearchText text) {
        for (var reading : text.in(words)) {
            for (var phrase : not) {
                if (phrase.isIn(reading, within)) {
                    return Optional.of(phrase);
                }
            }
        }
        return Optional.empty();
    }

    /// Whether every text that says one of these says one of `wider`.
    public boolean isWithin(SearchPhrases wider) {
        return wider.within >= within
                && not.containsAll(wider.not)
                && any.stream().allMatch(phrase -> wider.any.stream().anyMatch(phrase::isWithin));
    }

    @Override
    public String toString() {
        var shown = any.stream().map(phrase -> "\u201c" + phrase + "\u201d");
        var more = any.size() - SHOWN_MAX;
        return Stream.concat(shown.limit(SHOWN_MAX), more > 0 ? Stream.of(more + " more") : Stream.of())
                .collect(Collectors.joining(", "));
    }
}

package io.glassline.router.words;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads phrases as ops people write them:
///
/// - `permit status`: both words, near one another, in any order and with any ending
/// - `(status | look up)`: one of these; words of one choice stand side by side
/// - `[my]`: may be there or not
/// - `"is it ready"`: exactly these words, in this order
/// - `hydrant*`: any word that begins so
public final class SearchPhraseReader {

    private static final String REGULAR_EXPRESSION = "\\^$+{}?.";

    private final SearchWords words;
    private final List<Locale> languages;
    private final String written;
    private int at;

    private SearchPhraseReader(SearchWords words, Collection<Locale> languages, String written) {
        this.words = words;
        this.languages = List.copyOf(languages);
        this.written = written;
    }

    /// @param languages in which its words are bent
    /// @throws IllegalArgumentException when `written` is no phrase; the message says why
    public static SearchPhrase read(SearchWords words, Collection<Locale> languages, String written) {
        return new SearchPhraseReader(words, languages, written).phrase();
    }

    private SearchPhrase phrase() {
        var parts = new ArrayList<SearchPhrase.Part>();
        skipSpace();
        while (at < written.length()) {
            if (next('[')) {
                choice(']', false);
            } else if (next('(')) {
                parts.add(new SearchPhrase.Part(alternatives()));
            } else if (next('"')) {
                parts.add(new SearchPhrase.Part(List.of(sequence('"', true))));
            } else {
                parts.add(new SearchPhrase.Part(List.of(new SearchPhrase.Sequence(word(false)))));
            }
            skipSpace();
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("there is no word in it that must be there");
        }
        return new SearchPhrase(written, parts);
    }

    private List<SearchPhrase.Sequence> alternatives() {
        var all = new ArrayList<SearchPhrase.Sequence>();
        while (true) {
            if (next('"')) {
                all.add(sequence('"', true));
                skipSpace();
            } else {
                all.add(sequence('|', false));
            }
            if (next(')')) {
                return all;
            }
            if (!next('|')) {
                throw new IllegalArgumentException("a \")\" is missing");
            }
        }
    }

    /// Words side by side up to a quote, or up to the end of an alternative.
    private SearchPhrase.Sequence sequence(char until, boolean exact) {
        var elements = new ArrayList<SearchPhrase.Element>();
        skipSpace();
        while (at < written.length() && written.charAt(at) != until && written.charAt(at) != ')') {
            if (next('[')) {
                elements.add(new SearchPhrase.Element(choice(']', exact), true));
            } else if (exact && next('(')) {
                elements.add(new SearchPhrase.Element(choice(')', true), false));
            } else {
                elements.addAll(word(exact));
            }
            skipSpace();
        }
        if (exact && !next('"')) {
            throw new IllegalArgumentException("a closing \" is missing");
        }
        if (elements.isEmpty() || elements.getFirst().optional()) {
            throw new IllegalArgumentException("there is no word where one must be");
        }
        return new SearchPhrase.Sequence(elements);
    }

    /// Single words of which one is meant.
    private Set<Integer> choice(char until, boolean exact) {
        var numbers = new HashSet<Integer>();
        do {
            skipSpace();
            var word = word(exact);
            if (word.size() != 1) {
                throw new IllegalArgumentException("write single words between these brackets");
            }
            numbers.addAll(word.getFirst().numbers());
            skipSpace();
        } while (next('|'));
        if (!next(until)) {
            throw new IllegalArgumentException("a \"%s\" is missing, or there is more than a word".formatted(until));
        }
        return numbers;
    }

    /// One word; several where signs divide it, as in "e-mail".
    private List<SearchPhrase.Element> word(boolean exact) {
        var from = at;
        while (at < written.length() && " ()[]|\"*".indexOf(written.charAt(at)) < 0) {
            if (REGULAR_EXPRESSION.indexOf(written.charAt(at)) >= 0) {
                throw new IllegalArgumentException(
                        ("\"%s\" has no meaning here: a phrase is plain words, (one | other), "
                                        + "[left out or not], \"exactly so\" and begin*")
                                .formatted(written.charAt(at)));
            }
            at++;
        }
        var normalized = NormalizedText.of(written.substring(from, at)).words();
        if (normalized.isEmpty()) {
            throw new IllegalArgumentException(
                    at < written.length()
                            ? "there is a \"%s\" where a word must be".formatted(written.charAt(at))
                            : "there is no word where one must be");
        }
        var isBeginning = at < written.length() && written.charAt(at) == '*';
        if (isBeginning) {
            at++;
            if (normalized.size() > 1 || normalized.getFirst().length() < BEGINNING_LETTERS_MIN) {
                throw new IllegalArgumentException(
                        "write at least %d letters before the *".formatted(BEGINNING_LETTERS_MIN));
            }
        }
        return normalized.stream()
                .map(word -> new SearchPhrase.Element(Set.of(number(word, exact, isBeginning)), false))
                .toList();
    }

    private static final int BEGINNING_LETTERS_MIN = 3;

    private int number(String word, boolean exact, boolean isBeginning) {
        return isBeginning ? words.beginning(word) : exact ? words.exact(word) : words.bent(word, languages);
    }

    private boolean next(char sign) {
        skipSpace();
        var isIt = at < written.length() && written.charAt(at) == sign;
        at += isIt ? 1 : 0;
        return isIt;
    }

    private void skipSpace() {
        while (at < written.length() && written.charAt(at) == ' ') {
            at++;
        }
    }
}

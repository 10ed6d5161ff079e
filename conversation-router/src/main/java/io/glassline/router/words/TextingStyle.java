package io.glassline.router.words;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How people write with their thumbs, and what they mean: "wat day is trashday 4 my st" is "what day
/// is trash day for my street". Letters and numbers for words, dropped vowels, words run together,
/// repeated letters, Spanish by its sound ("kiero", "bamos"), slips of the keyboard, the fillers of
/// speech.
///
/// A word that is one of the language stays, so that clean text costs a look at each of its words and
/// comes out as it went in. Of the others, those are put right that come close to a word the city uses.
///
/// Safe to call from any thread.
public final class TextingStyle {

    /// Messages of more words are not written with the thumbs.
    private static final int WORDS_MAX = 120;

    /// A word of more letters is none.
    private static final int LETTERS_MAX = 30;

    /// Words that were put right in one message at most: what is all noise stays noise.
    private static final int MENDED_MAX = 25;

    private static final Pattern WORD_OF_A_PATTERN =
            Pattern.compile("(?<![\\\\<a-z])([a-z]{3,})(\\??)(?![\\[\\\\>a-z*])");

    private final Shorthand shorthand;
    private final CityWords city;
    private final boolean isKnown;

    /// @param texts what is written in the city's own words; slips are put right towards them
    /// @param patterns regular expressions and phrases, whose words count where they are words of the
    /// language
    public TextingStyle(Locale language, Collection<String> texts, Collection<String> patterns) {
        var real = RealWords.of(language);
        this.shorthand = Shorthand.of(language);
        this.isKnown = !real.isEmpty();
        var counts = new HashMap<String, Integer>();
        Stream.concat(
                        texts.stream().flatMap(text -> NormalizedText.of(text).words().stream()),
                        patterns.stream().flatMap(TextingStyle::wordsOf).filter(real::contains))
                .forEach(word -> counts.merge(word, 1, Integer::sum));
        this.city = new CityWords(language, counts);
    }

    private static Stream<String> wordsOf(String pattern) {
        return WORD_OF_A_PATTERN.matcher(pattern).results().flatMap(found -> {
            var word = found.group(1);
            return found.group(2).isEmpty() ? Stream.of(word) : Stream.of(word, word.substring(0, word.length() - 1));
        });
    }

    /// What `said` means, written out; empty when it says so already.
    public Optional<NormalizedText> expanded(NormalizedText said) {
        var words = said.words();
        if (!isKnown || words.isEmpty() || words.size() > WORDS_MAX || !isTexted(words)) {
            return Optional.empty();
        }
        var meant = new ArrayList<String>();
        var mended = 0;
        for (var at = 0; at < words.size(); ) {
            var found = shorthand.at(words, at);
            if (found.isPresent()) {
                meant.addAll(found.get().meant());
                at += found.get().words();
                continue;
            }
            var word = words.get(at++);
            if (mended < MENDED_MAX && word.length() <= LETTERS_MAX && !city.isRight(word)) {
                meant.addAll(mended(word));
                mended++;
            } else {
                meant.add(word);
            }
        }
        return meant.isEmpty() || meant.equals(words)
                ? Optional.empty()
                : Optional.of(new NormalizedText(String.join(" ", meant), meant));
    }

    private boolean isTexted(List<String> words) {
        for (var at = 0; at < words.size(); at++) {
            if (!city.isRight(words.get(at)) || shorthand.mayBeginWith(words.get(at))) {
                return true;
            }
        }
        return false;
    }

    private List<String> mended(String word) {
        var calm = city.withoutRepeats(word);
        var written = shorthand.of(calm);
        if (written.isPresent()) {
            return written.get();
        }
        return city.isRight(calm) ? List.of(calm) : city.nearest(calm);
    }
}

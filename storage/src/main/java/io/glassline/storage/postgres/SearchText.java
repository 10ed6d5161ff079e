package io.glassline.storage.postgres;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Text as it is searched: without accents and capitals, in what is looked for as in what is found.
final class SearchText {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NO_PHRASE = Pattern.compile("(?<=[\\p{L}\\p{N}])-|[^\\p{L}\\p{N}\"-]+");
    private static final Pattern RULED_OUT = Pattern.compile("(^| )-[\\p{L}\\p{N}]");
    /// What a link (RFC 3966) or an address book puts around a number, and the marks that come along when it is copied.
    private static final Pattern AROUND_A_NUMBER =
            Pattern.compile("\\p{Cf}+|^\\s*(tel|sms|whatsapp):(//)?|;[a-z-]+=.*$|\\s*(ext\\.?|x)\\s*[0-9]{1,6}\\s*$");

    private static final Pattern NUMBER = Pattern.compile("[+()\\[\\]\\-./\\s0-9\\p{Pd}\u00a0]+");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");

    private SearchText() {}

    static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    static List<String> words(String text) {
        var words = new ArrayList<String>();
        for (var word : NO_WORD.split(plain(text))) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /// Words, with the quotes around words that stand side by side and the minus before one that must not be there.
    static String phrases(String text) {
        return NO_PHRASE
                .matcher(plain(text).replaceAll("[“”«»„]", "\""))
                .replaceAll(" ")
                .strip();
    }

    /// Whether it has none of these.
    static boolean isPlain(String text) {
        var phrases = phrases(text);
        return phrases.indexOf('"') < 0 && !RULED_OUT.matcher(phrases).find();
    }

    static String digits(String text) {
        return NO_DIGIT.matcher(text).replaceAll("");
    }

    /// The digits of a number, if the text is nothing else: without what stands before a country code.
    static Optional<String> number(String text) {
        var bare = AROUND_A_NUMBER.matcher(plain(text)).replaceAll("");
        return NUMBER.matcher(bare).matches()
                ? Optional.of(digits(bare).replaceFirst("^0+", "")).filter(digits -> !digits.isEmpty())
                : Optional.empty();
    }
}

package io.glassline.place;

import io.glassline.place.Token.Kind;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes what was said apart into words, numbers and the signs that mean something in an address.
final class Tokens {

    /// What follows is no address any more.
    static final int TOKENS_MAX = 48;

    private static final int CHARACTERS_MAX = 600;

    private static final Pattern PIECE = Pattern.compile(
            "([0-9]{1,3}),([0-9]{3})(?![0-9])" // 1,204
                    + "|([0-9]+)\\s*-\\s*([0-9]+)(?![0-9a-z])" // 45-47
                    + "|(?<![0-9])([13]/[24])(?![0-9/])" // 1/2
                    + "|([0-9]+)(st|nd|rd|th|ra|da|ta|to|ma|va|na|er|do|ro)(?![a-z]?[0-9])" // 4th, and 4thst
                    + "|([0-9]+)\\s?-?\\s?([a-z])(?![a-z0-9])" // 45B
                    + "|([0-9]+)"
                    + "|([\\p{L}]+)"
                    + "|([&/@#,;\\n])");

    private static final Set<String> POINTS = Set.of("n", "s", "e", "w");
    private static final Set<String> SPANISH =
            Set.of("calle", "vivo", "en", "la", "el", "numero", "esquina", "de", "casa", "y", "avenida");

    private Tokens() {}

    static List<Token> of(String said) {
        var text = plain(said.length() > CHARACTERS_MAX ? said.substring(0, CHARACTERS_MAX) : said);
        var tokens = new ArrayList<Token>();
        var matcher = PIECE.matcher(text);
        while (matcher.find() && tokens.size() < TOKENS_MAX) {
            take(matcher, tokens);
        }
        return withSpokenNumbers(tokens);
    }

    private static String plain(String said) {
        var marked = said.replaceAll("(?i)\\bn[\u00ba\u00b0]", " # ")
                .replaceAll("([0-9])\\s?[\u00ba\u00aa\u00b0]", "$1th ")
                .replace("\u00bd", " 1/2")
                .replace("\u00bc", " 1/4")
                .replace("\u00be", " 3/4");
        return Normalizer.normalize(marked, Normalizer.Form.NFKD)
                .replaceAll("[\\p{M}\\p{Cf}'\u2018\u2019\u02bc`\u00b4]", "")
                .replaceAll("[\u2010-\u2015]", "-")
                .replace('+', '&')
                .toLowerCase(Locale.ROOT)
                .replaceAll("(?<![a-z])([a-z])\\.(?=[a-z]\\.)", "$1"); // m.l.k.
    }

    private static void take(Matcher matcher, List<Token> tokens) {
        if (matcher.group(1) != null) {
            tokens.add(number(matcher.group(1) + matcher.group(2), ""));
        } else if (matcher.group(3) != null) {
            tokens.add(number(matcher.group(3), "-" + strip(matcher.group(4))));
        } else if (matcher.group(5) != null) {
            half(matcher.group(5), tokens);
        } else if (matcher.group(6) != null && matcher.group(6).length() <= 3) {
            tokens.add(new Token(Kind.ORDINAL, SpokenNumbers.inDigits(Integer.parseInt(matcher.group(6))), ""));
        } else if (matcher.group(6) != null) {
            tokens.add(number(matcher.group(6), ""));
            tokens.add(Token.word(matcher.group(7)));
        } else if (matcher.group(8) != null) {
            letter(matcher, tokens);
        } else if (matcher.group(10) != null) {
            tokens.add(number(matcher.group(10), ""));
        } else if (matcher.group(11) != null) {
            tokens.add(Token.word(matcher.group(11)));
        } else {
            var sign = matcher.group(12);
            tokens.add(Token.sign(sign.equals(";") || sign.equals("\n") ? "," : sign));
        }
    }

    private static void half(String half, List<Token> tokens) {
        if (!tokens.isEmpty()
                && tokens.getLast().is(Kind.NUMBER)
                && tokens.getLast().tail().isEmpty()) {
            tokens.add(new Token(Kind.NUMBER, tokens.removeLast().text(), half));
        } else {
            tokens.add(number(half.substring(0, 1), ""));
            tokens.add(Token.sign("/"));
            tokens.add(number(half.substring(2), ""));
        }
    }

    /// "45 n oak": the letter may be a point of the compass or a word of its own.
    private static void letter(Matcher matcher, List<Token> tokens) {
        var letter = matcher.group(9);
        var isApart = matcher.end(8) < matcher.start(9);
        if (isApart || POINTS.contains(letter)) {
            tokens.add(number(matcher.group(8), ""));
            tokens.add(Token.word(letter));
        } else {
            tokens.add(number(matcher.group(8), letter));
        }
    }

    private static Token number(String digits, String tail) {
        return new Token(Kind.NUMBER, strip(digits), tail);
    }

    private static String strip(String digits) {
        return digits.replaceFirst("^0+(?=.)", "");
    }

    private static List<Token> withSpokenNumbers(List<Token> tokens) {
        var words = tokens.stream()
                .map(token -> token.is(Kind.WORD) ? token.text() : ",")
                .toList();
        var isSpanish = words.stream().anyMatch(SPANISH::contains);
        var all = new ArrayList<Token>();
        for (var i = 0; i < tokens.size(); i++) {
            var spoken = isPronoun(words, i) ? Optional.<SpokenNumbers.Spoken>empty() : spoken(words, i, isSpanish);
            if (spoken.isPresent()) {
                var number = spoken.get();
                all.add(new Token(number.isOrdinal() ? Kind.ORDINAL : Kind.NUMBER, strip(number.text()), ""));
                i += number.words() - 1;
            } else {
                all.add(tokens.get(i));
            }
        }
        return digitsTogether(all);
    }

    private static Optional<SpokenNumbers.Spoken> spoken(List<String> words, int i, boolean isSpanish) {
        return words.get(i).equals("once") && isSpanish
                ? Optional.of(new SpokenNumbers.Spoken("11", false, 1))
                : SpokenNumbers.at(words, i);
    }

    /// "the one on Oak Street".
    private static boolean isPronoun(List<String> words, int i) {
        return i > 0
                && words.get(i).equals("one")
                && Set.of("the", "this", "that", "which").contains(words.get(i - 1));
    }

    /// "4 1 2" is how some dictate 412.
    private static List<Token> digitsTogether(List<Token> tokens) {
        var all = new ArrayList<Token>();
        for (var i = 0; i < tokens.size(); i++) {
            var end = i;
            while (end < tokens.size()
                    && tokens.get(end).is(Kind.NUMBER)
                    && tokens.get(end).whole().length() == 1) {
                end++;
            }
            if (end - i >= 3) {
                var digits = new StringBuilder();
                tokens.subList(i, end).forEach(token -> digits.append(token.text()));
                all.add(number(digits.toString(), ""));
                i = end - 1;
            } else {
                all.add(tokens.get(i));
            }
        }
        return all;
    }
}

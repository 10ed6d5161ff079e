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

    private static final int ORDINAL_DIGITS_MAX = 3;
    private static final int CHARACTERS_MAX = 600;

    private static final Pattern PIECE =
            Pattern.compile(
                    "(?<thousands>[0-9]{1,3}),(?<rest>[0-9]{3})(?![0-9])" // 1,204
                            + "|(?<from>[0-9]+)\\s*-\\s*(?<to>[0-9]+)(?![0-9a-z])" // 45-47
                            + "|(?<![0-9])(?<half>[13]/[24])(?![0-9/])" // 1/2
                            + "|(?<![0-9])(?<short>[23])d(?![a-z0-9])" // 3d
                            + "|(?<ordinal>[0-9]+)(?<ending>st|nd|rd|th|ra|da|ta|to|ma|va|na|er|do|ro)(?![a-z]?[0-9])" // 4th, and 4thst
                            + "|(?<lettered>[0-9]+)\\s?-?\\s?(?<letter>[a-z])(?![a-z0-9])" // 45B
                            + "|(?<number>[0-9]+)"
                            + "|(?<word>[\\p{L}]+)"
                            + "|(?<sign>[&/@#,;\\n])");

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
                .replaceAll("(?<=[0-9])\\s?-\\s?(?=[13]/[24](?![0-9]))", " ")
                .replace("\u00bd", " 1/2")
                .replace("\u00bc", " 1/4")
                .replace("\u00be", " 3/4");
        return Normalizer.normalize(marked, Normalizer.Form.NFKD)
                .replaceAll("[\\p{M}\\p{Cf}'\u2018\u2019\u02bc`\u00b4]", "")
                .replaceAll("(?i),\\s*(jr|sr)\\b", " $1")
                .replaceAll("[\u2010-\u2015]", "-")
                .replace('+', '&')
                .toLowerCase(Locale.ROOT)
                .replaceAll("(?<![a-z])([a-z])\\.(?=[a-z]\\.)", "$1"); // m.l.k.
    }

    private static void take(Matcher matcher, List<Token> tokens) {
        var ordinal = matcher.group("ordinal") == null ? matcher.group("short") : matcher.group("ordinal");
        if (matcher.group("thousands") != null) {
            tokens.add(number(matcher.group("thousands") + matcher.group("rest"), ""));
        } else if (matcher.group("from") != null) {
            tokens.add(number(matcher.group("from"), "-" + strip(matcher.group("to"))));
        } else if (matcher.group("half") != null) {
            half(matcher.group("half"), tokens);
        } else if (ordinal != null && ordinal.length() <= ORDINAL_DIGITS_MAX) {
            tokens.add(new Token(Kind.ORDINAL, SpokenNumbers.inDigits(Integer.parseInt(ordinal)), ""));
        } else if (ordinal != null) {
            tokens.add(number(ordinal, ""));
            tokens.add(Token.word(matcher.group("ending")));
        } else if (matcher.group("lettered") != null) {
            letter(matcher, tokens);
        } else if (matcher.group("number") != null) {
            tokens.add(number(matcher.group("number"), ""));
        } else if (matcher.group("word") != null) {
            tokens.add(Token.word(matcher.group("word")));
        } else {
            var sign = matcher.group("sign");
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
        var letter = matcher.group("letter");
        var isApart = matcher.group().chars().anyMatch(Character::isWhitespace);
        if (isApart || POINTS.contains(letter)) {
            tokens.add(number(matcher.group("lettered"), ""));
            tokens.add(Token.word(letter));
        } else {
            tokens.add(number(matcher.group("lettered"), letter));
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
        if (words.get(i).equals("once")) {
            return isSpanish ? Optional.of(new SpokenNumbers.Spoken("11", false, 1)) : Optional.empty();
        }
        return words.get(i).equals("mil") && !isSpanish ? Optional.empty() : SpokenNumbers.at(words, i);
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

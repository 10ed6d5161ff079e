package io.glassline.place;

import io.glassline.place.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What was said, with what stands around an address taken off it: the unit, the ZIP code, the city's name.
///
/// @param tokens what is left, streets and house numbers among it
/// @param outside another place that is named as where the address is
/// @param isClear whether nothing was said that may lead to another place
record AddressReading(List<Token> tokens, String unit, String zip, Optional<Neighbour> outside, boolean isClear) {

    private static final int NAME_WORDS_MAX = 4;
    private static final int ZIP_DIGITS = 5;
    private static final Set<String> IN = Set.of("in", "en", "near", "from", "de");

    static AddressReading of(String said, Surroundings surroundings) {
        var tokens = new ArrayList<>(Tokens.of(said));
        var unit = takeUnit(tokens);
        var zip = "";
        var isClear = true;
        trimPolite(tokens);
        for (var isMore = true; isMore; ) {
            isMore = false;
            if (zip.isEmpty() && isZip(tokens)) {
                zip = tokens.removeLast().text();
                isMore = true;
            }
            var tail = nameAtEnd(tokens, surroundings);
            if (tail > 0 && tokens.size() > tail) {
                cut(tokens, tokens.size() - tail, tokens.size());
                isMore = true;
            }
            while (!tokens.isEmpty() && (tokens.getLast().isSign(",") || isMore && isIn(tokens.getLast()))) {
                tokens.removeLast();
            }
        }
        var outside = surroundings.ofZip(zip);
        if (outside.isEmpty()) {
            outside = neighbourAtEnd(tokens, surroundings).or(() -> neighbourInFront(tokens, surroundings));
        }
        if (takeNameInside(tokens, surroundings)) {
            isClear = false;
        }
        return new AddressReading(List.copyOf(tokens), unit, zip, outside, isClear);
    }

    private static void cut(List<Token> tokens, int from, int to) {
        tokens.subList(from, to).clear();
    }

    private static boolean isIn(Token token) {
        return token.is(Kind.WORD) && IN.contains(token.text());
    }

    private static void trimPolite(List<Token> tokens) {
        var polite = Set.of("please", "pls", "plz", "thanks", "thank", "you", "thx", "gracias", "por", "favor", "sir");
        while (!tokens.isEmpty()
                && (tokens.getLast().isSign(",")
                        || polite.contains(tokens.getLast().text()))) {
            tokens.removeLast();
        }
    }

    // the unit

    private static String takeUnit(List<Token> tokens) {
        for (var i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.is(Kind.ORDINAL) && isWord(tokens, i + 1, PlainWords.FLOORS)) {
                cut(tokens, i, i + 2);
                return token.text() + " floor";
            }
            var isHash = token.isSign("#") && isHouseBefore(tokens, i);
            if (isHash || isWord(tokens, i, PlainWords.UNITS)) {
                var at = i + 1;
                while (at < tokens.size()
                        && (tokens.get(at).isSign("#")
                                || isWord(tokens, at, Set.of("number", "no", "num", "numero", "is")))) {
                    at++;
                }
                var end = endOfUnit(tokens, at);
                if (end > at) {
                    var unit =
                            tokens.subList(at, end).stream().map(Token::whole).collect(Collectors.joining());
                    cut(tokens, i, end);
                    return unit;
                }
            }
        }
        return "";
    }

    private static int endOfUnit(List<Token> tokens, int at) {
        if (at >= tokens.size()) {
            return at;
        }
        var first = tokens.get(at);
        if (first.is(Kind.NUMBER)) {
            return at + 1;
        }
        if (first.is(Kind.WORD) && first.text().length() == 1) {
            return at + 1 < tokens.size() && tokens.get(at + 1).is(Kind.NUMBER) && at + 2 == tokens.size()
                    ? at + 2
                    : at + 1;
        }
        return at;
    }

    private static boolean isHouseBefore(List<Token> tokens, int hash) {
        return tokens.subList(0, hash).stream()
                .anyMatch(token -> token.is(Kind.NUMBER)
                        && !isWord(tokens, tokens.indexOf(token) - 1, Set.of("calle", "avenida", "la")));
    }

    private static boolean isWord(List<Token> tokens, int i, Set<String> words) {
        return i >= 0
                && i < tokens.size()
                && tokens.get(i).is(Kind.WORD)
                && words.contains(tokens.get(i).text());
    }

    // ZIP code and city

    private static boolean isZip(List<Token> tokens) {
        if (tokens.size() < 3 || !tokens.getLast().is(Kind.NUMBER)) {
            return false;
        }
        var last = tokens.getLast();
        if (last.text().length() != ZIP_DIGITS
                || !(last.tail().isEmpty() || last.tail().startsWith("-"))) {
            return false;
        }
        var before = tokens.subList(0, tokens.size() - 1);
        return before.stream().anyMatch(token -> token.is(Kind.NUMBER) || token.is(Kind.SIGN) || token.is(Kind.ORDINAL))
                || isWord(tokens, tokens.size() - 2, Set.of("ca", "zip", "code"))
                || before.stream().anyMatch(token -> PlainWords.CROSSING.contains(token.text()));
    }

    /// How many tokens at the end are a name of the city or of what it lies in.
    private static int nameAtEnd(List<Token> tokens, Surroundings surroundings) {
        for (var words = Math.min(NAME_WORDS_MAX, tokens.size() - 1); words > 0; words--) {
            var name = joined(tokens, tokens.size() - words, tokens.size());
            if (!name.isEmpty() && surroundings.isHere(name)) {
                return words;
            }
        }
        return isWord(tokens, tokens.size() - 1, Set.of("zip", "code", "usa")) ? 1 : 0;
    }

    private static String joined(List<Token> tokens, int from, int to) {
        var part = tokens.subList(from, to);
        return part.stream().allMatch(token -> token.is(Kind.WORD))
                ? part.stream().map(Token::text).collect(Collectors.joining())
                : "";
    }

    private static Optional<Neighbour> neighbourAtEnd(List<Token> tokens, Surroundings surroundings) {
        for (var words = Math.min(NAME_WORDS_MAX, tokens.size() - 1); words > 0; words--) {
            var from = tokens.size() - words;
            var neighbour = surroundings.named(joined(tokens, from, tokens.size()));
            var isBehindAStreet = tokens.subList(0, from).stream()
                    .anyMatch(token -> token.is(Kind.WORD) && !PlainWords.FILLERS.contains(token.text())
                            || token.is(Kind.ORDINAL));
            if (neighbour.isPresent() && isBehindAStreet) {
                return neighbour;
            }
        }
        return Optional.empty();
    }

    private static Optional<Neighbour> neighbourInFront(List<Token> tokens, Surroundings surroundings) {
        var from = 0;
        while (isWord(tokens, from, PlainWords.FILLERS)) {
            from++;
        }
        for (var words = Math.min(NAME_WORDS_MAX, tokens.size() - from - 1); words > 0; words--) {
            var next = tokens.get(from + words);
            var neighbour = surroundings.named(joined(tokens, from, from + words));
            if (neighbour.isPresent()
                    && (next.isSign(",") || next.is(Kind.NUMBER) || isWord(tokens, from + words, Set.of("at")))) {
                return neighbour;
            }
        }
        return Optional.empty();
    }

    /// Takes the city's own name out wherever a comma, "in" or the beginning is before it; tells whether a
    /// neighbour's stands there.
    private static boolean takeNameInside(List<Token> tokens, Surroundings surroundings) {
        var isNeighbour = false;
        for (var i = 0; i < tokens.size(); i++) {
            if (i > 0 && !isIn(tokens.get(i - 1)) && !tokens.get(i - 1).isSign(",")) {
                continue;
            }
            for (var words = Math.min(NAME_WORDS_MAX, tokens.size() - i); words > 0; words--) {
                var name = joined(tokens, i, i + words);
                var isStreet = i + words < tokens.size()
                        && tokens.get(i + words).is(Kind.WORD)
                        && StreetTypes.isType(tokens.get(i + words).text());
                if (name.isEmpty() || isStreet) {
                    continue;
                }
                isNeighbour |= surroundings.named(name).isPresent();
                if (name.length() > 2 && tokens.size() > words && surroundings.isHere(name)) {
                    cut(tokens, i, i + words);
                    break;
                }
            }
        }
        return isNeighbour;
    }
}

package io.glassline.place;

import io.glassline.place.HouseNumbers.House;
import io.glassline.place.Token.Kind;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What stands around the streets that were named, and whether it leaves a doubt.
final class SaidAround {

    private static final int PLACE_WORDS_MAX = 3;
    private static final int PLACE_WORDS_WITHOUT_COMMA_MAX = 2;
    private static final int CORNER_WORDS_BEFORE_MAX = 4;
    private static final Set<String> BEGIN_A_PLACE =
            Set.of("la", "el", "los", "las", "del", "de", "green", "white", "red", "big", "old", "st", "the");
    private static final Set<String> AND = Set.of("and", "y", "e");

    private final List<Token> tokens;
    private final List<Mention> mentions;

    SaidAround(List<Token> tokens, List<Mention> mentions) {
        this.tokens = tokens;
        this.mentions = mentions;
    }

    /// The streets that something tells are meant as streets; all of them where nothing does.
    List<Mention> streets() {
        var streets = mentions.stream()
                .filter(street -> street.hasEvidence()
                        || mentions.stream().anyMatch(other -> other.hasEvidence() && other.touches(street)))
                .toList();
        return streets.isEmpty() ? mentions : streets;
    }

    /// Whether the address is that and no other, as far as the words around it tell.
    boolean isClear(House house) {
        var street = house.street();
        var isBehindNumber = street.from() > 0 && tokens.get(street.from() - 1).is(Kind.NUMBER);
        return (isBehindNumber || isUsualBefore(street.from() - 1))
                && isUsualBehind(street)
                && mentions.stream()
                        .filter(other -> other != street && (other.hasEvidence() || other.touches(street)))
                        .allMatch(other -> isBesides(street, other))
                && isEndClear(Math.max(house.at() + 1, street.to()));
    }

    /// "45 Elm and Oak": the house, or the crossing.
    boolean mayBeBesides(House house) {
        return streets().stream()
                .filter(other -> other != house.street())
                .anyMatch(other -> isJoined(house.street(), other)
                        && between(house.street(), other).stream().anyMatch(this::isAnd)
                        && !isCornerBefore(first(house.street(), other)));
    }

    private boolean isAnd(Token token) {
        return token.isSign("&") || token.isSign("/") || token.is(Kind.WORD) && AND.contains(token.text());
    }

    /// Whether two streets were named as crossing.
    boolean isCrossing(List<Mention> streets) {
        var first = streets.getFirst();
        var second = streets.getLast();
        var between = between(first, second);
        var isCalledStreets = isCalledStreet(first) && isCalledStreet(second);
        var isSideBySide = between.stream().allMatch(token -> token.isSign(","))
                && (isCalledStreets
                        || between.isEmpty() && (first.isNumbered() || second.isNumbered() || isCornerBefore(first)));
        var isJoined = isSideBySide || isJoined(first, second);
        return isJoined
                && between.stream().noneMatch(token -> PlainWords.NEAR.contains(token.text()))
                && !isWordBefore(first.from() - 1, PlainWords.NEAR)
                && isUsualBefore(first.from() - 1)
                && isUsualBehind(first)
                && isUsualBehind(second)
                && isEndClear(second.to());
    }

    private static boolean isCalledStreet(Mention street) {
        return street.hasType() || street.isNumbered();
    }

    private boolean isBesides(Mention street, Mention other) {
        return isJoined(street, other) || !street.touches(other) && !other.hasType() && !other.isNumbered();
    }

    /// Whether nothing but what joins two streets stands between them.
    private boolean isJoined(Mention one, Mention other) {
        var between = between(one, other);
        return between.stream().allMatch(this::mayJoin)
                && (between.stream().anyMatch(token -> isAnd(token) || isJoin(token))
                        || isCornerBefore(first(one, other)));
    }

    private boolean mayJoin(Token token) {
        return isAnd(token)
                || isJoin(token)
                || token.isSign(",")
                || token.is(Kind.NUMBER)
                || token.is(Kind.WORD) && PlainWords.BESIDE_CROSSING.contains(token.text());
    }

    private boolean isJoin(Token token) {
        return token.isSign("@") || token.is(Kind.WORD) && PlainWords.CROSSING.contains(token.text());
    }

    private static Mention first(Mention one, Mention other) {
        return one.from() < other.from() ? one : other;
    }

    private List<Token> between(Mention one, Mention other) {
        return one.from() < other.from()
                ? tokens.subList(one.to(), other.from())
                : tokens.subList(other.to(), one.from());
    }

    private boolean isCornerBefore(Mention first) {
        for (var at = first.from() - 1; at >= 0 && at >= first.from() - CORNER_WORDS_BEFORE_MAX; at--) {
            if (isWordBefore(at, PlainWords.CORNER)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWordBefore(int at, Set<String> words) {
        return at >= 0
                && tokens.get(at).is(Kind.WORD)
                && words.contains(tokens.get(at).text());
    }

    // what may be a part of another name

    /// "at Royal Oak Street" is not Oak Street.
    private boolean isUsualBefore(int at) {
        return at < 0 || isUsual().test(tokens.get(at)) || isInMention(at);
    }

    private boolean isUsualBehind(Mention street) {
        if (street.to() >= tokens.size() || isInMention(street.to())) {
            return true;
        }
        var next = tokens.get(street.to());
        return street.hasType()
                ? !next.is(Kind.WORD) || !StreetTypes.isType(next.text()) || StreetTypes.isAny(next.text())
                : isUsual().test(next);
    }

    private boolean isInMention(int at) {
        return mentions.stream()
                .anyMatch(mention ->
                        mention.hasEvidence() && mention.isExact() && mention.from() <= at && at < mention.to());
    }

    private Predicate<Token> isUsual() {
        return token -> !token.is(Kind.WORD)
                || PlainWords.FILLERS.contains(token.text())
                || PlainWords.FILLERS_BEHIND.contains(token.text())
                || PlainWords.CROSSING.contains(token.text())
                || PlainWords.BESIDE_CROSSING.contains(token.text())
                || PlainWords.NEAR.contains(token.text())
                || PlainWords.ORDINARY.contains(token.text())
                || PlainWords.CORNER.contains(token.text());
    }

    /// A word or two at the end may name a city that nobody told us of.
    private boolean isEndClear(int from) {
        var at = from;
        var hasComma = false;
        while (at < tokens.size()
                && (tokens.get(at).isSign(",") || isWordBefore(at, Set.of("in", "en")) || isInMention(at))) {
            hasComma |= !isInMention(at);
            at++;
        }
        var end = tokens.subList(at, tokens.size());
        var isShort = end.size() <= (hasComma ? PLACE_WORDS_MAX : PLACE_WORDS_WITHOUT_COMMA_MAX);
        if (end.isEmpty() || !isShort) {
            return true;
        }
        return hasComma
                ? end.stream().allMatch(isUsual())
                : end.stream().anyMatch(token -> isUsual().test(token) && !BEGIN_A_PLACE.contains(token.text()));
    }
}

package io.glassline.place;

import io.glassline.place.AddressBook.Way;
import io.glassline.place.Mention.Near;
import io.glassline.place.Token.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the streets of the city's list in what was said: every run of words is compared with every name, and what
/// explains most of it is kept.
final class Mentions {

    private static final int NAME_WORDS_MAX = 5;
    private static final int JOINED_LETTERS_MIN = 8;
    private static final int PHRASE_LETTERS_MIN = 2;

    private static final Set<String> BEGIN_A_NAME =
            Set.of("la", "el", "los", "las", "the", "st", "mt", "ft", "dr", "de");
    private static final Set<String> NUMBERED_BEHIND = Set.of("calle", "avenida", "avenue", "ave", "av", "la");
    private static final Set<String> STRONG_CROSSING = Set.of(
            "and", "y", "e", "con", "x", "of", "de", "corner", "esquina", "between", "entre", "meets", "crosses");

    private final List<Token> tokens;

    Mentions(List<Token> tokens) {
        this.tokens = tokens;
    }

    /// What may be a street's name, to be looked for in the list.
    Set<String> phrases() {
        var phrases = new LinkedHashSet<String>();
        for (var from = 0; from < tokens.size(); from++) {
            for (var to = from + 1; to <= longest(from); to++) {
                var phrase = name(from, to);
                if (phrase.length() >= PHRASE_LETTERS_MIN
                        || to == from + 1 && tokens.get(from).is(Kind.WORD)) {
                    if (!isSmall(from, to)) {
                        phrases.add(phrase);
                        StreetTypes.apart(phrase).forEach(joined -> phrases.add(joined.name()));
                    }
                }
            }
        }
        return phrases;
    }

    private int longest(int from) {
        var to = from;
        while (to < tokens.size()
                && to < from + NAME_WORDS_MAX
                && !tokens.get(to).is(Kind.SIGN)) {
            to++;
        }
        return to;
    }

    private String name(int from, int to) {
        var name = new StringBuilder();
        tokens.subList(from, to).forEach(token -> name.append(token.asName()));
        return name.toString();
    }

    /// Whether it is made of small words only, or begins or ends with one where no name does.
    private boolean isSmall(int from, int to) {
        var first = tokens.get(from);
        var last = tokens.get(to - 1);
        if (to - from == 1) {
            return isSmall(first)
                    && !StreetTypes.isType(first.text())
                    && first.text().length() < 4;
        }
        return isSmall(last) || isSmall(first) && !BEGIN_A_NAME.contains(first.text());
    }

    private static boolean isSmall(Token token) {
        return token.is(Kind.WORD)
                && (PlainWords.FILLERS.contains(token.text())
                        || PlainWords.CROSSING.contains(token.text())
                        || PlainWords.ORDINARY.contains(token.text())
                        || PlainWords.COUNTED.contains(token.text())
                        || PlainWords.UNITS.contains(token.text())
                        || StreetTypes.isType(token.text())
                        || StreetTypes.direction(token.text()).isPresent());
    }

    /// In the order in which they were said.
    List<Mention> among(Collection<Way> ways) {
        var all = new ArrayList<Mention>();
        for (var from = 0; from < tokens.size(); from++) {
            for (var to = from + 1; to <= longest(from); to++) {
                all.addAll(at(from, to, ways));
            }
        }
        all.sort(Comparator.comparing(Mention::weight).reversed().thenComparing(Mention::from));
        var kept = new ArrayList<Mention>();
        for (var mention : all) {
            if (kept.stream().noneMatch(mention::overlaps)) {
                kept.add(mention);
            }
        }
        kept.sort(Comparator.comparing(Mention::from));
        return kept;
    }

    private List<Mention> at(int from, int to, Collection<Way> ways) {
        var isNumber = tokens.subList(from, to).stream().anyMatch(token -> token.is(Kind.NUMBER));
        if (isNumber && (to - from > 1 || !isNumberedStreet(from))) {
            return List.of();
        }
        var isTitled = to - from > 2
                && tokens.get(from).is(Kind.WORD)
                && Street.TITLES.contains(tokens.get(from).text());
        var said = name(isTitled ? from + 1 : from, to);
        var whole = mention(from, to, said, "", ways);
        return Stream.concat(
                        whole.stream(),
                        StreetTypes.apart(said).stream()
                                .flatMap(joined -> mention(from, to, joined.name(), joined.type(), ways).stream()))
                .toList();
    }

    /// Whether a bare number may be a street's: "4 ave", "calle 4", "oak y 4".
    private boolean isNumberedStreet(int at) {
        if (!tokens.get(at).tail().isEmpty()) {
            return false;
        }
        var next = at + 1 < tokens.size() ? tokens.get(at + 1) : Token.sign(",");
        var before = at > 0 ? tokens.get(at - 1) : Token.sign(",");
        return next.is(Kind.WORD) && StreetTypes.isType(next.text())
                || before.is(Kind.WORD) && NUMBERED_BEHIND.contains(before.text())
                || joins(next)
                || joins(before);
    }

    private static boolean joins(Token token) {
        return token.isSign("&") || token.isSign("/") || token.is(Kind.WORD) && STRONG_CROSSING.contains(token.text());
    }

    private List<Mention> mention(int from, int to, String said, String gluedType, Collection<Way> ways) {
        var near = new ArrayList<Near>();
        for (var way : ways) {
            var slips = way.key().length() - said.length() > 3
                            || said.length() - way.key().length() > 3
                    ? Slips.OTHER
                    : Slips.of(said, way.key());
            if (slips == Slips.NONE || slips != Slips.OTHER && way.isWhole() && mayBeMistyped(from, to, way)) {
                way.streets().forEach(street -> near.add(new Near(street, way.key(), slips, way.isWhole())));
            }
        }
        if (near.isEmpty()) {
            return List.of();
        }
        var start = from;
        var end = to;
        var type = gluedType;
        var direction = "";
        if (type.isEmpty() && end < tokens.size() && tokens.get(end).is(Kind.WORD)) {
            type = StreetTypes.type(tokens.get(end).text())
                    .filter(found -> !found.equals(StreetTypes.ANY))
                    .orElse("");
            end += type.isEmpty() ? 0 : 1;
        }
        if (start > 0 && tokens.get(start - 1).is(Kind.WORD)) {
            direction = StreetTypes.direction(tokens.get(start - 1).text()).orElse("");
            start -= direction.isEmpty() ? 0 : 1;
        }
        if (direction.isEmpty() && end < tokens.size() && tokens.get(end).is(Kind.WORD) && !isAnd(end)) {
            direction = StreetTypes.direction(tokens.get(end).text()).orElse("");
            end += direction.isEmpty() ? 0 : 1;
        }
        if (type.isEmpty() && start > 0 && tokens.get(start - 1).is(Kind.WORD) && isTypeInFront(start - 1)) {
            type = StreetTypes.type(tokens.get(--start).text()).orElse("");
        }
        var hasEvidence = !type.isEmpty() || !direction.isEmpty() || isNamedAsStreet(start, end);
        var isExact = near.stream().anyMatch(street -> street.slips() == Slips.NONE && street.isWhole());
        return hasEvidence || isExact && !(to - from == 1 && isSmall(tokens.get(from)))
                ? List.of(new Mention(
                        start,
                        end,
                        said,
                        type,
                        direction,
                        near,
                        hasEvidence,
                        tokens.get(from).is(Kind.NUMBER)))
                : List.of();
    }

    /// "elm n 4th" has an "and" in it, and "elm n" has none.
    private boolean isAnd(int at) {
        return Set.of("n", "e").contains(tokens.get(at).text())
                && at + 1 < tokens.size()
                && !tokens.get(at + 1).is(Kind.SIGN)
                && !tokens.get(at + 1).is(Kind.NUMBER);
    }

    private boolean isTypeInFront(int at) {
        var word = tokens.get(at).text();
        return StreetTypes.type(word).filter(StreetTypes.ANY::equals).isPresent()
                || Set.of("avenue", "ave", "av", "avenida", "avda", "camino", "paseo")
                        .contains(word);
    }

    private boolean mayBeMistyped(int from, int to, Way way) {
        if (to - from == 1) {
            return !isSmall(tokens.get(from));
        }
        return !isSmall(from, to)
                && (way.key().length() >= JOINED_LETTERS_MIN
                        || way.streets().stream()
                                .anyMatch(street -> street.words().size() > 1));
    }

    /// Whether a number, a corner or the silence around it tells that a street is meant.
    private boolean isNamedAsStreet(int from, int to) {
        var before = from - 1;
        while (before >= 0 && isFiller(before)) {
            before--;
        }
        var after = to;
        while (after < tokens.size() && isFiller(after)) {
            after++;
        }
        return before < 0 && after == tokens.size() || isNumberOrJoin(before, from - 1) || isNumberOrJoin(after, to);
    }

    private boolean isFiller(int at) {
        return tokens.get(at).is(Kind.WORD)
                        && PlainWords.FILLERS.contains(tokens.get(at).text())
                || tokens.get(at).isSign("#");
    }

    private boolean isNumberOrJoin(int at, int next) {
        return at >= 0 && at < tokens.size() && (tokens.get(at).is(Kind.NUMBER) || isCrossing(at))
                || next >= 0 && next < tokens.size() && isCrossing(next);
    }

    private boolean isCrossing(int at) {
        var token = tokens.get(at);
        return token.isSign("&")
                || token.isSign("/")
                || token.isSign("@")
                || token.is(Kind.WORD)
                        && (PlainWords.CROSSING.contains(token.text()) || PlainWords.NEAR.contains(token.text()));
    }
}

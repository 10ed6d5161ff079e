package io.glassline.place;

import io.glassline.place.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which number in what was said belongs to which street.
final class HouseNumbers {

    private static final int COMMA_GAP = 3;
    private static final int DIGITS_MAX = 6;

    private static final Set<String> OR = Set.of("or", "o", "and", "y", "&", "/", "to", "a", "maybe", ",");

    private final List<Token> tokens;
    private final List<Mention> mentions;

    HouseNumbers(List<Token> tokens, List<Mention> mentions) {
        this.tokens = tokens;
        this.mentions = mentions;
    }

    /// @param isClear whether no other number stands beside it, and no other street is as near
    record House(Token number, Mention street, int at, boolean isClear) {}

    /// Each number that stands before a street, or behind it, with nothing but small words between.
    List<House> houses() {
        var houses = new ArrayList<House>();
        for (var at = 0; at < tokens.size(); at++) {
            if (isHouseNumber(at)) {
                houses(at, houses);
            }
        }
        for (var at = tokens.size() - 1; at >= 0; at--) {
            withTheNext(at, houses);
        }
        return houses;
    }

    /// "45 and 47 Elm": both are on the street of the second.
    private void withTheNext(int at, List<House> houses) {
        if (isHouseNumber(at) && isOneOfTwo(at, 1) && houses.stream().noneMatch(house -> house.at() == at)) {
            var next = isHouseNumber(at + 1) ? at + 1 : at + 2;
            houses.stream()
                    .filter(house -> house.at() == next)
                    .findFirst()
                    .ifPresent(house -> houses.addFirst(new House(tokens.get(at), house.street(), at, false)));
        }
    }

    private void houses(int at, List<House> houses) {
        var behind = gapTo(at, nextStreet(at).map(Mention::from).orElse(-1), PlainWords.FILLERS);
        var before = gapBack(at);
        var isAlone = !isOneOfTwo(at, -1) && !isOneOfTwo(at, 1);
        var number = tokens.get(at);
        if (behind >= 0 && (before < 0 || behind < before || behind == before && behind > 0)) {
            houses.add(new House(number, nextStreet(at).orElseThrow(), at, isAlone));
        } else if (before >= 0 && (behind < 0 || before < behind)) {
            houses.add(new House(number, lastStreet(at).orElseThrow(), at, isAlone));
        } else if (behind >= 0) {
            houses.add(new House(number, nextStreet(at).orElseThrow(), at, false));
            houses.add(new House(number, lastStreet(at).orElseThrow(), at, false));
        }
    }

    /// "41 2" and "412 or 45".
    private boolean isOneOfTwo(int at, int way) {
        return isHouseNumber(at + way)
                || isHouseNumber(at + 2 * way)
                        && OR.contains(tokens.get(at + way).text());
    }

    /// Whether a number was said that belongs to no street.
    boolean hasStray() {
        var houses = houses();
        for (var i = 0; i < tokens.size(); i++) {
            var at = i;
            if (isHouseNumber(at) && houses.stream().noneMatch(house -> house.at() == at)) {
                return true;
            }
        }
        return false;
    }

    /// The only number that was said, where no street is beside it.
    Optional<Token> lonely() {
        var numbers = new ArrayList<Token>();
        for (var at = 0; at < tokens.size(); at++) {
            if (isHouseNumber(at)) {
                numbers.add(tokens.get(at));
            }
        }
        return numbers.size() == 1 ? Optional.of(numbers.getFirst()) : Optional.empty();
    }

    private boolean isHouseNumber(int at) {
        return at >= 0
                && at < tokens.size()
                && tokens.get(at).is(Kind.NUMBER)
                && tokens.get(at).text().length() <= DIGITS_MAX
                && mentions.stream().noneMatch(mention -> mention.from() <= at && at < mention.to())
                && !isCounted(at);
    }

    private boolean isCounted(int at) {
        return at + 1 < tokens.size()
                && tokens.get(at + 1).is(Kind.WORD)
                && PlainWords.COUNTED.contains(tokens.get(at + 1).text())
                && mentions.stream().noneMatch(mention -> mention.from() == at + 1);
    }

    private Optional<Mention> nextStreet(int at) {
        return mentions.stream().filter(mention -> mention.from() > at).findFirst();
    }

    private Optional<Mention> lastStreet(int at) {
        return mentions.reversed().stream()
                .filter(mention -> mention.to() <= at)
                .findFirst();
    }

    /// How much stands between, or -1 for something that parts them.
    private int gapTo(int at, int street, Set<String> fillers) {
        return street < 0 ? -1 : gap(at + 1, street, fillers);
    }

    private int gapBack(int at) {
        return lastStreet(at)
                .map(street -> gap(street.to(), at, PlainWords.FILLERS_BEHIND))
                .orElse(-1);
    }

    private int gap(int from, int to, Set<String> fillers) {
        var gap = 0;
        for (var i = from; i < to; i++) {
            var token = tokens.get(i);
            if (token.isSign(",")) {
                gap += COMMA_GAP;
            } else if (token.isSign("#")
                    || token.is(Kind.WORD) && token.text().length() > 1 && fillers.contains(token.text())) {
                gap++;
            } else {
                return -1;
            }
        }
        return gap;
    }
}

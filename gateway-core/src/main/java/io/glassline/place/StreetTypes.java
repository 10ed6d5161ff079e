package io.glassline.place;

import io.glassline.spelling.EditDistance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What streets are called beside their names, and the points of the compass, each as people write it.
///
/// The abbreviations are those of appendix C1 of the USPS Publication 28 that cities use, and what residents make of
/// them.
final class StreetTypes {

    /// A word that says that a street is meant, and not of which type.
    static final String ANY = "*";

    private static final int LETTERS_OF_A_SLIP_MIN = 5;

    private static final List<String> SPELLINGS = List.of(
            "street st str strt sts",
            "avenue ave av aven avenu avnue aves avenida avda",
            "road rd rds",
            "drive dr drv driv",
            "lane ln lanes",
            "court ct crt crts",
            "place pl plc",
            "boulevard blvd bl boul boulv bulevar blv bvd",
            "way wy",
            "terrace ter terr",
            "circle cir circ crcl",
            "highway hwy hiway",
            "parkway pkwy pky parkwy pkway",
            "square sq sqr",
            "trail trl trails",
            "alley aly ally",
            "loop lp",
            "plaza plz",
            "path pth",
            "row",
            "walk wlk",
            "crescent cres crsnt",
            "crossing xing",
            "heights hts",
            "expressway expy",
            "freeway fwy",
            "pike",
            "run",
            "camino",
            "paseo",
            "via");

    private static final Map<String, String> TYPES = new HashMap<>();

    private static final Map<String, String> DIRECTIONS = new HashMap<>();

    static {
        for (var line : SPELLINGS) {
            var spellings = line.split(" ");
            Stream.of(spellings).forEach(spelling -> TYPES.put(spelling, spellings[0]));
        }
        // Everyday Spanish calls any road a "calle".
        Stream.of("calle", "cll", "calles").forEach(spelling -> TYPES.put(spelling, ANY));
        for (var line : List.of(
                "N north n no norte",
                "S south s so sur",
                "E east e este",
                "W west w oeste",
                "NE northeast ne noreste",
                "NW northwest nw noroeste",
                "SE southeast se sureste",
                "SW southwest sw suroeste")) {
            var spellings = line.split(" ");
            Stream.of(spellings).skip(1).forEach(spelling -> DIRECTIONS.put(spelling, spellings[0]));
        }
        DIRECTIONS.remove("no"); // more often "number" or a refusal
        DIRECTIONS.remove("so");
    }

    private StreetTypes() {}

    /// The type that a word is a spelling of, slips of longer words included.
    static Optional<String> type(String word) {
        var exact = TYPES.get(word);
        if (exact != null || word.length() < LETTERS_OF_A_SLIP_MIN) {
            return Optional.ofNullable(exact);
        }
        return TYPES.keySet().stream()
                .filter(spelling -> spelling.length() >= LETTERS_OF_A_SLIP_MIN)
                .filter(spelling -> spelling.charAt(0) == word.charAt(0) && EditDistance.between(word, spelling) == 1)
                .map(spelling -> TYPES.getOrDefault(spelling, spelling))
                .findFirst();
    }

    /// Whether it tells no type: "calle".
    static boolean isAny(String word) {
        return ANY.equals(TYPES.get(word));
    }

    static boolean isType(String word) {
        return TYPES.containsKey(word);
    }

    static Optional<String> direction(String word) {
        return Optional.ofNullable(DIRECTIONS.get(word));
    }

    /// Ways in which a word may be a name and its type written as one, "oakst": the longest type first.
    static List<Joined> apart(String word) {
        return TYPES.keySet().stream()
                .filter(spelling -> word.length() >= spelling.length() + 2 && word.endsWith(spelling))
                .sorted((one, other) -> other.length() - one.length())
                .map(spelling -> new Joined(
                        word.substring(0, word.length() - spelling.length()), TYPES.getOrDefault(spelling, ANY)))
                .toList();
    }

    record Joined(String name, String type) {}
}

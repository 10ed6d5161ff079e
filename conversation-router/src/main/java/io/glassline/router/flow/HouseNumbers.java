package io.glassline.router.flow;

import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Numbers;
import java.util.List;
import java.util.regex.Pattern;

/// Which numbers of a text may be of a house. A clock time, an amount of money, and how many there are of something
/// are none: "la música a todo volumen hasta las 3" names no house.
public final class HouseNumbers {

    private static final Pattern MONEY = Pattern.compile("[$€]\\s?\\d[\\d.,]*");

    private static final Pattern CLOCK = Pattern.compile("\\b\\d{1,2}:\\d{2}\\b");

    /// What makes a street of the word before it: "145 Miles Street" is a house.
    private static final String STREET =
            "(st|street|ave|avenue|rd|road|dr|drive|ln|lane|blvd|boulevard|way|ct|court|pl|"
                    + "place|ter|terrace|cir|circle|hwy|highway|pkwy|parkway|trl|trail|sq|square|aly|alley)";

    /// Over small letters without accents.
    private static final List<Pattern> OTHERS = List.of(
            Pattern.compile("\\b\\d{1,2}( \\d{2})? ?(am|pm|a m|p m|oclock|o clock|hrs|en punto)\\b"),
            Pattern.compile(
                    "\\b(until|till|til|hasta|desde|since|a eso de|como a) (about |around |the |las |la )?"
                            + "\\d{1,2}( \\d{2})?( (in the|at|de la|por la) (morning|night|evening|afternoon|manana|noche|tarde|madrugada))?$"),
            Pattern.compile(
                    "\\b(until|till|til|at|by|hasta|desde|a|como|de|antes de|despues de) las \\d{1,2}( \\d{2})?\\b"),
            Pattern.compile("\\blas \\d{1,2}( \\d{2})? (de la|del|por la|en) \\w+"),
            Pattern.compile("\\b\\d{1,2}( \\d{2})? (in the|at) (morning|night|evening|afternoon|noon)\\b"),
            Pattern.compile("\\b\\d+ (dollars?|bucks|cents|percent|dolares|pesos|centavos|por ciento)\\b"),
            Pattern.compile(
                    "\\b\\d{1,3} (more |full |big |mas )?(times|seconds?|minutes?|mins?|hours?|days?|nights?|weeks?|"
                            + "months?|years?|people|kids|children|guys|men|dogs?|cats?|bags?|boxes|bins?|cans?|cars?|trucks?|feet|"
                            + "foot|inch|inches|miles?|blocks?|trees?|lights?|veces|segundos?|minutos?|horas?|dias?|noches?|semanas?|"
                            + "mes|meses|anos?|personas?|ninos|perros?|gatos?|bolsas?|cajas?|botes?|carros?|camiones|pies|pulgadas?|"
                            + "cuadras?|arboles|luces)\\b(?! " + STREET + "\\b)"));

    private static final Pattern HOUSE = Pattern.compile("\\d{1,6}(st|nd|rd|th)?");

    private HouseNumbers() {}

    /// Whether `raw` has a number that may be of a house, or the number of a street.
    ///
    /// @param spoken whether numbers may stand in it as words
    public static boolean mayBeIn(String raw, boolean spoken) {
        var said = NormalizedText.of(
                        CLOCK.matcher(MONEY.matcher(raw).replaceAll(" ")).replaceAll(" "))
                .words();
        var text = String.join(" ", spoken ? Numbers.inDigits(said) : said);
        for (var other : OTHERS) {
            text = other.matcher(text).replaceAll(" ");
        }
        return List.of(text.split("\\s+")).stream()
                .anyMatch(word -> HOUSE.matcher(word).matches());
    }
}

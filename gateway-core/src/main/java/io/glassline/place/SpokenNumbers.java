package io.glassline.place;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// House numbers and numbered streets as people say them: "four twelve", "two hundred and twenty",
/// "cuarenta y cinco", "twenty first". Digits that are said one after the other stand side by side.
final class SpokenNumbers {

    private static final Map<String, Integer> BELOW_TEN = words(
            1,
            "one uno",
            "two dos",
            "three tres",
            "four cuatro",
            "five cinco",
            "six seis",
            "seven siete",
            "eight ocho",
            "nine nueve");
    private static final Map<String, Integer> TEENS = words(
            10,
            "ten diez",
            "eleven once",
            "twelve doce",
            "thirteen trece",
            "fourteen catorce",
            "fifteen quince",
            "sixteen dieciseis",
            "seventeen diecisiete",
            "eighteen dieciocho",
            "nineteen diecinueve",
            "veinte",
            "veintiuno",
            "veintidos",
            "veintitres",
            "veinticuatro",
            "veinticinco",
            "veintiseis",
            "veintisiete",
            "veintiocho",
            "veintinueve");
    private static final Map<String, Integer> TENS = Map.ofEntries(
            entry("twenty", 20),
            entry("veinte", 20),
            entry("thirty", 30),
            entry("treinta", 30),
            entry("forty", 40),
            entry("fourty", 40),
            entry("cuarenta", 40),
            entry("fifty", 50),
            entry("cincuenta", 50),
            entry("sixty", 60),
            entry("sesenta", 60),
            entry("seventy", 70),
            entry("setenta", 70),
            entry("eighty", 80),
            entry("ochenta", 80),
            entry("ninety", 90),
            entry("noventa", 90));
    private static final Map<String, Integer> HUNDREDS = Map.ofEntries(
            entry("cien", 100),
            entry("ciento", 100),
            entry("doscientos", 200),
            entry("trescientos", 300),
            entry("cuatrocientos", 400),
            entry("quinientos", 500),
            entry("seiscientos", 600),
            entry("setecientos", 700),
            entry("ochocientos", 800),
            entry("novecientos", 900));
    private static final Map<String, Integer> ORDINALS = words(
            1,
            "first frist primera primero",
            "second secound segunda segundo",
            "third thrid tercera tercero",
            "fourth forth fouth cuarta cuarto",
            "fifth fith fifht quinta quinto",
            "sixth sexta sexto",
            "seventh sevnth septima septimo",
            "eighth eigth octava octavo",
            "ninth nineth novena noveno",
            "tenth decima decimo",
            "eleventh",
            "twelfth twelvth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth");
    private static final Map<String, Integer> ROUND_ORDINALS = Map.of(
            "thirtieth",
            30,
            "fortieth",
            40,
            "fiftieth",
            50,
            "sixtieth",
            60,
            "seventieth",
            70,
            "eightieth",
            80,
            "ninetieth",
            90);

    private SpokenNumbers() {}

    private static Map<String, Integer> words(int from, String... lines) {
        var words = new HashMap<String, Integer>();
        for (var i = 0; i < lines.length; i++) {
            for (var word : lines[i].split(" ")) {
                words.put(word, from + i);
            }
        }
        return Map.copyOf(words);
    }

    /// A number in a row of words.
    ///
    /// @param text in digits; an ordinal as "4th"
    /// @param words how many words it takes
    record Spoken(String text, boolean isOrdinal, int words) {}

    /// An ordinal that is one word, in digits; any other word as it is.
    static String ordinal(String word) {
        var value = ORDINALS.getOrDefault(word, ROUND_ORDINALS.getOrDefault(word, 0));
        if (value > 0) {
            return inDigits(value);
        }
        return word.matches("[0-9]+(?:st|nd|rd|th|ra|da|ta|to|ma|va|na|er|do|ro)")
                ? inDigits(Integer.parseInt(word.replaceAll("[a-z]+", "").substring(0, Math.min(6, word.length() - 2))))
                : word;
    }

    /// "1st", "22nd", "113th".
    static String inDigits(int value) {
        var end = value % 100 >= 11 && value % 100 <= 13
                ? "th"
                : switch (value % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return value + end;
    }

    /// The number that is said from word `at` on.
    static Optional<Spoken> at(List<String> words, int at) {
        var digits = new StringBuilder();
        var i = at;
        while (i < words.size() && digits.length() < 6) {
            if (isOrdinalAt(words, i)) {
                return digits.isEmpty() ? Optional.of(ordinalAt(words, i)) : Optional.of(spoken(digits, i - at));
            }
            var word = words.get(i);
            if (!digits.isEmpty() && (word.equals("oh") || word.equals("o")) && isDigitWord(words, i + 1)) {
                digits.append(0);
                i++;
                continue;
            }
            if (word.equals("zero") || word.equals("cero")) {
                digits.append(0);
                i++;
                continue;
            }
            var group = group(words, i);
            if (group.words() == 0) {
                break;
            }
            digits.append(group.value());
            i += group.words();
        }
        return digits.isEmpty() ? Optional.empty() : Optional.of(spoken(digits, i - at));
    }

    private static Spoken spoken(StringBuilder digits, int words) {
        return new Spoken(digits.toString(), false, words);
    }

    private static boolean isDigitWord(List<String> words, int i) {
        return i < words.size()
                && (BELOW_TEN.containsKey(words.get(i)) || words.get(i).equals("zero"));
    }

    private static boolean isOrdinalAt(List<String> words, int i) {
        return ORDINALS.containsKey(words.get(i))
                || ROUND_ORDINALS.containsKey(words.get(i))
                || TENS.containsKey(words.get(i))
                        && i + 1 < words.size()
                        && ORDINALS.getOrDefault(words.get(i + 1), 10) < 10;
    }

    private static Spoken ordinalAt(List<String> words, int i) {
        var word = words.get(i);
        var tens = TENS.get(word);
        return tens == null
                ? new Spoken(ordinal(word), true, 1)
                : new Spoken(inDigits(tens + ORDINALS.getOrDefault(words.get(i + 1), 0)), true, 2);
    }

    private record Group(int value, int words) {}

    /// One number below a hundred thousand, said as such.
    private static Group group(List<String> words, int at) {
        var value = 0;
        var i = at;
        var first = small(words, i);
        if (first.words() > 0 && is(words, i + first.words(), "thousand", "mil")) {
            value = first.value() * 1000;
            i += first.words() + 1;
        } else if (is(words, i, "mil", "thousand")) {
            value = 1000;
            i++;
        }
        var next = small(words, i);
        if (next.words() > 0 && is(words, i + next.words(), "hundred", "cientos")) {
            value += next.value() * 100;
            i += next.words() + 1;
        } else if (is(words, i, "hundred", "hundred")) {
            value += 100;
            i++;
        } else if (i < words.size() && HUNDREDS.containsKey(words.get(i))) {
            value += HUNDREDS.getOrDefault(words.get(i), 0);
            i++;
        }
        if (i > at && is(words, i, "and", "y") && small(words, i + 1).words() > 0 && !isOrdinalAt(words, i + 1)) {
            i++;
        }
        var rest = i < words.size() && isOrdinalAt(words, i) ? new Group(0, 0) : small(words, i);
        return new Group(value + rest.value(), i + rest.words() - at);
    }

    private static boolean is(List<String> words, int i, String one, String other) {
        return i < words.size() && (words.get(i).equals(one) || words.get(i).equals(other));
    }

    /// A number below a hundred.
    private static Group small(List<String> words, int i) {
        if (i >= words.size()) {
            return new Group(0, 0);
        }
        var word = words.get(i);
        var tens = TENS.get(word);
        if (tens != null) {
            var and = is(words, i + 1, "y", "y") ? 1 : 0;
            var unit = i + 1 + and < words.size() ? BELOW_TEN.getOrDefault(words.get(i + 1 + and), 0) : 0;
            return unit == 0 ? new Group(tens, 1) : new Group(tens + unit, 2 + and);
        }
        var value = TEENS.getOrDefault(word, BELOW_TEN.getOrDefault(word, 0));
        return new Group(value, value == 0 ? 0 : 1);
    }
}

package io.glassline.router.words;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Numbers as people say them. On the phone "P R M twenty twenty-six oh one one seven" is how a permit number
/// comes.
public final class Numbers {

    private static final Map<String, Integer> UNITS = Map.ofEntries(
            entry("zero", 0),
            entry("oh", 0),
            entry("cero", 0),
            entry("one", 1),
            entry("uno", 1),
            entry("una", 1),
            entry("two", 2),
            entry("dos", 2),
            entry("three", 3),
            entry("tres", 3),
            entry("four", 4),
            entry("cuatro", 4),
            entry("five", 5),
            entry("cinco", 5),
            entry("six", 6),
            entry("seis", 6),
            entry("seven", 7),
            entry("siete", 7),
            entry("eight", 8),
            entry("ocho", 8),
            entry("nine", 9),
            entry("nueve", 9));

    private static final Map<String, Integer> TEENS = Map.ofEntries(
            entry("ten", 10),
            entry("diez", 10),
            entry("eleven", 11),
            entry("once", 11),
            entry("twelve", 12),
            entry("doce", 12),
            entry("thirteen", 13),
            entry("trece", 13),
            entry("fourteen", 14),
            entry("catorce", 14),
            entry("fifteen", 15),
            entry("quince", 15),
            entry("sixteen", 16),
            entry("dieciseis", 16),
            entry("seventeen", 17),
            entry("diecisiete", 17),
            entry("eighteen", 18),
            entry("dieciocho", 18),
            entry("nineteen", 19),
            entry("diecinueve", 19),
            entry("veintiuno", 21),
            entry("veintidos", 22),
            entry("veintitres", 23),
            entry("veinticuatro", 24),
            entry("veinticinco", 25),
            entry("veintiseis", 26),
            entry("veintisiete", 27),
            entry("veintiocho", 28),
            entry("veintinueve", 29));

    private static final Map<String, Integer> TENS = Map.ofEntries(
            entry("twenty", 20),
            entry("veinte", 20),
            entry("thirty", 30),
            entry("treinta", 30),
            entry("forty", 40),
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

    private static final Map<String, Integer> CHOICES = Map.ofEntries(
            entry("first", 1),
            entry("primero", 1),
            entry("primera", 1),
            entry("el primero", 1),
            entry("la primera", 1),
            entry("the first", 1),
            entry("the first one", 1),
            entry("second", 2),
            entry("segundo", 2),
            entry("segunda", 2),
            entry("el segundo", 2),
            entry("la segunda", 2),
            entry("the second", 2),
            entry("the second one", 2),
            entry("third", 3),
            entry("tercero", 3),
            entry("tercera", 3),
            entry("el tercero", 3),
            entry("la tercera", 3),
            entry("the third", 3),
            entry("the third one", 3),
            entry("the last", 0),
            entry("the last one", 0));

    private Numbers() {}

    /// The words with spoken numbers written as digits, side by side as they were said: "twenty twenty six oh one
    /// one seven" is `20 26 0 1 1 7`.
    public static List<String> inDigits(List<String> words) {
        var digits = new ArrayList<String>();
        for (var i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (UNITS.containsKey(word)) {
                var thousand = next(words, i, "thousand") || next(words, i, "mil");
                if (thousand) {
                    var rest = below100(words, i + 2);
                    digits.add(Integer.toString(UNITS.get(word) * 1000 + rest.value()));
                    i += 1 + rest.words();
                } else {
                    digits.add(UNITS.get(word).toString());
                }
            } else if (TEENS.containsKey(word) || TENS.containsKey(word)) {
                var number = below100(words, i);
                digits.add(Integer.toString(number.value()));
                i += number.words() - 1;
            } else {
                digits.add(word);
            }
        }
        return digits;
    }

    /// Which of `count` choices the whole of `said` picks, from 1: "2", "#2", "option two", "the second one".
    public static OptionalInt choice(NormalizedText said, int count) {
        var words = said.text().replaceFirst("^(option|number|opcion|numero|press|la opcion|el numero) ", "");
        var ordinal = CHOICES.get(words);
        if (ordinal != null) {
            return inRange(ordinal == 0 ? count : ordinal, count);
        }
        var digits = String.join("", inDigits(List.of(words.split(" "))));
        return digits.matches("[0-9]{1,2}") ? inRange(Integer.parseInt(digits), count) : OptionalInt.empty();
    }

    private static OptionalInt inRange(int choice, int count) {
        return choice >= 1 && choice <= count ? OptionalInt.of(choice) : OptionalInt.empty();
    }

    private static boolean next(List<String> words, int i, String expected) {
        return i + 1 < words.size() && words.get(i + 1).equals(expected);
    }

    /// The number below 100 that starts at word `i`, and how many words it takes; nothing is 0 in 0 words.
    private static Part below100(List<String> words, int i) {
        if (i >= words.size()) {
            return new Part(0, 0);
        }
        var word = words.get(i);
        if (word.equals("and") && i + 1 < words.size()) {
            var rest = below100(words, i + 1);
            return rest.words() == 0 ? rest : new Part(rest.value(), rest.words() + 1);
        }
        if (TENS.containsKey(word)) {
            var and = next(words, i, "y") ? 1 : 0;
            var unit = i + 1 + and < words.size() ? UNITS.get(words.get(i + 1 + and)) : null;
            return unit == null || unit == 0 ? new Part(TENS.get(word), 1) : new Part(TENS.get(word) + unit, 2 + and);
        }
        if (TEENS.containsKey(word)) {
            return new Part(TEENS.get(word), 1);
        }
        var unit = UNITS.get(word);
        return unit == null ? new Part(0, 0) : new Part(unit, 1);
    }

    private record Part(int value, int words) {}
}

package io.glassline.router.flow;

import io.glassline.router.words.NormalizedText;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Days as people say them: "tomorrow", "last Friday", "12/5", "December 5th", "el 5 de diciembre". A date without a
/// year is the nearest one on the side of today where the matter lies.
final class Days {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("es"));

    private static final Map<String, Integer> FROM_TODAY = Map.ofEntries(
            Map.entry("today", 0),
            Map.entry("hoy", 0),
            Map.entry("tonight", 0),
            Map.entry("this morning", 0),
            Map.entry("esta manana", 0),
            Map.entry("tomorrow", 1),
            Map.entry("manana", 1),
            Map.entry("day after tomorrow", 2),
            Map.entry("pasado manana", 2),
            Map.entry("yesterday", -1),
            Map.entry("ayer", -1),
            Map.entry("day before yesterday", -2),
            Map.entry("antier", -2),
            Map.entry("anteayer", -2),
            Map.entry("antes de ayer", -2));

    private static final Pattern ISO = Pattern.compile("\\b(\\d{4})-(\\d{1,2})-(\\d{1,2})\\b");
    private static final Pattern SLASHES = Pattern.compile("\\b(\\d{1,2})[/.-](\\d{1,2})(?:[/.-](\\d{4}|\\d{2}))?\\b");
    private static final int CENTURY = 2000;

    private static final Map<String, DayOfWeek> WEEKDAYS = new HashMap<>();
    private static final Map<String, Month> MONTHS = new HashMap<>();

    static {
        for (var language : LANGUAGES) {
            for (var day : DayOfWeek.values()) {
                WEEKDAYS.put(plain(day.getDisplayName(TextStyle.FULL, language)), day);
            }
            for (var month : Month.values()) {
                MONTHS.put(plain(month.getDisplayName(TextStyle.FULL, language)), month);
                MONTHS.put(plain(month.getDisplayName(TextStyle.SHORT, language)), month);
            }
        }
        List.of("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun")
                .forEach(name -> WEEKDAYS.put(name, named(name)));
        MONTHS.put("sept", Month.SEPTEMBER);
    }

    private Days() {}

    private static DayOfWeek named(String name) {
        return List.of(DayOfWeek.values()).stream()
                .filter(day -> plain(day.name()).startsWith(name.substring(0, 3)))
                .findFirst()
                .orElseThrow();
    }

    static Optional<LocalDate> in(String raw, LocalDate today, boolean isPast) {
        var said = NormalizedText.of(raw);
        return written(raw, today, isPast)
                .or(() -> named(said, today, isPast))
                .or(() -> fromToday(said.text(), today))
                .or(() -> weekday(said, today, isPast));
    }

    private static Optional<LocalDate> written(String raw, LocalDate today, boolean isPast) {
        var iso = ISO.matcher(raw);
        if (iso.find()) {
            return date(number(iso.group(1)), number(iso.group(2)), number(iso.group(3)));
        }
        var slashes = SLASHES.matcher(raw);
        if (!slashes.find()) {
            return Optional.empty();
        }
        var month = number(slashes.group(1));
        var day = number(slashes.group(2));
        if (slashes.group(3) != null) {
            var year = number(slashes.group(3));
            return date(year < CENTURY ? CENTURY + year : year, month, day);
        }
        return near(month, day, today, isPast);
    }

    /// "December 5", "5 de diciembre", "the 5th of December 2026".
    private static Optional<LocalDate> named(NormalizedText said, LocalDate today, boolean isPast) {
        var words = said.words();
        for (var at = 0; at < words.size(); at++) {
            var month = MONTHS.get(words.get(at));
            if (month == null) {
                continue;
            }
            var day = dayBeside(words, at);
            if (day.isPresent()) {
                var year = words.stream()
                        .filter(word -> word.matches("20\\d\\d"))
                        .map(Days::number)
                        .findFirst();
                return year.isPresent()
                        ? date(year.get(), month.getValue(), day.get())
                        : near(month.getValue(), day.get(), today, isPast);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> dayBeside(List<String> words, int month) {
        for (var beside : List.of(month + 1, month - 1, month - 2)) {
            if (beside >= 0 && beside < words.size()) {
                var digits = words.get(beside).replaceFirst("(st|nd|rd|th)$", "");
                if (digits.matches("\\d{1,2}")) {
                    return Optional.of(number(digits));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> fromToday(String said, LocalDate today) {
        return FROM_TODAY.keySet().stream()
                .filter(words -> (" " + said + " ").contains(" " + words + " "))
                .max((one, other) -> Integer.compare(one.length(), other.length()))
                .map(words -> today.plusDays(FROM_TODAY.getOrDefault(words, 0)));
    }

    private static Optional<LocalDate> weekday(NormalizedText said, LocalDate today, boolean isPast) {
        return said.words().stream().filter(WEEKDAYS::containsKey).findFirst().map(name -> {
            var day = WEEKDAYS.getOrDefault(name, today.getDayOfWeek());
            return today.with(isPast ? TemporalAdjusters.previousOrSame(day) : TemporalAdjusters.nextOrSame(day));
        });
    }

    private static Optional<LocalDate> near(int month, int day, LocalDate today, boolean isPast) {
        return date(today.getYear(), month, day).flatMap(date -> {
            if (isPast && date.isAfter(today)) {
                return date(today.getYear() - 1, month, day);
            }
            return !isPast && date.isBefore(today) ? date(today.getYear() + 1, month, day) : Optional.of(date);
        });
    }

    private static Optional<LocalDate> date(int year, int month, int day) {
        try {
            return Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException e) {
            return Optional.empty(); // there is no such day
        }
    }

    /// A day as a citizen reads it, where `value` is one.
    static Optional<LocalDate> parse(String value) {
        try {
            return Optional.of(LocalDate.parse(value));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static String plain(String name) {
        return NormalizedText.of(name.toLowerCase(Locale.ROOT)).text();
    }
}

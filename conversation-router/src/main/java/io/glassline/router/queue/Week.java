package io.glassline.router.queue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// When someone is there, by the day of the week. `through` means holidays too.
public record Week(List<Span> spans, boolean through) {

    private static final int LOOK_AHEAD_DAYS = 15;

    public Week {
        spans = List.copyOf(spans);
    }

    /// From the first day to the last, each from `from` until before `to`; midnight as `to` is the end of the day.
    public record Span(DayOfWeek first, DayOfWeek last, LocalTime from, LocalTime to) {

        /// As it is written, such as `Mon-Fri 08:00-17:00`.
        @Override
        public String toString() {
            var days = first == last ? SHORT.get(first) : SHORT.get(first) + "-" + SHORT.get(last);
            return days + " " + from + "-" + (to.equals(LocalTime.MIDNIGHT) ? "24:00" : to);
        }

        private boolean on(DayOfWeek day) {
            var days = Math.floorMod(last.getValue() - first.getValue(), 7);
            return Math.floorMod(day.getValue() - first.getValue(), 7) <= days;
        }

        private boolean isWholeDay() {
            return from.equals(LocalTime.MIDNIGHT) && to.equals(LocalTime.MIDNIGHT);
        }

        private boolean holds(LocalTime time) {
            return !time.isBefore(from) && (to.equals(LocalTime.MIDNIGHT) || time.isBefore(to));
        }
    }

    /// Whether it never ends: each day from midnight to midnight, and holidays too.
    public boolean isAlways() {
        return through
                && Arrays.stream(DayOfWeek.values())
                        .allMatch(day -> spans.stream().anyMatch(span -> span.on(day) && span.isWholeDay()));
    }

    /// Reads `Mon-Fri 08:00-17:00`; `24:00` is the end of the day.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    public static Span span(String text) {
        var parts = text.strip().split("\\s+");
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "\"%s\" is not days and hours; write Mon-Fri 08:00-17:00".formatted(text));
        }
        var days = parts[0].split("-");
        var hours = parts[1].split("-");
        if (days.length > 2 || hours.length != 2) {
            throw new IllegalArgumentException(
                    "\"%s\" is not days and hours; write Mon-Fri 08:00-17:00".formatted(text));
        }
        var from = time(hours[0]);
        var to = hours[1].equals("24:00") ? LocalTime.MIDNIGHT : time(hours[1]);
        if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
            throw new IllegalArgumentException("\"%s\" ends before it starts".formatted(parts[1]));
        }
        return new Span(day(days[0]), day(days[days.length - 1]), from, to);
    }

    private static LocalTime time(String text) {
        if (!text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            throw new IllegalArgumentException("\"%s\" is not a time of day; write it as 08:00".formatted(text));
        }
        return LocalTime.parse(text);
    }

    private static final Map<DayOfWeek, String> SHORT = new EnumMap<>(Map.of(
            DayOfWeek.MONDAY, "Mon",
            DayOfWeek.TUESDAY, "Tue",
            DayOfWeek.WEDNESDAY, "Wed",
            DayOfWeek.THURSDAY, "Thu",
            DayOfWeek.FRIDAY, "Fri",
            DayOfWeek.SATURDAY, "Sat",
            DayOfWeek.SUNDAY, "Sun"));

    private static DayOfWeek day(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> text.equals(SHORT.get(day)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"%s\" is not a day; days are %s".formatted(text, String.join(", ", SHORT.values()))));
    }

    public boolean isOpen(ZonedDateTime cityTime, Set<LocalDate> holidays) {
        return (through || !holidays.contains(cityTime.toLocalDate()))
                && spans.stream()
                        .anyMatch(span -> span.on(cityTime.getDayOfWeek()) && span.holds(cityTime.toLocalTime()));
    }

    /// From when to when someone is there on a day, in order; times that overlap are one.
    List<Times> on(LocalDate day, Set<LocalDate> holidays) {
        if (!through && holidays.contains(day)) {
            return List.of();
        }
        var times = new ArrayList<Times>();
        spans.stream()
                .filter(span -> span.on(day.getDayOfWeek()))
                .map(span -> new Times(span.from(), span.to()))
                .sorted(Comparator.comparing(Times::from))
                .forEach(next -> {
                    if (!times.isEmpty() && times.getLast().reaches(next.from())) {
                        times.add(times.removeLast().until(next));
                    } else {
                        times.add(next);
                    }
                });
        return times;
    }

    /// Midnight as `to` is the end of the day.
    record Times(LocalTime from, LocalTime to) {

        boolean toEndOfDay() {
            return to.equals(LocalTime.MIDNIGHT);
        }

        private boolean reaches(LocalTime time) {
            return toEndOfDay() || !time.isAfter(to);
        }

        private Times until(Times next) {
            var ends = toEndOfDay() || next.toEndOfDay() ? LocalTime.MIDNIGHT : to.isAfter(next.to) ? to : next.to;
            return new Times(from, ends);
        }
    }

    /// The next time it opens after `cityTime`, or empty when it does not open within two weeks.
    public Optional<ZonedDateTime> opensAfter(ZonedDateTime cityTime, Set<LocalDate> holidays) {
        return Stream.iterate(cityTime.toLocalDate(), day -> day.plusDays(1))
                .limit(LOOK_AHEAD_DAYS)
                .filter(day -> through || !holidays.contains(day))
                .flatMap(day -> spans.stream()
                        .filter(span -> span.on(day.getDayOfWeek()))
                        .map(span -> day.atTime(span.from()).atZone(cityTime.getZone())))
                .filter(opens -> opens.isAfter(cityTime))
                .min(ZonedDateTime::compareTo);
    }
}

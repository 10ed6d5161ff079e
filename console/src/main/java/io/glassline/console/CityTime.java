package io.glassline.console;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// Times as people at the desk read them, in the city's zone.
@Singleton
final class CityTime {

    /// Measured times are shown to a tenth of a second.
    private static final double SHOWN_MIN_SECONDS = 0.1;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE_AND_CLOCK = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private final ConsoleSettings settings;
    private final InstantSource clock;

    CityTime(ConsoleSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /// `14:05` today, `21 Nov, 14:05` otherwise.
    String at(Instant time) {
        return (date(time).equals(today()) ? CLOCK : DATE_AND_CLOCK).format(time.atZone(settings.zone()));
    }

    String clock(Instant time) {
        return CLOCK.format(time.atZone(settings.zone()));
    }

    String full(Instant time) {
        return FULL.format(time.atZone(settings.zone()));
    }

    LocalDate date(Instant time) {
        return time.atZone(settings.zone()).toLocalDate();
    }

    LocalDate today() {
        return date(now());
    }

    /// `Today`, `Yesterday`, or the day's name.
    String day(LocalDate date) {
        if (date.equals(today())) {
            return "Today";
        }
        return date.equals(today().minusDays(1)) ? "Yesterday" : DAY.format(date);
    }

    /// The first instant of the day `daysAgo` days before today.
    Instant startOfDay(int daysAgo) {
        return today().minusDays(daysAgo).atStartOfDay(settings.zone()).toInstant();
    }

    /// `2 Mar 2026`.
    static String date(LocalDate day) {
        return DATE.format(day);
    }

    Instant startOf(LocalDate day) {
        return day.atStartOfDay(settings.zone()).toInstant();
    }

    /// A day as a form's `date` field has it.
    static Optional<LocalDate> readDay(String written) {
        try {
            return Optional.of(LocalDate.parse(written)).filter(day -> day.getYear() >= 1970 && day.getYear() <= 9999);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// A time as a form's `datetime-local` field has it, in the city's zone.
    Optional<Instant> read(String local) {
        try {
            return Optional.of(
                    LocalDateTime.parse(local).atZone(settings.zone()).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// How long ago, as one says it: `now`, `4 min`, `1 h 20 min`, `3 days`.
    String since(Instant time) {
        var passed = Duration.between(time, now());
        return passed.compareTo(Duration.ofMinutes(1)) < 0 ? "now" : length(passed);
    }

    static String length(Duration length) {
        if (length.compareTo(Duration.ofMinutes(1)) < 0) {
            return Math.max(length.toSeconds(), 0) + " s";
        }
        if (length.compareTo(Duration.ofHours(1)) < 0) {
            return length.toMinutes() + " min";
        }
        if (length.compareTo(Duration.ofDays(2)) < 0) {
            var minutes = length.toMinutesPart();
            return length.toHours() + " h" + (minutes == 0 ? "" : " " + minutes + " min");
        }
        return length.toDays() + " days";
    }

    /// A measured length, with one unit more than [#length]: `under 0.1 s`, `42 s`, `2 min 10 s`, `1 h 5 min`.
    static String seconds(double seconds) {
        if (seconds < SHOWN_MIN_SECONDS / 2) {
            return "under " + SHOWN_MIN_SECONDS + " s";
        }
        var length = Duration.ofMillis(Math.round(seconds * 1000));
        if (length.compareTo(Duration.ofSeconds(10)) < 0) {
            return String.format(Locale.ENGLISH, "%.1f s", seconds);
        }
        if (length.compareTo(Duration.ofMinutes(1)) > 0 && length.compareTo(Duration.ofHours(1)) < 0) {
            var rest = length.toSecondsPart();
            return length.toMinutes() + " min" + (rest == 0 ? "" : " " + rest + " s");
        }
        return length(length);
    }
}

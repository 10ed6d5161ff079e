package io.glassline.declared.receive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The ways in which providers write when something was: seconds or milliseconds since 1970, ISO 8601 with or without
/// its zone, RFC 1123.
final class EventTime {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}(\\.[0-9]{1,9})?");

    /// Larger ones are milliseconds.
    private static final double SECONDS_MAX = 100_000_000_000.0;

    private static final double YEAR_10000_S = 253_402_300_800.0;

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter(Locale.ROOT);

    private static final List<DateTimeFormatter> WITH_ZONE = List.of(
            new DateTimeFormatterBuilder().append(LOCAL).appendOffsetId().toFormatter(Locale.ROOT),
            new DateTimeFormatterBuilder()
                    .append(LOCAL)
                    .appendOffset("+HHMM", "+0000")
                    .toFormatter(Locale.ROOT),
            DateTimeFormatter.RFC_1123_DATE_TIME);

    private EventTime() {}

    /// A time without a zone is UTC. What makes no sense is `otherwise`.
    static Instant of(Optional<String> written, Instant otherwise) {
        if (written.isEmpty()) {
            return otherwise;
        }
        var text = written.get().strip();
        if (NUMBER.matcher(text).matches()) {
            var number = Double.parseDouble(text);
            var seconds = number > SECONDS_MAX ? number / 1000 : number;
            return seconds > 0 && seconds < YEAR_10000_S ? Instant.ofEpochMilli(Math.round(seconds * 1000)) : otherwise;
        }
        if (text.length() > 40) {
            return otherwise;
        }
        for (var format : WITH_ZONE) {
            try {
                return OffsetDateTime.parse(text, format).toInstant();
            } catch (DateTimeException e) {
                // another form, perhaps
            }
        }
        try {
            return LocalDateTime.parse(text, LOCAL).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}

package io.glassline.app.api;

import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.TypeConverter;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Reads the times in the addresses of the API: ISO-8601 with a zone, from 1970 to the end of 9999. What is
/// further away is a mistake, and more than PostgreSQL can compare with.
@Singleton
final class ApiTime implements TypeConverter<CharSequence, Instant> {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    @Override
    public Optional<Instant> convert(CharSequence written, Class<Instant> type, ConversionContext context) {
        try {
            var time = Instant.parse(written);
            if (!time.isBefore(FIRST) && time.isBefore(END)) {
                return Optional.of(time);
            }
        } catch (DateTimeParseException e) {
            // told below
        }
        context.reject(
                written, new IllegalArgumentException("write times like 2026-03-02T08:00:00Z, from 1970 to 9999"));
        return Optional.empty();
    }
}

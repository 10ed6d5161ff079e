package io.glassline.records;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// That somebody asked the city for records.
///
/// @param asker a name or a reference, as the officer wrote it
/// @param about what was asked for, as the officer wrote it
/// @param madeBy who wrote it down
/// @param taken what is in it; empty until that is written down, once
/// @param given the last time that it was given out
public record RecordsRequest(
        UUID id,
        String asker,
        String about,
        LocalDate receivedOn,
        LocalDate dueOn,
        String madeBy,
        Instant madeAt,
        Optional<Taken> taken,
        Optional<Given> given) {

    public static final int ASKER_MAX_CHARS = 200;
    public static final int ABOUT_MAX_CHARS = 2_000;

    /// What the record calls it when somebody who may not have it asks for it.
    public static final String EXPORT = "a request for public records";

    public record Taken(Selection selection, String by, Instant at) {}

    /// @param digest the SHA-256 over the list of its files, in lower-case hex
    public record Given(String by, Instant at, String digest) {}

    public RecordsRequest taken(Selection selection, String by, Instant at) {
        return new RecordsRequest(
                id, asker, about, receivedOn, dueOn, madeBy, madeAt, Optional.of(new Taken(selection, by, at)), given);
    }

    public RecordsRequest given(String by, Instant at, String digest) {
        return new RecordsRequest(
                id, asker, about, receivedOn, dueOn, madeBy, madeAt, taken, Optional.of(new Given(by, at, digest)));
    }
}

package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.answer.SourcePassage;
import io.glassline.answer.SourceState;
import io.glassline.storage.TestServers;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PgSourceStatesTest {

    private static SourceState state(Optional<String> text, Optional<String> failure) {
        var passage = text.map(said -> new SourcePassage("Collection", said));
        return new SourceState(
                "trash-day",
                URI.create("https://city.example/waste"),
                "ab12",
                LocalDate.parse("2026-10-05"),
                passage,
                passage,
                Instant.parse("2026-11-29T12:00:00Z"),
                failure);
    }

    @Test
    void whatIsKeptIsFoundAndTakesThePlaceOfWhatWasKnown() {
        try (var database = TestServers.newDatabase()) {
            var states = new PgSourceStates(database);
            assertThat(states.all()).isEmpty();
            for (var next : new SourceState[] {
                state(Optional.empty(), Optional.of("the site answered 503")),
                state(Optional.of("On Tuesday."), Optional.empty())
            }) {
                states.keep(next);
                assertThat(states.all()).isEqualTo(Map.of("trash-day", next));
            }
        }
    }
}

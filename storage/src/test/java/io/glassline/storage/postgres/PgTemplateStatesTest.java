package io.glassline.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.storage.TestServers;
import io.glassline.template.MessageTemplate.Category;
import io.glassline.template.ProviderTemplate;
import io.glassline.template.ProviderTemplate.State;
import io.glassline.template.TemplateStates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the providers said of their templates, read back.
class PgTemplateStatesTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:10:00Z");
    private static final ProviderTemplate NEWS =
            new ProviderTemplate("news", "en_US", State.APPROVED, "", Optional.of(Category.UTILITY), "News of {{1}}.");
    private static final ProviderTemplate OLD =
            new ProviderTemplate("old", "es", State.REJECTED, "SCAM", Optional.empty(), "");

    private Database database;
    private PgTemplateStates states;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        states = new PgTemplateStates(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aReadingTakesThePlaceOfTheOneBefore() {
        assertThat(states.of("city-whatsapp")).as("never asked").isEmpty();
        states.keep("city-whatsapp", List.of(NEWS, OLD), NOW);
        assertThat(states.of("city-whatsapp")).contains(new TemplateStates.Read(NOW, List.of(NEWS, OLD)));

        states.keep("city-whatsapp", List.of(OLD), NOW.plusSeconds(600));
        assertThat(states.of("city-whatsapp")).contains(new TemplateStates.Read(NOW.plusSeconds(600), List.of(OLD)));
    }

    @Test
    void thatAProviderHasNoneIsKnownToo() {
        states.keep("city-whatsapp", List.of(), NOW);
        assertThat(states.of("city-whatsapp")).contains(new TemplateStates.Read(NOW, List.of()));
        assertThat(states.of("another")).isEmpty();
    }
}

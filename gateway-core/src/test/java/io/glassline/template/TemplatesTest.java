package io.glassline.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.template.MessageTemplate.Category;
import io.glassline.template.ProviderTemplate.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {

    private static final String ACCOUNT = "city-whatsapp";
    private static final MessageTemplate TEMPLATE = template();

    private final List<ProviderTemplate> atProvider = new ArrayList<>();
    private boolean isRead = true;
    private final Templates templates = new Templates(() -> List.of(TEMPLATE), new TemplateStates() {
        @Override
        public void keep(String accountId, List<ProviderTemplate> all, Instant readAt) {
            throw new UnsupportedOperationException("only read here");
        }

        @Override
        public Optional<Read> of(String accountId) {
            return isRead ? Optional.of(new Read(Instant.EPOCH, atProvider)) : Optional.empty();
        }
    });

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            APPROVED | ''   | News of {{1}}: {{2}}. | ''
            PENDING  | ''   | News of {{1}}: {{2}}. | The provider has not approved it yet.
            REJECTED | SCAM | News of {{1}}: {{2}}. | The provider has rejected it. SCAM
            PAUSED   | ''   | News of {{1}}: {{2}}. | The provider has paused it, because people did not want it.
            GONE     | ''   | News of {{1}}: {{2}}. | The provider has switched it off.
            APPROVED | ''   | News of {{1}}.        | In en_US the provider’s text has 1 places to fill in, and the city’s has 2.
            """)
    void onlyWhatTheProviderWouldSendIsUsable(State state, String reason, String body, String obstacle) {
        atProvider.add(new ProviderTemplate("news", "en_US", state, reason, Optional.of(Category.UTILITY), body));
        var offered = templates.find("news", ACCOUNT, Locale.ENGLISH).orElseThrow();
        assertThat(offered.obstacle().orElse("")).isEqualTo(obstacle);
        assertThat(offered.isUsable()).isEqualTo(obstacle.isEmpty());
    }

    @Test
    void whereTheProviderWasNeverAskedItIsTried() {
        isRead = false;
        var offered = templates.find("news", ACCOUNT, Locale.of("fr")).orElseThrow();
        assertThat(offered.isUsable()).isTrue();
        assertThat(offered.language()).isEqualTo("en");
        assertThat(templates.of("another-account", Locale.ENGLISH)).isEmpty();
    }

    @Test
    void whatTheProviderDoesNotHaveIsNotUsable() {
        assertThat(templates.of(ACCOUNT, Locale.ENGLISH).getFirst().obstacle())
                .contains("The provider has no template news in en_US.");
    }

    @Test
    void filledInItReadsAsItWillArrive() {
        var filled = TEMPLATE.filled("es", List.of("un\n  bache", "cuesta $1 {{2}}"));
        assertThat(filled.text()).isEqualTo("Novedades de un bache: cuesta $1 {{2}}.");
        assertThat(filled.values()).as("no ends of lines").containsExactly("un bache", "cuesta $1 {{2}}");
        assertThat(filled.language()).isEqualTo("es");
    }

    @Test
    void whatCannotBeSentIsSaidBeforeItIs() {
        assertThat(TEMPLATE.mistake("en", List.of("R1"))).isPresent();
        assertThat(TEMPLATE.mistake("en", List.of("R1", " ")))
                .hasValueSatisfying(says -> assertThat(says).contains("status"));
        assertThat(TEMPLATE.mistake("en", List.of("R1", "x".repeat(1_024)))).isPresent();
        assertThat(TEMPLATE.mistake("en", List.of("R1", "open"))).isEmpty();
    }

    private static MessageTemplate template() {
        var bodies = new LinkedHashMap<String, String>();
        bodies.put("en", "News of {{1}}: {{2}}.");
        bodies.put("es", "Novedades de {{1}}: {{2}}.");
        return new MessageTemplate(
                "news", Category.UTILITY, Set.of(ACCOUNT), List.of("number", "status"), bodies, Map.of("en", "en_US"));
    }
}

package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.programme.Campaign;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgCampaigns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Residents join programmes by text message in two languages, leave them and say STOP; the city
/// sends to those who have one, and to nobody else, and not at night.
class ProgrammesTest {

    private static final String ACCOUNT = "city-sms";
    private static final String EVACUATE = "Leave the river park now.";
    private static final Map<String, String> ALERT = Map.of("en", EVACUATE, "es", "Salga ahora del parque del río.");
    private static final Map<String, String> PICKUP = Map.of("en", "No pickup on Monday.", "es", "El lunes no hay.");

    private static final String ANA = "+15554001";
    private static final String BEATRIZ = "+15554002";
    private static final String CARL = "+15554003";
    private static final String DORA = "+15554004";
    private static final String EVE = "+15554005";
    private static final String FRED = "+15554006";

    @TempDir
    Path data;

    @TempDir
    Path config;

    @Test
    void whoAskedForItHasItOnceAndWhoLeftOrSaidStopOrNeverAskedDoesNot() throws IOException {
        Folders.copy(Town.home().resolve("config"), config);
        quietNow(config.resolve("programmes.yml"));
        try (var town = Town.of(config, data)) {
            joins(town, ANA, "JOIN ALERTS", "LEAVE ALERTS to end these");
            joins(town, BEATRIZ, "Unir alertas", "SALIR ALERTAS para terminar");
            joins(town, CARL, "join alerts", "LEAVE ALERTS to end these");
            joins(town, DORA, "join alerts", "LEAVE ALERTS to end these");
            joins(town, EVE, "hello", "");
            joins(town, FRED, "JOIN TRASH", "LEAVE TRASH to end these");
            joins(town, CARL, "STOP", "");
            joins(town, DORA, "LEAVE ALERTS", "no more messages of: emergency notices");

            var alert = written("emergency-notices", ALERT);
            var pickup = written("trash-reminders", PICKUP);
            town.apiPost("/campaigns/" + alert + "/approval", Map.of());
            town.apiPost("/campaigns/" + pickup + "/approval", Map.of());

            town.hears(ACCOUNT, ANA, EVACUATE);
            town.hears(ACCOUNT, BEATRIZ, "Salga ahora");
            Town.await("the alert is done", () -> state(town, alert).equals("done"));
            var counts = counts(town, alert);
            assertThat(counts.path("people").asLong()).isEqualTo(2);
            assertThat(counts.path("sent").asLong()).isEqualTo(2);
            for (var resident : List.of(ANA, BEATRIZ)) {
                assertThat(town.heard(ACCOUNT, resident))
                        .filteredOn(ProgrammesTest::isAlert)
                        .hasSize(1);
            }
            for (var resident : List.of(CARL, DORA, EVE, FRED)) {
                assertThat(town.heard(ACCOUNT, resident)).noneMatch(ProgrammesTest::isAlert);
            }

            assertThat(state(town, pickup)).as("it is night for what can wait").isEqualTo("sending");
            assertThat(counts(town, pickup).path("waiting").asLong()).isEqualTo(1);
            town.apiPost("/campaigns/" + pickup + "/stop", Map.of());
            assertThat(counts(town, pickup).path("leftOut").toString()).contains("stopped");
            assertThat(town.heard(ACCOUNT, FRED)).noneMatch(text -> text.contains("No pickup"));

            var said = town.conversation(ANA).toString();
            assertThat(said).as("what they answer stands below it").contains(EVACUATE);
        }
    }

    private static boolean isAlert(String text) {
        return ALERT.values().stream().anyMatch(text::contains);
    }

    private static void joins(Town town, String resident, String text, String hears) {
        var before = town.heard(ACCOUNT, resident).size();
        town.says(ACCOUNT, resident, text);
        if (hears.isEmpty()) {
            Town.await("an answer", () -> town.heard(ACCOUNT, resident).size() > before);
        } else {
            town.hears(ACCOUNT, resident, hears);
        }
    }

    /// From an hour ago until two hours from now, by the city's clock.
    private static void quietNow(Path programmes) throws IOException {
        var now = LocalTime.now(ZoneId.of("America/Los_Angeles")).truncatedTo(ChronoUnit.MINUTES);
        var text = Files.readString(programmes);
        assertThat(text).contains("from: \"21:00\", until: \"08:00\"");
        Files.writeString(
                programmes,
                text.replace(
                        "from: \"21:00\", until: \"08:00\"",
                        "from: \"%s\", until: \"%s\"".formatted(now.minusHours(1), now.plusHours(2))));
    }

    /// By a person of the city, from beside the town, for the town's one token approves.
    private String written(String programme, Map<String, String> texts) {
        var servers = Town.servers(data);
        var random = new SecureRandom();
        var audit = new AuditEntries(() -> {
            var salt = new byte[AuditEntries.SALT_BYTES];
            random.nextBytes(salt);
            return salt;
        });
        try (var database = Database.open(
                servers.getProperty("jdbcUrl"), servers.getProperty("user"), servers.getProperty("password"), 2)) {
            var campaigns = new PgCampaigns(database, audit);
            var campaign = Campaign.draft(UUID.randomUUID(), programme, texts, "agent", Instant.now());
            campaigns.write(campaign, Actor.atConsole("agent"));
            campaigns.ask(campaign.id(), Actor.atConsole("agent"), Instant.now());
            return campaign.id().toString();
        }
    }

    private static String state(Town town, String campaign) {
        return town.api("/campaigns/" + campaign).path("campaign").path("state").asText();
    }

    private static JsonNode counts(Town town, String campaign) {
        return town.api("/campaigns/" + campaign).path("counts");
    }
}

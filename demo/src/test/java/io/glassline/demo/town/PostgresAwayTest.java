package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Acknowledged means kept, also while PostgreSQL says nothing and though the gateway is killed meanwhile.
class PostgresAwayTest {

    private static final String CITIZEN = "+15550344";
    private static final int MESSAGES = 20;

    @TempDir
    Path data;

    private Town town;
    private boolean frozen;

    @BeforeEach
    void start() {
        town = Town.start(data);
    }

    @AfterEach
    void stop() throws Exception {
        if (frozen) {
            signal("CONT");
        }
        town.close();
    }

    @Test
    void whatIsAcknowledgedMeanwhileIsHandledInOrderAfterwards() throws Exception {
        text(0);
        Town.await(
                "the first is answered", () -> !town.heard("city-sms", CITIZEN).isEmpty());

        freeze();
        for (var n = 1; n < MESSAGES / 2; n++) {
            text(n);
        }
        var health = town.get(town.inside("/health"));
        assertThat(health.path("status").asText()).isEqualTo("UP");
        assertThat(health.path("parts").path("postgresql").asText()).isEqualTo("AWAY");
        assertThat(health.path("parts").path("spool").asText()).isEqualTo("FILLING");
        assertThat(town.send(town.request(town.inside("/metrics"))).body())
                .contains("glassline_spooling 1.0")
                .contains("glassline_spool_records " + (MESSAGES / 2 - 1) + ".0");
        thaw();
        Town.await("the spool is drained", () -> spool().equals("EMPTY"));

        freeze();
        for (var n = MESSAGES / 2; n < MESSAGES; n++) {
            text(n);
        }
        town.kill();
        thaw();
        town.start();

        var said = Town.awaitValue("all are in the conversation", this::said, all -> all.size() >= MESSAGES);
        var expected = new ArrayList<String>();
        for (var n = 0; n < MESSAGES; n++) {
            expected.add("message " + n);
        }
        assertThat(said).containsExactlyElementsOf(expected);
        Town.await("the spool is drained", () -> spool().equals("EMPTY"));
    }

    private void text(int n) {
        var form = Signed.sms("SMaway%028d".formatted(n), CITIZEN, "message " + n);
        var response = town.send(Signed.twilio(town.internet("/channels/city-sms"), form, Signed.TWILIO_TOKEN));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private List<String> said() {
        var said = new ArrayList<String>();
        town.conversation(CITIZEN).path("messages").forEach(message -> {
            if (message.path("direction").asText().equals("in")) {
                said.add(message.path("text").asText());
            }
        });
        return said;
    }

    private String spool() {
        return town.get(town.inside("/health")).path("parts").path("spool").asText();
    }

    private void freeze() throws Exception {
        signal("STOP");
        frozen = true;
    }

    private void thaw() throws Exception {
        signal("CONT");
        frozen = false;
    }

    private void signal(String name) throws IOException, InterruptedException {
        long pid;
        try (var lines = Files.lines(data.resolve("postgresql/data/postmaster.pid"))) {
            pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
        }
        var command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(pid)));
        ProcessHandle.of(pid).orElseThrow().descendants().forEach(child -> command.add(Long.toString(child.pid())));
        new ProcessBuilder(command).start().waitFor(); // a child may end before its turn comes
    }
}

package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Promise P1: acknowledged means kept.
class CrashTest {

    private static final String ASKED = "What are the opening hours of city hall?";

    @TempDir
    Path data;

    @Test
    void aGatewayKilledBetweenTheAcknowledgementAndTheAnswerAnswersOnceWhenItIsBack() {
        try (var town = Town.start(data)) {
            // Answers cannot leave while the provider fails, so each kill falls between the 200 and the answer.
            town.fault(Map.of("account", "city-sms", "kind", "status", "rate", 1.0, "status", 503, "seconds", 600));
            var citizens = List.of("+15550401", "+15550402", "+15550403");
            for (var citizen : citizens) {
                assertThat(town.says("city-sms", citizen, ASKED).path("status").asInt())
                        .isEqualTo(200);
            }
            town.kill();

            town.start();
            for (var citizen : citizens) {
                Town.await(
                        citizen + " is answered",
                        () -> !town.heard("city-sms", citizen).isEmpty());
                town.says("city-sms", citizen, "HELP");
                town.hears("city-sms", citizen, "STOP");
                assertThat(town.heard("city-sms", citizen))
                        .as("one answer, then the help text")
                        .hasSize(2);
            }
        }
    }

    @Test
    void aFlowGoesOnWhereItWasAfterRedisIsEmptiedAndAfterAKill() {
        try (var town = Town.start(data)) {
            var citizen = "+15550411";
            town.says("city-sms", citizen, "permit status");
            Town.await(
                    "the flow asks for the number",
                    () -> !town.heard("city-sms", citizen).isEmpty());
            Redis.flushAll(town.data());

            town.says("city-sms", citizen, "PRM-2026-0117");
            town.hears("city-sms", citizen, "PRM-2026-0117");

            var other = "+15550412";
            town.says("city-sms", other, "permit status");
            Town.await(
                    "the flow asks for the number",
                    () -> !town.heard("city-sms", other).isEmpty());
            town.kill();
            town.start();
            town.says("city-sms", other, "PRM-2026-0117");
            town.hears("city-sms", other, "PRM-2026-0117");
        }
    }
}

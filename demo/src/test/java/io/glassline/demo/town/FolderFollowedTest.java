package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo follows its folder: what is saved is live within seconds, without a restart, or refused with file and line.
class FolderFollowedTest {

    private static final String SMS = "city-sms";

    @Test
    void savedIsLiveAndAMistakeLeavesAllAsItWas(@TempDir Path folder) throws IOException {
        var config = folder.resolve("config");
        Folders.copy(Town.home().resolve("config"), config);
        try (var town = Town.of(config, folder.resolve("data"))) {
            town.says(SMS, "+15550901", "thank you so much");
            town.hears(SMS, "+15550901", "You are welcome.");
            var first = active(town);

            change(config.resolve("phrases.yml"), "You are welcome. Write any time.", "Our pleasure. Write any time.");
            Town.await("it is live", () -> !active(town).equals(first));
            var second = active(town);
            town.says(SMS, "+15550902", "thank you so much");
            town.hears(SMS, "+15550902", "Our pleasure.");

            change(config.resolve("queues.yml"), "hours: parking", "hours: parkin");
            Town.await("the mistake is told", () -> town.printed().contains("queues.yml:"));
            assertThat(town.printed()).contains("the version before stays live");
            town.says(SMS, "+15550903", "thank you so much");
            town.hears(SMS, "+15550903", "Our pleasure.");
            assertThat(active(town)).isEqualTo(second);

            assertThat(version(town, "+15550901")).isEqualTo(first);
            assertThat(version(town, "+15550902")).isEqualTo(second);
            assertThat(version(town, "+15550903")).isEqualTo(second);
            assertThat(town.api("/configuration").path("versions")).hasSize(2);
        }
    }

    private static String active(Town town) {
        return town.api("/configuration").path("active").asText();
    }

    /// By which it was decided about the citizen's only message.
    private static String version(Town town, String from) {
        return StreamSupport.stream(town.conversation(from).path("decisions").spliterator(), false)
                .map((JsonNode decision) -> decision.path("rulesVersion").asText())
                .findFirst()
                .orElse("none");
    }

    private static void change(Path file, String from, String to) throws IOException {
        var text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }
}

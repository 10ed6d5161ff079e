package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.simulator.model.ModelProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole gateway with a language model that phrases its answers, and invents.
class ModelTest {

    private static final String URL = "GLASSLINE_MODEL_URL";
    private static final String KEY = "GLASSLINE_MODEL_KEY";
    private static final String APPROVED = "Trash and recycling are picked up once a week.";

    private final ModelProvider provider = ModelProvider.start();

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aResidentGetsApprovedWordsWhateverTheModelSays(@TempDir Path folder) throws IOException {
        var config = folder.resolve("config");
        Folders.copy(Town.home().resolve("config"), config);
        Files.writeString(config.resolve("models.yml"), """
                provider: openai-compatible
                url: ${%s}
                inside: yes
                model: city-model
                key: ${%s}
                time-limit-ms: 5000
                calls-per-day: 100
                tokens-per-day: 100000
                use: [answers]
                mode: direct
                """.formatted(URL, KEY));
        var variables = Map.of(URL, provider.url() + "/v1", KEY, ModelProvider.KEY);
        try (var town = Town.of(config, variables, folder.resolve("data"))) {
            // The first question of a cold gateway may take longer than any citizen waits.
            town.says("city-sms", "+15550187", "when is trash day");
            Town.await("it is answered", () -> answer(town, "+15550187").contains("curb"));

            provider.says("Put bins at the curb by 6 am, with the lids closed. " + APPROVED);
            town.says("city-sms", "+15550188", "when is trash day");
            Town.await("it is answered", () -> answer(town, "+15550188").contains("curb"));
            assertThat(answer(town, "+15550188"))
                    .contains(
                            "Put bins at the curb by 6 am, with the lids closed. " + APPROVED,
                            "https://city.example/waste/collection")
                    .doesNotContain("Your day depends");
            assertThat(provider.asked()).last().asString().contains("when is trash day");

            provider.says("Put bins at the curb by 7 am, with the lids closed.");
            town.says("city-sms", "+15550189", "when is trash day");
            Town.await("it is answered", () -> answer(town, "+15550189").contains("curb"));
            assertThat(answer(town, "+15550189")).contains(APPROVED, "by 6 am").doesNotContain("7 am");
            assertThat(town.get(town.inside("/health")).at("/parts/model").asText())
                    .isEqualTo("UP");
        }
    }

    private static String answer(Town town, String citizen) {
        return String.join("\n", town.heard("city-sms", citizen));
    }
}

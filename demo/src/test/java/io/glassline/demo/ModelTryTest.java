package io.glassline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.command.ModelCommand;
import io.glassline.simulator.model.ModelProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelTryTest {

    private static final Path EXAMPLE = Path.of("..", "config");

    private final ModelProvider provider = ModelProvider.start();

    @TempDir
    private Path folder;

    private String printed = "";

    @BeforeEach
    void copyTheCity() throws IOException {
        try (var files = Files.walk(EXAMPLE)) {
            for (var file : files.toList()) {
                var copy = folder.resolve(EXAMPLE.relativize(file).toString());
                if (!file.equals(EXAMPLE)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private void withAModel() throws IOException {
        Files.writeString(folder.resolve("models.yml"), """
                {provider: ollama, url: '%s', inside: yes, model: small, time-limit-ms: 5000, calls-per-day: 1, tokens-per-day: 1, use: [answers]}
                """.formatted(provider.url()));
    }

    private int tried(String answer, String question) {
        var before = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            return new CommandLine(new ModelCommand()).execute("try", answer, question, "--config", folder.toString());
        } finally {
            System.setOut(before);
            printed = out.toString(UTF_8);
        }
    }

    @Test
    void printsWhatTheModelSaidAndWhatACitizenWouldGet() throws IOException {
        withAModel();
        provider.says("Trash and recycling are picked up once a week.");

        assertThat(tried("trash-day", "how often")).as(printed).isZero();
        assertThat(printed)
                .contains("small said: Trash and", "a citizen would get: Trash and", "https://city.example/waste");
    }

    @Test
    void tellsWhyTheAnswerWouldBeSaidAsItStands() throws IOException {
        withAModel();
        provider.says("Trash is picked up on Mondays.");

        assertThat(tried("trash-day", "how often")).isEqualTo(1);
        assertThat(printed).contains("small said: Trash is picked up on Mondays.", "approved answer (time): Trash and");
    }

    @Test
    void tellsWhatIsNotThere() throws IOException {
        assertThat(tried("trash-day", "how often")).isEqualTo(1);
        assertThat(printed).contains("no models.yml");
        withAModel();
        assertThat(tried("trash-dya", "how often")).isEqualTo(1);
        assertThat(printed).contains("trash-day");
    }
}

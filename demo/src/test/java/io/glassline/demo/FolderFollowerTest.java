package io.glassline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told when a followed folder is saved.
class FolderFollowerTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void whatIsSavedIsLiveOrRefusedAndWhatStillNeedsAStartIsSaid() throws IOException {
        save("name: One");
        var first = ((Parsed.Good<ConfigurationFiles>) ConfigurationFiles.ofFolder(folder)).value();
        try (var _ = new FolderFollower(
                        folder,
                        first.id(),
                        files -> files.text("city.yml").contains("wrong")
                                ? List.of(new Problem("city.yml", 1, "name", "is wrong"))
                                : List.of(),
                        () -> Optional.of("Nothing stands in for the provider of new-sms yet."),
                        new PrintStream(told, true, UTF_8))
                .start()) {
            save("name: wrong");
            await("city.yml:1: name is wrong", "The configuration has a mistake; the version before stays live.");
            assertThat(told.toString(UTF_8)).doesNotContain("new-sms");

            save("name: Two");
            await("is live.", "Nothing stands in for the provider of new-sms yet.");
        }
    }

    private void save(String text) throws IOException {
        Files.writeString(folder.resolve("city.yml"), text, UTF_8);
    }

    private void await(String... texts) {
        var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!List.of(texts).stream().allMatch(told.toString(UTF_8)::contains)) {
            assertThat(System.nanoTime()).as(told.toString(UTF_8)).isLessThan(until);
            Thread.onSpinWait();
        }
    }
}

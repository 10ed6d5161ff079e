package io.glassline.router.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.ExampleCity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The list in the code and the list that the city reads are one.
class RoutingStepsTest {

    private static final Pattern LINE = Pattern.compile("(?m)^(\\d+)\\. \\*\\*(.+?)\\.\\*\\*");

    @Test
    void theStepsAreTheNumberedListOfTheCitysReadme() throws IOException {
        assertThat(RoutingSteps.STEPS.stream().map(RoutingStepsTest::name).toList())
                .isEqualTo(lines().stream().map(line -> line.group(2)).toList());
    }

    @Test
    void theListIsNumberedFromOne() throws IOException {
        var lines = lines();
        for (var i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).group(1)).isEqualTo(Integer.toString(i + 1));
        }
    }

    /// The class `AutomaticMail` is the step "Automatic mail".
    private static String name(RoutingStep step) {
        var words = step.getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", " $1");
        return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
    }

    private static List<MatchResult> lines() throws IOException {
        var section = Files.readString(ExampleCity.FOLDER.resolve("README.md"), UTF_8)
                .split("## In which order a message is looked at\n")[1]
                .split("\n## ")[0];
        assertThat(section.lines().filter(line -> line.matches("\\d+\\..*")).count())
                .as("each line of the list begins with a step's name")
                .isEqualTo(LINE.matcher(section).results().count());
        return LINE.matcher(section).results().toList();
    }

    /// A step that is written and forgotten in the list would never be asked.
    @Test
    void everyStepThatIsWrittenIsInTheList() throws IOException {
        var folder = Path.of("src/main/java/io/glassline/router/step");
        try (var files = Files.list(folder)) {
            assertThat(files.filter(RoutingStepsTest::isStep)
                            .map(file -> file.getFileName().toString().replace(".java", ""))
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(RoutingSteps.STEPS.stream()
                            .map(step -> step.getClass().getSimpleName())
                            .toList());
        }
    }

    private static boolean isStep(Path file) {
        try {
            return Files.readString(file, UTF_8).contains(" implements RoutingStep ");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

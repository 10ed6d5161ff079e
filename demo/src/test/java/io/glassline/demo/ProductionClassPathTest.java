package io.glassline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `serve` and the container image have on their class path, as the build left it.
class ProductionClassPathTest {

    private static final Path LIBRARIES = Path.of("..", "app", "target", "lib");

    /// What plays a part of the outside world, and what tests are made of.
    private static final List<String> PROOF = List.of(
            "simulator",
            "embedded",
            "demo",
            "harness",
            "bench",
            "greenmail",
            "junit",
            "assertj",
            "archunit",
            "mariadb",
            "wiremock",
            "scala",
            "playwright",
            "jmh");

    @Test
    void hasNothingOfTheDemoAndNothingOfTests() throws IOException {
        assumeTrue(Files.isDirectory(LIBRARIES), "the app is not packaged; ./glassline test packages it first");

        assertThat(libraries()).contains("gateway-core").noneMatch(ProductionClassPathTest::isProof);
    }

    /// The names without their versions.
    private static List<String> libraries() throws IOException {
        try (var files = Files.list(LIBRARIES)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("-[0-9].*", ""))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isProof(String library) {
        return PROOF.stream().anyMatch(library::contains);
    }
}

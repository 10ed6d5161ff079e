package io.glassline.bench.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A break whose text is no longer in the source would be a proof of nothing.
class BrokenBuildTest {

    @TempDir
    Path folder;

    static java.util.List<BrokenBuild> breaks() {
        return BrokenBuild.all();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void canBeMade(BrokenBuild broken) throws Exception {
        var classes = broken.compile(folder.resolve("classes"));

        try (var files = Files.walk(classes)) {
            assertThat(files.filter(file -> file.toString().endsWith(".class"))).isNotEmpty();
        }
    }
}

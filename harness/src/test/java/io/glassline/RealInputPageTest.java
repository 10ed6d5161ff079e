package io.glassline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/real-input.md` names tests that there are.
class RealInputPageTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Contract))\\.(\\w+)`");
    private static final int TESTS_MIN = 70;

    @Test
    void everyTestThatThePageNamesIsThere() throws IOException {
        var sources = testSources();
        var missing = new ArrayList<String>();
        var named = TEST.matcher(Files.readString(ROOT.resolve("docs/real-input.md")))
                .results()
                .toList();
        for (var test : named) {
            if (!isThere(sources, test.group(1) + ".java", "void " + test.group(2) + "(")) {
                missing.add(test.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).hasSizeGreaterThan(TESTS_MIN);
    }

    private static List<Path> testSources() throws IOException {
        var sources = new ArrayList<Path>();
        try (var modules = Files.list(ROOT)) {
            for (var folder : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static boolean isThere(List<Path> sources, String file, String method) throws IOException {
        for (var source : sources) {
            if (source.endsWith(file) && Files.readString(source).contains(method)) {
                return true;
            }
        }
        return false;
    }
}

package io.glassline.channels.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds `docs/channels/write-your-own.md` to the code that it quotes: a page that shows other code than
/// the one that runs costs a contributor the afternoon.
class WriteAnAdapterPageTest {

    private static final Path PAGE = Path.of("../docs/channels/write-your-own.md");
    private static final List<Path> SOURCES = List.of(
            Path.of("src/test/java/io/glassline/channels/example"), Path.of("src/test/resources/payloads/example"));

    private static final Pattern QUOTE =
            Pattern.compile("<!-- quoted from (\\S+) -->\\n```\\w+\\n(.*?)\\n```\\n", Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("\\]\\((\\.\\./[^)#]+)\\)");

    @Test
    void everyQuoteStandsInItsSource() throws IOException {
        var quotes = QUOTE.matcher(Files.readString(PAGE)).results().toList();

        assertThat(quotes).hasSizeGreaterThan(10);
        for (var quote : quotes) {
            assertThat(unindented(source(quote.group(1)))).contains(unindented(quote.group(2)));
        }
    }

    @Test
    void codeIsQuotedAndNotWrittenIntoThePage() throws IOException {
        var page = Files.readString(PAGE);

        assertThat(QUOTE.matcher(page).replaceAll("")).doesNotContain("```java", "```json");
    }

    @Test
    void everyFileThatItNamesIsThere() throws IOException {
        var links = LINK.matcher(Files.readString(PAGE)).results().toList();

        assertThat(links)
                .isNotEmpty()
                .allSatisfy(
                        link -> assertThat(PAGE.resolveSibling(link.group(1))).exists());
    }

    private static String source(String name) throws IOException {
        for (var folder : SOURCES) {
            if (Files.exists(folder.resolve(name))) {
                return Files.readString(folder.resolve(name));
            }
        }
        throw new IllegalArgumentException("no source " + name);
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}

package io.glassline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The formatter breaks a comment's line that is too long and leaves the rest of it on a line of its own. Such a
/// comment is hard to read, and is to be wrapped again by hand.
class CommentsTest {

    /// A line that ends beyond this column was full.
    private static final int FULL_COLUMNS = 88;

    /// A line with no more than this, after a full one and before another, was left over.
    private static final int LEFT_OVER_CHARS = 25;

    private static final Pattern COMMENT = Pattern.compile("^(\\s*///? )(\\S.*)$");
    private static final Pattern BEGINS_ANEW = Pattern.compile("^(- |@|\\d+\\. |\\||#|`).*");

    @Test
    void noCommentIsBrokenByTheFormatter() throws IOException {
        try (var files = Files.find(Path.of(".."), 20, (path, _) -> isSource(path))) {
            assertThat(files.flatMap(CommentsTest::broken)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/// ", "    // "})
    void aLineThatWasLeftOverIsFound(String begin) {
        var full = begin
                + "A line that is as long as the formatter lets a line of a comment be, and no longer than that is";

        assertThat(broken(List.of(full, begin + "it", begin + "seems to be so.")))
                .containsExactly(2);
        assertThat(broken(List.of(full, begin + "it."))).isEmpty();
        assertThat(broken(List.of(full, begin + "- it", begin + "- they"))).isEmpty();
    }

    private static boolean isSource(Path path) {
        var name = path.toString();
        return name.endsWith(".java") && name.contains("src") && !name.contains("target");
    }

    private static Stream<String> broken(Path file) {
        try {
            return broken(Files.readAllLines(file)).stream().map(line -> file + ":" + line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The numbers, from 1, of lines that were left over.
    private static List<Integer> broken(List<String> lines) {
        var numbers = new ArrayList<Integer>();
        for (var i = 1; i < lines.size() - 1; i++) {
            var line = COMMENT.matcher(lines.get(i));
            var before = COMMENT.matcher(lines.get(i - 1));
            var after = COMMENT.matcher(lines.get(i + 1));
            if (line.matches()
                    && before.matches()
                    && after.matches()
                    && lines.get(i - 1).length() > FULL_COLUMNS
                    && line.group(2).length() <= LEFT_OVER_CHARS
                    && !BEGINS_ANEW.matcher(line.group(2)).matches()
                    && !BEGINS_ANEW.matcher(after.group(2)).matches()) {
                numbers.add(i + 1);
            }
        }
        return numbers;
    }
}

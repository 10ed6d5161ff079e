package io.glassline.channels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # text                        | at most | parts
              short                       | 10      | short
              one two three four          | 10      | one two/three four
              One. Two three four five.   | 14      | One. Two three/four five.
              Hello there. Two three.     | 16      | Hello there./Two three.
              abcdefghijklm               | 5       | abcde/fghij/klm
              ab🚲cd                      | 3       | ab/🚲c/d
            """)
    void aTextIsCutWhereAReaderPauses(String text, int max, String parts) {
        assertThat(Wording.parts(text, max)).containsExactly(parts.split("/"));
    }

    @Test
    void aParagraphIsABetterPlaceThanASentence() {
        assertThat(Wording.parts("First words. And more.\n\nSecond one here.", 30))
                .containsExactly("First words. And more.", "Second one here.");
    }

    @Test
    void whatADatabaseCannotKeepIsReplaced() {
        assertThat(Wording.legible("a\0b\uD83Dc\uDEB2d🚲")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd🚲");
    }

    @Test
    void aVeryLongIdBecomesItsHash() {
        assertThat(Wording.identifier("x".repeat(512))).hasSize(512);
        assertThat(Wording.identifier("x".repeat(513))).startsWith("sha256:").hasSize(71);
    }
}

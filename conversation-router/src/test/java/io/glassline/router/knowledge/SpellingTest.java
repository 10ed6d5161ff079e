package io.glassline.router.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    private static final Spelling SPELLING = new Spelling(
            List.of("when is garbage collection", "report a pothole", "pay my parking ticket"),
            Set.of("forage", "table"),
            4);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # written              | read                 | because
          garbadge             | garbage              | a letter too many
          garbgae              | garbage              | two letters swapped
          potole               | pothole              | a letter missing
          parkign tiket        | parking ticket       | two words
          colecion             | collection           | two letters off in a long word
          Garbage, please!     | Garbage, please!     | nothing to correct, so nothing is touched
          forage               | forage               | a word of its own
          tabel                | tabel                | only knowledge words are corrected towards
          pey                  | pey                  | too short to be sure
          arbage               | arbage               | the first letter is hardly ever wrong
          garbage2             | garbage2             | not a word
          carports             | carports             | too far
        """)
    void mistypedWordsGoToTheNearestWordOfTheKnowledge(String written, String read, String because) {
        assertThat(SPELLING.corrected(written)).as(because).isEqualTo(read);
    }
}

package io.glassline.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoteTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "nobody", textBlock = """
            # a note                                     | names
              @lee please look                           | lee
              Please look, @lee. And @kim, and @lee!     | lee kim
              (@j.weber) has the key                     | j.weber
              Write to ana@example.org                   | nobody
              @maya@city.example signs in by her mail    | maya@city.example
              paid @ the counter                         | nobody
            """)
    void namesWhoStandsBehindAnAt(String text, String names) {
        assertThat(Note.named(text)).isEqualTo(names == null ? List.of() : List.of(names.split(" ")));
    }
}

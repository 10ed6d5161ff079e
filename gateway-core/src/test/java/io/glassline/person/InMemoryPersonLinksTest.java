package io.glassline.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InMemoryPersonLinksTest extends PersonLinksContract {

    private final List<String> entries = new ArrayList<>();

    @Override
    protected PersonLinks links() {
        return new InMemoryPersonLinks(Samples.AUDIT, entry -> entries.add(entry.kind()));
    }

    @Override
    protected List<String> entries() {
        var written = List.copyOf(entries);
        entries.clear();
        return written;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # a citizen writes                     | which is taken for the code
              482913                               | 482913
              ' 482 913 '                          | 482913
              482-913                              | 482913
              The code is 482913.                  | 482913
              Mi código es 482913, gracias         | 482913
              012345                               | 012345
              48291                                |
              4829131                              |
              482913 and 1                         |
              call me at 555 0199                  |
              permit 482913 for 12 Elm Street      |
              hello                                |
              my permit has the number 482913 and I have been waiting for weeks |
            """)
    void onlySixDigitsInFewWordsAreTakenForACode(String writes, String code) {
        assertThat(LinkCode.writtenBack(writes).orElse(null)).isEqualTo(code);
    }
}

package io.glassline.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import java.util.UUID;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "10%,   10%",
        "0.5%,  0.5%",
        "100%,  100%",
        "' 5 %', 5%",
        "0%,    refused",
        "101%,  refused",
        "10,    refused",
        "-1%,   refused",
        "ten,   refused",
        "0.05%, refused",
    })
    void isReadAsPeopleWriteIt(String text, String read) {
        assertThat(Share.parse(text).map(Share::toString).orElse("refused")).isEqualTo(read);
    }

    @ParameterizedTest(name = "{0} of ids that {1}")
    @CsvSource({"10%, are random", "10%, count up", "10%, count in their first half", "1%, count up", "50%, are random"
    })
    void isOfThatSizeWhateverTheIdsLookLike(String share, String ids) {
        var all = 20_000;
        var in = LongStream.range(0, all)
                .mapToObj(i -> switch (ids) {
                    case "count up" -> new UUID(0, i);
                    case "count in their first half" -> new UUID(i << 16, 7);
                    default -> UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)});
                })
                .filter(id -> Share.parse(share).orElseThrow().has(new Conversation.Id(id)))
                .count();

        assertThat(1_000.0 * in / all)
                .isCloseTo(Share.parse(share).orElseThrow().perMille(), Offset.offset(12.0));
    }

    @Test
    void whatIsInASmallerShareIsInALargerOne() {
        LongStream.range(0, 1_000)
                .mapToObj(i -> new Conversation.Id(new UUID(i, i)))
                .filter(new Share(100)::has)
                .forEach(id -> assertThat(new Share(300).has(id)).isTrue());
    }
}

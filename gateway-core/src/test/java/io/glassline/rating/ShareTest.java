package io.glassline.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

    /// By hand, and as tables of Wilson's interval have it.
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 1",
        "0, 10, 0, 0.2775",
        "10, 10, 0.7225, 1",
        "5, 10, 0.2366, 0.7634",
        "1, 1, 0.2065, 1",
        "81, 100, 0.7222, 0.8749"
    })
    void theIntervalIsWilsons(long part, long of, double least, double most) {
        var share = Share.of(part, of);
        assertThat(share.least()).isEqualTo(least, within(0.0005));
        assertThat(share.most()).isEqualTo(most, within(0.0005));
    }
}

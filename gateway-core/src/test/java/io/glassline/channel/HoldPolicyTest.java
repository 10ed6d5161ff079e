package io.glassline.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.message.ChannelKind;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldPolicyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # setting            | value                  | mistake
              hold-minutes-max   | 15                     |
              hold-minutes-max   | 0                      | "hold-minutes-max" must be a whole number from 1 to 120
              hold-minutes-max   | a while                | "hold-minutes-max" must be a whole number from 1 to 120
              hold-words-seconds | 5                      | "hold-words-seconds" must be a whole number from 15 to 600
              hold-music-seconds | 61                     | "hold-music-seconds" must be a whole number from 3 to 60
              hold-music-url     | https://city.example/m |
              hold-music-url     | music.mp3              | "hold-music-url" must begin with https://
              account-sid        | anything               |
            """)
    void aMistakeIsTold(String setting, String value, String mistake) {
        assertThat(HoldPolicy.mistake(setting, value).orElse(null)).isEqualTo(mistake);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # words every, in s | music, in s | words at these looks
              60                |             | 0 10 20
              15                |             | 0 2 4 6 8 10 12 14 16 18 20
              60                | 30          | 0 2 4 6 8 10 12 14 16 18 20
              60                | 45          | 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
            """)
    void wordsAreSeldom(String words, String music, String looks) {
        var settings = music == null
                ? Map.of("hold-words-seconds", words)
                : Map.of("hold-words-seconds", words, "hold-music-url", "https://x", "hold-music-seconds", music);
        var policy = HoldPolicy.of(account(settings));

        assertThat(IntStream.rangeClosed(0, 20)
                        .filter(policy::areWordsDue)
                        .mapToObj(Integer::toString)
                        .toList())
                .isEqualTo(java.util.List.of(looks.split(" ")));
    }

    @Test
    void whatIsNotSaidIsAsUsual() {
        var usual = HoldPolicy.of(account(Map.of()));

        assertThat(usual.waitMax()).hasMinutes(15);
        assertThat(usual.wordsEvery()).hasSeconds(60);
        assertThat(usual.lookEvery()).hasSeconds(6);
        assertThat(usual.music()).isEmpty();
    }

    private static ChannelAccount account(Map<String, String> settings) {
        return new ChannelAccount("city-voice", new ChannelKind("voice"), "+15550101", settings, Map.of());
    }
}

package io.glassline.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How long a caller of an account holds the line for a person, and what there is to hear meanwhile.
/// `channels.yml` may say it for an account, by the settings in [#SETTINGS].
///
/// @param waitMax after this long the line is freed, and a person calls back.
/// @param wordsEvery how long nothing is said.
/// @param lookEvery how long an agent's words may wait until they are spoken: the length of the music, if any.
/// @param music the address of a sound file to play, instead of silence.
public record HoldPolicy(Duration waitMax, Duration wordsEvery, Duration lookEvery, Optional<String> music) {

    public static final String MINUTES_MAX = "hold-minutes-max";
    public static final String WORDS_SECONDS = "hold-words-seconds";
    public static final String MUSIC_URL = "hold-music-url";
    public static final String MUSIC_SECONDS = "hold-music-seconds";

    /// The settings that every account that is called may have.
    public static final Set<String> SETTINGS = Set.of(MINUTES_MAX, WORDS_SECONDS, MUSIC_URL, MUSIC_SECONDS);

    private static final int MINUTES_MAX_USUAL = 15;
    private static final int WORDS_SECONDS_USUAL = 60;
    private static final int MUSIC_SECONDS_USUAL = 15;
    private static final int PAUSE_S = 6;
    private static final int URL_LENGTH_MAX_CHARS = 1_000;

    public static HoldPolicy of(ChannelAccount account) {
        var music = account.setting(MUSIC_URL);
        return new HoldPolicy(
                Duration.ofMinutes(number(account, MINUTES_MAX, MINUTES_MAX_USUAL)),
                Duration.ofSeconds(number(account, WORDS_SECONDS, WORDS_SECONDS_USUAL)),
                Duration.ofSeconds(music.isPresent() ? number(account, MUSIC_SECONDS, MUSIC_SECONDS_USUAL) : PAUSE_S),
                music);
    }

    private static int number(ChannelAccount account, String setting, int usual) {
        return account.setting(setting).map(Integer::parseInt).orElse(usual);
    }

    /// Whether words are due, `looks` times after the caller began to hold.
    public boolean areWordsDue(int looks) {
        return looks % Math.max(1, wordsEvery.dividedBy(lookEvery)) == 0;
    }

    /// What is wrong with a value of one of [#SETTINGS], or empty; any other setting is none of ours to judge.
    public static Optional<String> mistake(String setting, String value) {
        return switch (setting) {
            case MINUTES_MAX -> outside(setting, value, 1, 120);
            case WORDS_SECONDS -> outside(setting, value, 15, 600);
            case MUSIC_SECONDS -> outside(setting, value, 3, 60);
            case MUSIC_URL ->
                value.startsWith("https://") && value.length() <= URL_LENGTH_MAX_CHARS
                        ? Optional.empty()
                        : Optional.of("\"%s\" must begin with https://".formatted(setting));
            default -> Optional.empty();
        };
    }

    private static Optional<String> outside(String setting, String value, int from, int to) {
        return value.matches("[0-9]{1,3}") && Integer.parseInt(value) >= from && Integer.parseInt(value) <= to
                ? Optional.empty()
                : Optional.of("\"%s\" must be a whole number from %d to %d".formatted(setting, from, to));
    }
}

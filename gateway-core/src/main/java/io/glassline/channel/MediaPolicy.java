package io.glassline.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What becomes of the pictures, sounds and files that citizens send to an account. `channels.yml` may
/// say it for an account, by the settings in [#SETTINGS].
///
/// @param bytesMax a larger file is not taken.
/// @param whenUnscanned what is done while the virus scanner is away.
/// @param originalsKept how long the picture as it came is kept beside the copy that is shown, which has
///     no metadata;
///     zero where it is not kept. A file of which there is no other copy stays until its message's words go.
public record MediaPolicy(long bytesMax, WhenUnscanned whenUnscanned, Duration originalsKept) {

    public static final String MAX_MIB = "media-max-mib";
    public static final String UNSCANNED = "media-unscanned";
    public static final String ORIGINAL_DAYS = "media-original-days";

    /// The settings that every account may have.
    public static final Set<String> SETTINGS = Set.of(MAX_MIB, UNSCANNED, ORIGINAL_DAYS);

    public static final MediaPolicy USUAL = new MediaPolicy(32L << 20, WhenUnscanned.HOLD, Duration.ofDays(90));

    private static final int MIB_MAX = 64;
    private static final int DAYS_MAX = 3_650;

    public enum WhenUnscanned {
        /// Nobody sees it until it was scanned.
        HOLD,
        /// It is shown with a warning, and scanned when the scanner is back.
        SHOW
    }

    /// This, with what the account's own settings say.
    public MediaPolicy of(ChannelAccount account) {
        return new MediaPolicy(
                account.setting(MAX_MIB).map(mib -> Long.parseLong(mib) << 20).orElse(bytesMax),
                account.setting(UNSCANNED)
                        .map(word -> word.equals("show") ? WhenUnscanned.SHOW : WhenUnscanned.HOLD)
                        .orElse(whenUnscanned),
                account.setting(ORIGINAL_DAYS)
                        .map(days -> Duration.ofDays(Long.parseLong(days)))
                        .orElse(originalsKept));
    }

    /// What is wrong with a value of one of [#SETTINGS], or empty; any other setting is none of ours to
    /// judge.
    public static Optional<String> mistake(String setting, String value) {
        return switch (setting) {
            case MAX_MIB -> outside(setting, value, 1, MIB_MAX, "MiB");
            case ORIGINAL_DAYS -> outside(setting, value, 0, DAYS_MAX, "days");
            case UNSCANNED ->
                value.equals("hold") || value.equals("show")
                        ? Optional.empty()
                        : Optional.of("\"%s\" must be hold or show".formatted(setting));
            default -> Optional.empty();
        };
    }

    private static Optional<String> outside(String setting, String value, int from, int to, String unit) {
        return value.matches("[0-9]{1,4}") && Integer.parseInt(value) >= from && Integer.parseInt(value) <= to
                ? Optional.empty()
                : Optional.of("\"%s\" must be a whole number of %s from %d to %d".formatted(setting, unit, from, to));
    }
}

package io.glassline.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// When the conversations of an account end by themselves. Each channel has a usual way; `channels.yml`
/// may say after how much quiet for an account, by the setting in [#SETTINGS].
///
/// @param afterQuiet a conversation with the bot in which nothing was said for so long is over; empty
///     where it lasts as long as its mail thread.
public record EndPolicy(Optional<Duration> afterQuiet) {

    public static final String AFTER_QUIET_HOURS = "ends-after-quiet-hours";

    /// The settings that every account may have.
    public static final Set<String> SETTINGS = Set.of(AFTER_QUIET_HOURS);

    /// A year.
    public static final int QUIET_HOURS_MAX = 8_760;

    /// A day is how long a chat is one matter.
    public static final EndPolicy CHAT = new EndPolicy(Optional.of(Duration.ofDays(1)));

    /// Mail has threads, and each is a matter of its own.
    public static final EndPolicy BY_THREAD = new EndPolicy(Optional.empty());

    /// Who hangs up is done. The hour is for what no provider told the end of.
    public static final EndPolicy CALL = new EndPolicy(Optional.of(Duration.ofHours(1)));

    private static final Pattern HOURS = Pattern.compile("[0-9]{1,4}");

    public EndPolicy {
        if (afterQuiet.filter(quiet -> !quiet.isPositive()).isPresent()) {
            throw new IllegalArgumentException("a conversation that ends after a quiet of " + afterQuiet.get());
        }
    }

    /// This, with what the account's own settings say.
    public EndPolicy of(ChannelAccount account) {
        return account.setting(AFTER_QUIET_HOURS)
                .map(hours -> new EndPolicy(Optional.of(Duration.ofHours(Integer.parseInt(hours)))))
                .orElse(this);
    }

    /// What is wrong with a value of one of [#SETTINGS], or empty; any other setting is none of ours to
    /// judge.
    public static Optional<String> mistake(String setting, String value) {
        return !setting.equals(AFTER_QUIET_HOURS) || isHours(value)
                ? Optional.empty()
                : Optional.of(
                        "\"%s\" must be a whole number of hours from 1 to %d".formatted(setting, QUIET_HOURS_MAX));
    }

    private static boolean isHours(String value) {
        return HOURS.matcher(value).matches()
                && Integer.parseInt(value) >= 1
                && Integer.parseInt(value) <= QUIET_HOURS_MAX;
    }
}

package io.glassline.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How long a message that makes no sense alone waits for more words. `channels.yml` may say otherwise for an
/// account we send by, by the setting in [#SETTINGS].
///
/// @param atMost nothing for an account that waits for none.
public record BurstPolicy(Duration atMost) {

    public static final String BURST_SECONDS = "burst-seconds";

    /// The settings that every account we send by may have.
    public static final Set<String> SETTINGS = Set.of(BURST_SECONDS);

    /// Who waits longer for an answer writes again, or gives up.
    public static final int SECONDS_MAX = 10;

    /// People who send their question in pieces send the next one within this.
    public static final BurstPolicy USUAL = new BurstPolicy(Duration.ofSeconds(4));

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,2}");

    public BurstPolicy {
        if (atMost.isNegative() || atMost.compareTo(Duration.ofSeconds(SECONDS_MAX)) > 0) {
            throw new IllegalArgumentException("a wait of " + atMost + " for more words");
        }
    }

    /// This, with what the account's own settings say.
    public BurstPolicy of(ChannelAccount account) {
        return account.setting(BURST_SECONDS)
                .map(seconds -> new BurstPolicy(Duration.ofSeconds(Integer.parseInt(seconds))))
                .orElse(this);
    }

    /// What is wrong with a value of one of [#SETTINGS], or empty; any other setting is none of ours to judge.
    public static Optional<String> mistake(String setting, String value) {
        return !setting.equals(BURST_SECONDS)
                        || SECONDS.matcher(value).matches() && Integer.parseInt(value) <= SECONDS_MAX
                ? Optional.empty()
                : Optional.of("\"%s\" must be a whole number of seconds from 0 to %d".formatted(setting, SECONDS_MAX));
    }
}

package io.glassline.channel;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How an account sends. Each channel has a usual one; `channels.yml` may say otherwise for an account, by the
/// settings in [#SETTINGS].
///
/// @param partsPerSecond how many parts its provider takes, over all nodes.
/// @param whenUnknown what to do with a part that was handed over and of which nothing was ever heard again.
/// @param newsWithin how long such news may still come, by asking or by a report that names the part; before that
///     nothing is decided.
public record SendPolicy(int partsPerSecond, WhenUnknown whenUnknown, Duration newsWithin) {

    public static final String PARTS_PER_SECOND = "parts-per-second";
    public static final String WHEN_UNKNOWN = "when-unknown";

    /// The settings that every account we send by may have.
    public static final Set<String> SETTINGS = Set.of(PARTS_PER_SECOND, WHEN_UNKNOWN);

    public static final int PARTS_PER_SECOND_MAX = 10_000;

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,5}");

    public SendPolicy {
        if (partsPerSecond < 1 || partsPerSecond > PARTS_PER_SECOND_MAX) {
            throw new IllegalArgumentException(partsPerSecond + " parts per second");
        }
    }

    public enum WhenUnknown {
        /// An answer twice is better than no answer.
        SEND_AGAIN,
        /// It becomes a dead letter, and a person decides.
        ASK_A_PERSON;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<WhenUnknown> of(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .findFirst();
        }
    }

    /// This, with what the account's own settings say.
    public SendPolicy of(ChannelAccount account) {
        return new SendPolicy(
                account.setting(PARTS_PER_SECOND).map(Integer::parseInt).orElse(partsPerSecond),
                account.setting(WHEN_UNKNOWN).flatMap(WhenUnknown::of).orElse(whenUnknown),
                newsWithin);
    }

    /// What is wrong with a value of one of [#SETTINGS], or empty; any other setting is none of ours to judge.
    public static Optional<String> mistake(String setting, String value) {
        return switch (setting) {
            case PARTS_PER_SECOND ->
                isRate(value)
                        ? Optional.empty()
                        : Optional.of(
                                "\"%s\" must be a whole number from 1 to %d".formatted(setting, PARTS_PER_SECOND_MAX));
            case WHEN_UNKNOWN ->
                WhenUnknown.of(value).isPresent()
                        ? Optional.empty()
                        : Optional.of("\"%s\" must be %s"
                                .formatted(
                                        setting,
                                        Arrays.stream(WhenUnknown.values())
                                                .map(WhenUnknown::word)
                                                .collect(Collectors.joining(" or "))));
            default -> Optional.empty();
        };
    }

    private static boolean isRate(String value) {
        return COUNT.matcher(value).matches()
                && Integer.parseInt(value) >= 1
                && Integer.parseInt(value) <= PARTS_PER_SECOND_MAX;
    }
}

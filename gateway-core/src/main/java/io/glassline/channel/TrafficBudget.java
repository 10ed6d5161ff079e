package io.glassline.channel;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How much one address and the city may say to each other on an account within an hour. Each channel we
/// send by has the usual one; `channels.yml` may say otherwise for an account, by the settings in
/// [#SETTINGS].
///
/// @param messagesPerHour messages from one address. What comes above it is kept and shown, and no
///     machine answers it.
/// @param answersPerHour answers of the machine to one address.
/// @param repliesPerHour replies of people to one address, in bulk and through the API included.
public record TrafficBudget(int messagesPerHour, int answersPerHour, int repliesPerHour) {

    public static final String MESSAGES_PER_HOUR = "messages-per-hour";
    public static final String ANSWERS_PER_HOUR = "answers-per-hour";
    public static final String REPLIES_PER_HOUR = "replies-per-hour";

    /// The settings that every account we send by may have.
    public static final Set<String> SETTINGS = Set.of(MESSAGES_PER_HOUR, ANSWERS_PER_HOUR, REPLIES_PER_HOUR);

    public static final int PER_HOUR_MAX = 10_000;

    /// A form has a dozen questions, and nobody fills in more than two or three in an hour.
    public static final TrafficBudget USUAL = new TrafficBudget(60, 40, 60);

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,5}");

    public TrafficBudget {
        if (!isCount(messagesPerHour) || !isCount(answersPerHour) || !isCount(repliesPerHour)) {
            throw new IllegalArgumentException("a budget of %d messages, %d answers and %d replies an hour"
                    .formatted(messagesPerHour, answersPerHour, repliesPerHour));
        }
    }

    /// This, with what the account's own settings say.
    public TrafficBudget of(ChannelAccount account) {
        return new TrafficBudget(
                account.setting(MESSAGES_PER_HOUR).map(Integer::parseInt).orElse(messagesPerHour),
                account.setting(ANSWERS_PER_HOUR).map(Integer::parseInt).orElse(answersPerHour),
                account.setting(REPLIES_PER_HOUR).map(Integer::parseInt).orElse(repliesPerHour));
    }

    /// What is wrong with a value of one of [#SETTINGS], or empty; any other setting is none of ours to
    /// judge.
    public static Optional<String> mistake(String setting, String value) {
        return !SETTINGS.contains(setting) || COUNT.matcher(value).matches() && isCount(Integer.parseInt(value))
                ? Optional.empty()
                : Optional.of("\"%s\" must be a whole number from 1 to %d".formatted(setting, PER_HOUR_MAX));
    }

    private static boolean isCount(int perHour) {
        return perHour >= 1 && perHour <= PER_HOUR_MAX;
    }
}

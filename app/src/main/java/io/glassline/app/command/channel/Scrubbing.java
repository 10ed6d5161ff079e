package io.glassline.app.command.channel;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Puts made-up numbers and addresses in the place of those of people, the same for the same, and takes secrets out.
/// Times stay, for calls are proven by them. Names and words it cannot know: a person must look.
final class Scrubbing {

    private static final Pattern NUMBER = Pattern.compile("(?<![0-9A-Za-z-])[0-9]{7,}(?![0-9A-Za-z-])");
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+-]+(@|%40)[A-Za-z0-9.-]+\\.[A-Za-z]{2,}");

    /// What a number is when it is a time of about now, in seconds or milliseconds.
    private static final long A_DAY_S = 86_400;

    private final List<String> secrets;
    private final Map<String, String> instead = new HashMap<>();

    Scrubbing(List<String> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    String of(String text, Instant now) {
        var without = text;
        for (var secret : secrets) {
            without = without.replace(secret, "a-secret");
        }
        var numbers = NUMBER.matcher(without).replaceAll(match -> number(match.group(), now));
        return MAIL.matcher(numbers)
                .replaceAll(match -> instead.computeIfAbsent(
                        match.group(), _ -> "someone-" + instead.size() + match.group(1) + "example.org"));
    }

    private String number(String digits, Instant now) {
        if (isTime(digits, now)) {
            return digits;
        }
        return instead.computeIfAbsent(digits, _ -> {
            var ordinal = Integer.toString(instead.size());
            var begun = "1555010" + "0".repeat(digits.length());
            return begun.substring(0, digits.length() - Math.min(ordinal.length(), digits.length() - 1)) + ordinal;
        });
    }

    private static boolean isTime(String digits, Instant now) {
        if (digits.length() != 10 && digits.length() != 13) {
            return false;
        }
        var seconds = Long.parseLong(digits) / (digits.length() == 13 ? 1000 : 1);
        return Math.abs(seconds - now.getEpochSecond()) < A_DAY_S;
    }
}

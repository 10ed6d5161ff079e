package io.glassline.person;

import io.glassline.conversation.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// A code on its way to `other`, which joins it to `lane` once it is written back from either.
///
/// @param by as of [PersonLink#by()]
public record LinkCode(UUID id, Lane lane, Lane other, String code, String by, String because, Instant at) {

    /// How long a code is good for.
    public static final Duration GOOD_FOR = Duration.ofMinutes(15);

    /// After so many wrong ones the code is worth nothing.
    public static final int TRIES_MAX = 5;

    /// How many codes may be asked for from one address, or be sent to one, within [#PER].
    public static final int CODES_MAX = 3;

    public static final Duration PER = Duration.ofHours(1);

    /// So long after it was sent, what looks like a code is still taken for one and told that it is late.
    public static final Duration REMEMBERED = Duration.ofHours(24);

    /// A code has six digits.
    public static final int BOUND = 1_000_000;

    private static final int HALF_DIGITS = 3;

    private static final int WORDS_MAX_CHARS = 60;

    private static final Pattern WRITTEN_BACK = Pattern.compile("(?s)\\D*(\\d{3})[ -]?(\\d{3})\\D*");

    public LinkCode {
        if (lane.equals(other)) {
            throw new IllegalArgumentException("an address is not linked to itself: " + lane.citizen());
        }
    }

    public boolean isLate(Instant now) {
        return !now.isBefore(at.plus(GOOD_FOR));
    }

    /// What is told where it was asked for, when each side is told half.
    public String firstHalf() {
        return code.substring(0, HALF_DIGITS);
    }

    public String secondHalf() {
        return code.substring(HALF_DIGITS);
    }

    /// The code of this number, from 0 to [#BOUND].
    public static String of(int number) {
        return "%06d".formatted(number);
    }

    /// What may be a code in a short message: its only digits, six of them. Few messages have any, so that
    /// few are looked up.
    public static Optional<String> writtenBack(String words) {
        var match = WRITTEN_BACK.matcher(words);
        return words.length() <= WORDS_MAX_CHARS && match.matches()
                ? Optional.of(match.group(1) + match.group(2))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "LinkCode[" + id + ", " + lane.citizen() + " to " + other.citizen() + "]";
    }
}

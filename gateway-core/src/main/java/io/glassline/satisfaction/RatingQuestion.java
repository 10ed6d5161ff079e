package io.glassline.satisfaction;

import io.glassline.programme.QuietHours;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How the city asks whether a citizen was satisfied.
///
/// @param after how long after the end of a conversation
/// @param channels on which it asks, by name
/// @param quietHours in which it does not
/// @param text what it asks, in a language
/// @param listButton what the button says that opens the choices, on a channel that shows them as a list
public record RatingQuestion(
        Duration after,
        Set<String> channels,
        Optional<QuietHours> quietHours,
        Function<Locale, String> text,
        Function<Locale, String> listButton) {

    /// Nobody is asked about what ended longer ago: because of quiet hours, or because the gateway
    /// was away.
    static final Duration ASKED_WITHIN = Duration.ofHours(24);

    /// A person is asked once within so long, on whichever of their addresses.
    public static final Duration ONCE_WITHIN = Duration.ofDays(30);

    public RatingQuestion {
        channels = Set.copyOf(channels);
    }
}

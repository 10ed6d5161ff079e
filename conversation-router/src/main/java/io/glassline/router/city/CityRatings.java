package io.glassline.router.city;

import io.glassline.programme.QuietHours;
import io.glassline.router.words.LocalText;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How the city asks citizens whether they were satisfied, as `ratings.yml` says it.
///
/// @param after how long after the end of a conversation
/// @param channels by name
/// @param thanks what is said to a rating
/// @param low what is said to a low one, with a person to choose
public record CityRatings(
        Duration after,
        Set<String> channels,
        Optional<QuietHours> quietHours,
        LocalText question,
        LocalText thanks,
        LocalText low) {

    public CityRatings {
        channels = Set.copyOf(channels);
    }
}

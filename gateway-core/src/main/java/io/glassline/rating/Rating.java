package io.glassline.rating;

import java.time.Duration;
import java.util.Optional;

/// How satisfied a citizen says they were.
///
/// @param points from [#POINTS_MIN], not at all, to [#POINTS_MAX]
/// @param words what they said besides
public record Rating(int points, Optional<String> words) {

    public static final int POINTS_MIN = 1;
    public static final int POINTS_MAX = 5;

    /// What the id of a button begins with; the points follow.
    public static final String OFFER = "rating:";

    /// So many points or fewer say that something went wrong, and a person is offered.
    private static final int LOW_POINTS_MAX = 2;

    /// From so many points on a citizen counts as satisfied.
    public static final int SATISFIED_POINTS_MIN = 4;

    /// How long after the question what the citizen writes next may be the answer.
    public static final Duration ANSWERED_WITHIN = Duration.ofHours(24);

    public Rating {
        if (points < POINTS_MIN || points > POINTS_MAX) {
            throw new IllegalArgumentException(points + " is no rating");
        }
    }

    public boolean isLow() {
        return points <= LOW_POINTS_MAX;
    }
}

package io.glassline.rating;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.rating.Ended.Obstacle;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Who was asked how satisfied they were, who was not and why, and what they answered. That
/// somebody is asked, and what they answer, is written with the conversation's change
/// ([RatingStep]).
///
/// Writes are durable when they return. Safe to call from any thread.
public interface Ratings {

    /// Conversations on `channels` that ended from `from` until just before `until` and about which
    /// nothing is written down, those that ended first before all; at most `countMax`.
    List<Ended> ended(Collection<String> channels, Instant from, Instant until, int countMax);

    /// Whether anyone was asked at one of `lanes` since then.
    boolean isAskedSince(Collection<Lane> lanes, Instant since);

    /// Writes down that nobody is asked about this one.
    void passOver(Conversation conversation, Obstacle because, Instant at);

    /// What came of it since then.
    Summary summary(Instant since);

    /// @param passedOver how many conversations nobody was asked about, by why
    record Summary(
            Count all,
            List<Count> byChannel,
            List<Count> byLanguage,
            List<Count> byTopic,
            Map<String, Long> passedOver) {}

    /// Of those who were asked.
    ///
    /// @param name what they are counted by; empty for all of them
    /// @param points how many gave 1, 2, 3, 4 and 5
    record Count(String name, long asked, List<Long> points) {

        public Count {
            points = List.copyOf(points);
            if (points.size() != Rating.POINTS_MAX) {
                throw new IllegalArgumentException("not a number for each rating: " + points);
            }
        }

        public long answered() {
            return points.stream().mapToLong(Long::longValue).sum();
        }

        public long satisfied() {
            return points.stream()
                    .skip(Rating.SATISFIED_POINTS_MIN - 1L)
                    .mapToLong(Long::longValue)
                    .sum();
        }

        public Share share() {
            return Share.of(satisfied(), answered());
        }
    }
}

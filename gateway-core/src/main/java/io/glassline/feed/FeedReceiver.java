package io.glassline.feed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The way to whoever gets a feed.
public interface FeedReceiver extends AutoCloseable {

    /// How many messages it takes at a time.
    int messagesMax();

    /// Gives messages, in order, and returns when the receiver has said that it has them.
    Given give(List<FeedMessage> messages);

    @Override
    void close();

    /// @param count how many of them the receiver has, counted from the first
    /// @param refusal why it has not all of them
    record Given(int count, Optional<Refusal> refusal) {

        public static Given all(int count) {
            return new Given(count, Optional.empty());
        }

        public static Given but(int count, Refusal refusal) {
            return new Given(count, Optional.of(refusal));
        }
    }

    /// @param because in half a sentence, without anything secret
    /// @param isForGood whether the receiver wants no more of it
    /// @param patience how long it asks to be left alone, if it says so
    record Refusal(String because, boolean isForGood, Optional<Duration> patience) {

        public static Refusal of(String because) {
            return new Refusal(because, false, Optional.empty());
        }
    }
}

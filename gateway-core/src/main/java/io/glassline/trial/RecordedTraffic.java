package io.glassline.trial;

import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import io.glassline.routing.RoutingDecision;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads what was decided about citizens' messages. It changes nothing.
///
/// Safe to call from any thread. When the record is away, calls throw.
public interface RecordedTraffic {

    /// How many messages were decided about from `since` until before `until`.
    long count(Instant since, Instant until);

    /// Hands over the messages that were decided about from `since` until before `until`: all of one conversation
    /// together and in their order. They are read in pages, so that any number of them needs the same memory.
    ///
    /// @param to takes a message, and says whether more are wanted
    void read(Instant since, Instant until, Predicate<RecordedMessage> to);

    /// What was decided about a message; empty where it is not known or was not decided yet.
    Optional<Recorded> find(Message.Id about);

    /// What citizens wrote, by message. Messages without words, and those whose words were erased, are
    /// not in it.
    Map<Message.Id, String> words(Collection<Message.Id> messages);

    /// What was decided from `since` on, the latest first, at most `countMax`, and without replies.
    List<Recorded> latest(Instant since, int countMax);

    /// How often each rule decided from `since` on.
    Map<String, Long> countByRule(Instant since);

    /// One decision.
    ///
    /// @param language that the conversation is in now
    /// @param replies what the citizen was told
    record Recorded(
            Conversation.Id conversation,
            Message.Id about,
            String channel,
            Locale language,
            RoutingDecision decision,
            Instant at,
            List<String> replies) {

        public Recorded {
            replies = List.copyOf(replies);
        }
    }
}

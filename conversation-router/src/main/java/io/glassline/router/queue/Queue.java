package io.glassline.router.queue;

import io.glassline.conversation.QueueId;
import io.glassline.offer.QueuePolicy;
import io.glassline.router.words.LocalText;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A queue people work on: what citizens hear it called, the languages its people speak, when they are
/// there, the topics of the knowledge that are theirs, and how conversations come to them.
public record Queue(
        QueueId id, LocalText title, List<Locale> languages, Week hours, Set<String> topics, QueuePolicy policy) {

    public Queue {
        languages = List.copyOf(languages);
        topics = Set.copyOf(topics);
    }
}

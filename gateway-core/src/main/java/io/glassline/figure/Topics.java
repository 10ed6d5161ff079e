package io.glassline.figure;

import io.glassline.conversation.QueueId;
import java.util.Optional;
import java.util.Set;

/// The city's topics, by which conversations are counted.
public interface Topics {

    /// Topics that are never published with the part of the day: to have asked about them is itself private.
    Set<String> SENSITIVE = Set.of(
            "abuse",
            "benefits",
            "courts",
            "crisis",
            "debt",
            "domestic-violence",
            "eviction",
            "health",
            "housing",
            "immigration",
            "legal",
            "police",
            "religion",
            "shelter",
            "taxes");

    /// The topic of an approved answer. Empty for everything else that the bot says, because that answers nothing: a
    /// greeting, a menu, a form's question, "I did not understand".
    Optional<String> ofAnswer(String with);

    /// The one topic of a queue; empty where it has none or several.
    Optional<String> ofQueue(QueueId queue);
}

package io.glassline.router.queue;

import io.glassline.conversation.QueueId;
import io.glassline.message.ChannelKind;
import io.glassline.offer.QueuePolicies;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The city's queues, its holidays, and how much a conversation on each channel asks of whoever has it.
/// There are always [#GENERAL], whose people speak every language of the city, and [#EMERGENCY].
public record Queues(List<Queue> all, Set<LocalDate> holidays, Map<ChannelKind, Integer> weights) {

    public static final QueueId GENERAL = new QueueId("general");
    public static final QueueId EMERGENCY = new QueueId("emergency");

    public Queues {
        all = List.copyOf(all);
        holidays = Set.copyOf(holidays);
        weights = Map.copyOf(weights);
        for (var needed : List.of(GENERAL, EMERGENCY)) {
            if (all.stream().noneMatch(queue -> queue.id().equals(needed))) {
                throw new IllegalArgumentException("there is no queue named " + needed);
            }
        }
    }

    public Set<QueueId> ids() {
        return all.stream().map(Queue::id).collect(Collectors.toUnmodifiableSet());
    }

    /// How conversations come to people, of all queues.
    public QueuePolicies policies() {
        return new QueuePolicies(all.stream().collect(Collectors.toMap(Queue::id, Queue::policy)), weights);
    }

    public Optional<Queue> find(QueueId id) {
        return all.stream().filter(queue -> queue.id().equals(id)).findFirst();
    }

    /// The queue for a matter of `topic` in `language`: the topic's own, or the general one where there is none or
    /// its people do not speak the language.
    public QueueId forTopic(Optional<String> topic, Locale language) {
        return topic.flatMap(name -> all.stream()
                        .filter(queue -> queue.topics().contains(name))
                        .findFirst())
                .filter(queue -> speaks(queue.languages(), language))
                .map(Queue::id)
                .orElse(GENERAL);
    }

    /// The queue for a citizen who writes in a language the city does not answer in: the first whose people speak it,
    /// or the general one.
    public QueueId forOtherLanguage(Locale language) {
        return all.stream()
                .filter(queue -> !queue.id().equals(EMERGENCY) && speaks(queue.languages(), language))
                .findFirst()
                .map(Queue::id)
                .orElse(GENERAL);
    }

    private static boolean speaks(Collection<Locale> languages, Locale language) {
        return languages.stream().anyMatch(spoken -> spoken.getLanguage().equals(language.getLanguage()));
    }

    /// Whether someone is there day and night, on holidays, too.
    public boolean isAlwaysOpen(QueueId id) {
        return find(id).map(queue -> queue.hours().isAlways()).orElse(false);
    }

    public boolean isOpen(QueueId id, ZonedDateTime cityTime) {
        return find(id).map(queue -> queue.hours().isOpen(cityTime, holidays)).orElse(false);
    }

    /// When a queue that is closed now opens; empty while it is open, and for one that never is.
    public Optional<ZonedDateTime> closedUntil(QueueId id, ZonedDateTime cityTime) {
        return isOpen(id, cityTime) ? Optional.empty() : opensAfter(id, cityTime);
    }

    public Optional<ZonedDateTime> opensAfter(QueueId id, ZonedDateTime cityTime) {
        return find(id).flatMap(queue -> queue.hours().opensAfter(cityTime, holidays));
    }
}

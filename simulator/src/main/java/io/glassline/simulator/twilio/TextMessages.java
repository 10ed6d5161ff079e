package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.Journal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Twilio's memory of messages in both directions; of more than are kept, the oldest are forgotten. Safe to use
/// from any thread.
final class TextMessages {

    private final Journal journal;
    private final int kept;
    private final LinkedHashMap<String, TextMessage> messages = new LinkedHashMap<>();

    /// The ids of the messages to each number, oldest first: who asks after one citizen's is not kept waiting by
    /// everybody else's.
    private final Map<String, LinkedHashSet<String>> idsByTo = new HashMap<>();

    TextMessages(Journal journal, int kept) {
        this.journal = journal;
        this.kept = kept;
        journal.reads("twilio-message", TextMessage.class, this::remember);
        journal.reads("twilio-message-gone", String.class, this::forget);
    }

    void put(TextMessage message) {
        journal.write("twilio-message", message);
        remember(message);
    }

    void delete(String sid) {
        journal.write("twilio-message-gone", sid);
        forget(sid);
    }

    private void remember(TextMessage message) {
        synchronized (messages) {
            messages.put(message.sid(), message);
            idsByTo.computeIfAbsent(message.to(), _ -> new LinkedHashSet<>()).add(message.sid());
            if (messages.size() > kept) {
                forget(messages.firstEntry().getKey());
            }
        }
    }

    private void forget(String sid) {
        synchronized (messages) {
            var gone = messages.remove(sid);
            if (gone != null) {
                idsByTo.computeIfPresent(gone.to(), (_, ids) -> {
                    ids.remove(sid);
                    return ids.isEmpty() ? null : ids;
                });
            }
        }
    }

    Optional<TextMessage> find(String sid) {
        synchronized (messages) {
            return Optional.ofNullable(messages.get(sid));
        }
    }

    List<TextMessage> to(String number) {
        synchronized (messages) {
            return idsByTo.getOrDefault(number, new LinkedHashSet<>()).stream()
                    .map(messages::get)
                    .toList();
        }
    }

    List<TextMessage> all() {
        synchronized (messages) {
            return List.copyOf(messages.values());
        }
    }
}

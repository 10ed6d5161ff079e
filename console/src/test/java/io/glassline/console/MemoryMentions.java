package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import io.glassline.desk.NoteMentions;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Mentions in the notes of a desk in memory.
final class MemoryMentions implements NoteMentions {

    private record Seen(Note note, String agentId) {}

    private final MemoryDesk desk;
    private final Set<Seen> seen = new HashSet<>();

    MemoryMentions(MemoryDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<Mention> of(String agentId, int countMax) {
        synchronized (desk) {
            return desk.notes.entrySet().stream()
                    .flatMap(of -> of.getValue().stream()
                            .filter(note -> note.mentioned().contains(agentId))
                            .map(note -> new Mention(
                                    desk.find(of.getKey()).orElseThrow(),
                                    note,
                                    seen.contains(new Seen(note, agentId)))))
                    .sorted(Comparator.comparing(Mention::seen)
                            .thenComparing(mention -> mention.note().at(), Comparator.reverseOrder()))
                    .limit(countMax)
                    .toList();
        }
    }

    @Override
    public int unseen(String agentId) {
        return (int) of(agentId, Integer.MAX_VALUE).stream()
                .filter(mention -> !mention.seen())
                .count();
    }

    @Override
    public void seen(Conversation.Id conversation, String agentId, Instant at) {
        synchronized (desk) {
            desk.notes.getOrDefault(conversation, List.of()).forEach(note -> seen.add(new Seen(note, agentId)));
        }
    }
}

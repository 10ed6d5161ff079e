package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Agent;
import io.glassline.desk.Presence;
import io.glassline.desk.Presence.Reader;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/// Says who else has a conversation open.
@Singleton
final class PresenceViews {

    private final Presence presence;
    private final Staff staff;

    PresenceViews(Presence presence, Staff staff) {
        this.presence = presence;
        this.staff = staff;
    }

    /// The viewer opens the page.
    PresenceView opened(Conversation.Id conversation, Agent viewer) {
        presence.here(conversation, viewer.id(), false);
        return of(conversation, viewer);
    }

    PresenceView of(Conversation.Id conversation, Agent viewer) {
        var all =
                presence.others(conversation, viewer.id()).stream().collect(Collectors.partitioningBy(Reader::writing));
        var writing = all.getOrDefault(true, List.of());
        var reading = all.getOrDefault(false, List.of());
        var words = sentence(writing, "is writing here", "are writing here")
                + sentence(reading, "has this open too", "have this open too");
        return new PresenceView(words.strip(), !writing.isEmpty());
    }

    private String sentence(List<Reader> readers, String one, String many) {
        if (readers.isEmpty()) {
            return "";
        }
        var names =
                readers.stream().map(reader -> staff.nameOf(reader.agentId())).toList();
        var listed = names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
        return listed + " " + (names.size() == 1 ? one : many) + ". ";
    }
}

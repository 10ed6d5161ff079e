package io.glassline.console;

import io.glassline.conversation.QueueId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The city's queues and what they are called on a page, in the order in which they are listed.
public record QueueTitles(Map<QueueId, String> titles) {

    public QueueTitles {
        titles = Collections.unmodifiableMap(new LinkedHashMap<>(titles));
    }

    /// The title, or the bare name of a queue that is no longer configured but still in the record.
    String of(QueueId queue) {
        return titles.getOrDefault(queue, queue.name());
    }

    List<QueueId> queues() {
        return List.copyOf(titles.keySet());
    }
}

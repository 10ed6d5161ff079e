package io.glassline.console;

import io.glassline.conversation.QueueId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The city's queues and what they are called on a page, in the order in which they are listed.
public final class QueueTitles {

    private final Supplier<Map<QueueId, String>> titles;

    /// @param titles in their order, as they are now
    public QueueTitles(Supplier<Map<QueueId, String>> titles) {
        this.titles = titles;
    }

    public QueueTitles(Map<QueueId, String> titles) {
        var kept = Collections.unmodifiableMap(new LinkedHashMap<>(titles));
        this.titles = () -> kept;
    }

    /// The title, or the bare name of a queue that is no longer configured but still in the record.
    String of(QueueId queue) {
        return titles.get().getOrDefault(queue, queue.name());
    }

    List<QueueId> queues() {
        return List.copyOf(titles.get().keySet());
    }
}

package io.glassline.app.retention;

import io.glassline.retention.Schedule;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The city's schedules as everyone reads them.
///
/// @param queueTitles what each queue is called, by its name and the language's tag
public record PublicSchedules(String city, List<Schedule> schedules, Map<String, Map<String, String>> queueTitles) {

    /// By the queue's name where it has no title.
    String titleOf(String queue, Locale language) {
        return queueTitles.getOrDefault(queue, Map.of()).getOrDefault(language.getLanguage(), queue);
    }
}

package io.glassline.app.api;

import io.glassline.conversation.QueueId;
import io.glassline.retention.Retention.Run;
import io.glassline.retention.RetentionWork;
import io.glassline.retention.Schedule;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How long the city keeps what citizens say, how much would go now, and what the last run removed.
@Controller("/api/retention")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RetentionController {

    private final RetentionWork work;

    RetentionController(RetentionWork work) {
        this.work = work;
    }

    /// @param due conversations, messages with files, or deliveries that would be removed at this moment
    record Line(String keep, List<String> queues, int days, Map<String, String> because, long due) {

        static Line of(Schedule schedule, long due) {
            var because = new TreeMap<String, String>();
            schedule.because().forEach((Locale language, String text) -> because.put(language.toLanguageTag(), text));
            return new Line(
                    schedule.kind().word(),
                    schedule.queues().stream().map(QueueId::name).sorted().toList(),
                    schedule.days(),
                    because,
                    due);
        }
    }

    record Last(LocalDate day, Optional<Instant> finishedAt, long conversations, long files, long quarantined) {

        static Last of(Run run) {
            return new Last(run.day(), run.finishedAt(), run.conversations(), run.files(), run.quarantined());
        }
    }

    record Told(List<Line> schedules, Optional<Last> last, boolean missed) {}

    @Get
    @NeedsRole(ApiRole.READER)
    Told retention() {
        var due = work.preview();
        return new Told(
                due.entrySet().stream()
                        .map(one -> Line.of(one.getKey(), one.getValue()))
                        .toList(),
                work.last().map(Last::of),
                work.isMissed());
    }
}

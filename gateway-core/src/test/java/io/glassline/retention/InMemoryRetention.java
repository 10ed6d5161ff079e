package io.glassline.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// So much is due by each schedule, whatever the time is, and goes two at a time.
public final class InMemoryRetention implements Retention {

    private static final int AT_ONCE_MAX = 2;

    public final Map<Schedule.Kind, Integer> left = new LinkedHashMap<>();
    public final TreeMap<LocalDate, Run> runs = new TreeMap<>();

    @Override
    public Map<Schedule, Long> due(Collection<Schedule> all, Instant now) {
        var due = new LinkedHashMap<Schedule, Long>();
        all.forEach(schedule -> due.put(schedule, (long) left.getOrDefault(schedule.kind(), 0)));
        return due;
    }

    @Override
    public Run run(LocalDate day, Instant now) {
        return runs.computeIfAbsent(day, _ -> new Run(day, now, Optional.empty(), 0, 0, 0));
    }

    @Override
    public Optional<Run> lastFinished() {
        return runs.descendingMap().values().stream()
                .filter(run -> run.finishedAt().isPresent())
                .findFirst();
    }

    @Override
    public int remove(Schedule schedule, Collection<Schedule> all, LocalDate day, Instant now) {
        var removed = Math.min(AT_ONCE_MAX, left.getOrDefault(schedule.kind(), 0));
        left.merge(schedule.kind(), -removed, Integer::sum);
        var run = run(day, now);
        var kind = schedule.kind();
        runs.put(
                day,
                new Run(
                        day,
                        run.begunAt(),
                        run.finishedAt(),
                        run.conversations() + (kind == Schedule.Kind.CONVERSATIONS ? removed : 0),
                        run.files() + (kind == Schedule.Kind.FILES ? removed : 0),
                        run.quarantined() + (kind == Schedule.Kind.QUARANTINE ? removed : 0)));
        return removed;
    }

    @Override
    public void finish(Run run, Instant now) {
        runs.put(
                run.day(),
                new Run(
                        run.day(),
                        run.begunAt(),
                        Optional.of(now),
                        run.conversations(),
                        run.files(),
                        run.quarantined()));
    }
}

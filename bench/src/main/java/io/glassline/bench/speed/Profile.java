package io.glassline.bench.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// What a flight recording of a contender under load shows: where the processor time goes, what is allocated, whether
/// a virtual thread was pinned.
final class Profile {

    private static final int SHOWN_MAX = 25;

    /// Time by what it was spent for: the topmost frame of ours, or of the library that matters, names it.
    private final Map<String, Long> onTop = new HashMap<>();

    private final Map<String, Long> ours = new HashMap<>();
    private final Map<String, Long> threads = new TreeMap<>();
    private final Map<String, Long> allocatedFor = new HashMap<>();
    private final Map<String, Long> allocatedAs = new HashMap<>();
    private final Map<String, Long> pinnedBy = new HashMap<>();
    private long samples;
    private long allocated;
    private long pinned;
    private double pausedMillis;
    private long pauses;

    private Profile() {}

    /// @param fromMicros only what happened after this many microseconds since 1970.
    static Profile of(Path recording, long fromMicros) {
        var profile = new Profile();
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                var event = file.readEvent();
                if (event.getStartTime().toEpochMilli() * 1000 >= fromMicros) {
                    profile.take(event);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return profile;
    }

    private void take(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> {
                samples++;
                count(onTop, top(event), 1);
                count(ours, glassline(event), 1);
                count(threads, thread(event), 1);
            }
            case "jdk.ObjectAllocationSample" -> {
                var weight = event.getLong("weight");
                allocated += weight;
                count(allocatedFor, glassline(event), weight);
                count(allocatedAs, event.getClass("objectClass").getName(), weight);
            }
            case "jdk.VirtualThreadPinned" -> {
                pinned++;
                count(pinnedBy, glassline(event), 1);
            }
            case "jdk.GCPhasePause" -> {
                pauses++;
                pausedMillis += event.getDuration().toNanos() / 1e6;
            }
            default -> {}
        }
    }

    long pinned() {
        return pinned;
    }

    double allocatedBytes(long messages) {
        return (double) allocated / Math.max(1, messages);
    }

    void tell(Report report, long messages) {
        report.line("");
        report.line("- %d samples; threads: %s"
                .formatted(
                        samples,
                        threads.entrySet().stream()
                                .sorted(Map.Entry.<String, Long>comparingByValue()
                                        .reversed())
                                .limit(8)
                                .map(entry ->
                                        "%s %.0f %%".formatted(entry.getKey(), percent(entry.getValue(), samples)))
                                .collect(Collectors.joining(", "))));
        report.line("- virtual threads pinned for 1 ms or more: %d %s".formatted(pinned, pinned == 0 ? "" : pinnedBy));
        report.line("- allocated for a message: %.1f kB (sampled)".formatted(allocatedBytes(messages) / 1000));
        report.line("- pauses of the collector: %d, %.0f ms together".formatted(pauses, pausedMillis));
        table(report, "where the time is (topmost method)", onTop, samples);
        table(report, "for which of our methods", ours, samples);
        table(report, "allocated for which of our methods", allocatedFor, allocated);
        table(report, "allocated as", allocatedAs, allocated);
    }

    private static void table(Report report, String title, Map<String, Long> figures, long all) {
        report.columns(title, "share");
        var top = new LinkedHashMap<String, Long>();
        figures.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry<String, Long>::getValue).reversed())
                .limit(SHOWN_MAX)
                .forEach(entry -> top.put(entry.getKey(), entry.getValue()));
        top.forEach((name, value) -> report.row("`" + name + "`", "%.1f %%".formatted(percent(value, all))));
    }

    private static double percent(long part, long all) {
        return 100.0 * part / Math.max(1, all);
    }

    private static void count(Map<String, Long> in, String what, long weight) {
        in.merge(what, weight, Long::sum);
    }

    private static String top(RecordedEvent event) {
        var stack = event.getStackTrace();
        return stack == null || stack.getFrames().isEmpty()
                ? "none"
                : name(stack.getFrames().getFirst());
    }

    /// The topmost frame of Glassline's; below it is what it uses.
    private static String glassline(RecordedEvent event) {
        var stack = event.getStackTrace();
        if (stack == null) {
            return "none";
        }
        return stack.getFrames().stream()
                .filter(frame -> frame.getMethod().getType().getName().startsWith("io.glassline"))
                .findFirst()
                .map(Profile::name)
                .orElseGet(() -> library(event));
    }

    private static final Set<String> LIBRARIES = Set.of("io.netty", "io.micronaut", "org.postgresql", "org.redisson");

    private static String library(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .flatMap(type -> LIBRARIES.stream().filter(type::startsWith))
                .findFirst()
                .orElse("the JDK and others");
    }

    private static String name(RecordedFrame frame) {
        var type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }

    private static String thread(RecordedEvent event) {
        var thread = event.getThread("sampledThread");
        var name = thread == null ? null : thread.getJavaName();
        return name == null || name.isEmpty() ? "virtual" : name.replaceAll("[-\\d]+$", "");
    }
}

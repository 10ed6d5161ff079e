package io.glassline.bench.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A bound on the processor time of some processes, by a control group of Linux: so that two nodes can be measured
/// against one on a machine whose cores a single node could fill. Needs root, and a machine that lets groups be made.
final class ProcessorShare implements AutoCloseable {

    private static final Path FIRST_VERSION = Path.of("/sys/fs/cgroup/cpu");
    private static final Path SECOND_VERSION = Path.of("/sys/fs/cgroup");
    private static final int PERIOD_MICROS = 100_000;

    private final Path group;

    private ProcessorShare(Path group) {
        this.group = group;
    }

    /// @param percent of one core.
    /// @throws IllegalStateException when this machine does not let groups be made.
    static ProcessorShare of(long pid, int percent) {
        var isFirst = Files.exists(FIRST_VERSION.resolve("cpu.cfs_quota_us"));
        var group = (isFirst ? FIRST_VERSION : SECOND_VERSION).resolve("glassline-bench-" + pid);
        var quota = PERIOD_MICROS * percent / 100;
        try {
            Files.createDirectory(group);
            if (isFirst) {
                Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
                Files.writeString(group.resolve("cpu.cfs_quota_us"), Integer.toString(quota));
            } else {
                Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
            }
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
            return new ProcessorShare(group);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "a node's processor time cannot be bounded here, which needs root and control groups: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            for (var pid : List.copyOf(Files.readAllLines(group.resolve("cgroup.procs")))) {
                Files.writeString(group.resolveSibling("cgroup.procs"), pid);
            }
            Files.delete(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.glassline.bench.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// How much processor time processes have had since they began, in the user's and the kernel's part together, read
/// from Linux' `/proc`. It comes in ticks of 10 ms, so only the difference over seconds of load tells anything.
final class ProcessorTime {

    private static final long MICROS_PER_TICK = 10_000; // USER_HZ is 100 on every Linux of today

    private static final Pattern COMPILER = Pattern.compile("C[12] CompilerThre.*"); // 15 characters are kept

    private ProcessorTime() {}

    /// In microseconds; 0 when the process is gone.
    static long ofProcess(long pid) {
        return read(Path.of("/proc/" + pid)).own() * MICROS_PER_TICK;
    }

    /// PostgreSQL's, in microseconds: the postmaster, its children, and those that have ended since it began.
    static long ofPostgres(long postmaster) {
        var parent = read(Path.of("/proc/" + postmaster));
        var ticks = parent.own() + parent.endedChildren();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                var stat = read(process);
                if (stat.parent() == postmaster) {
                    ticks += stat.own() + stat.endedChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ticks * MICROS_PER_TICK;
    }

    /// That of a JVM's compilers, in microseconds. They are the threads called so, for it has no other.
    static long ofCompilers(long pid) {
        var ticks = 0L;
        try (var threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (var thread : threads) {
                var stat = read(thread);
                if (COMPILER.matcher(stat.name()).matches()) {
                    ticks += stat.own();
                }
            }
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ticks * MICROS_PER_TICK;
    }

    private record Stat(String name, long parent, long own, long endedChildren) {}

    /// See proc_pid_stat(5). The second field is a name in parentheses and may hold anything.
    private static Stat read(Path folder) {
        try {
            var line = Files.readString(folder.resolve("stat"));
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return new Stat(
                    line.substring(line.indexOf('(') + 1, line.lastIndexOf(')')),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                    Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        } catch (IOException e) {
            return new Stat("", -1, 0, 0); // it ended while it was read
        }
    }

    /// The memory a process holds, in MiB.
    static double residentMebibytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

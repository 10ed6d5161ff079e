package io.glassline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server process that we started.
final class Child {

    private static final Duration READY_POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration START_WAIT_MAX = Duration.ofSeconds(60);
    private static final int LOG_LINES_SHOWN = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /// Starts `command` in a session of its own, so that Ctrl-C at the terminal reaches us and not it: it is
    /// stopped when we are done with it.
    static Child start(String name, List<String> command, Path workingFolder, Path log) throws IOException {
        var builder = new ProcessBuilder(detached(command)).directory(workingFolder.toFile());
        clean(builder.environment());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var process = builder.start();
        process.getOutputStream().close();
        return new Child(name, process, log);
    }

    /// The messages of a server should be the same everywhere, and PG* and LD_* variables are not meant for it.
    private static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LD_"));
        environment.put("LC_ALL", "C");
    }

    private static List<String> detached(List<String> command) {
        return onPath("setsid")
                ? Stream.concat(Stream.of("setsid"), command.stream()).toList()
                : command;
    }

    private static boolean onPath(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, program)));
    }

    /// Waits until `ready` says so.
    ///
    /// @throws IllegalStateException with the end of the server's log, when it ends before or takes too long.
    void await(Readiness ready) throws IOException {
        var deadline = System.nanoTime() + START_WAIT_MAX.toNanos();
        while (true) {
            var hasEnded = !process.isAlive(); // looked at first: what ends in between is looked at again
            if (ready.isReady()) {
                return;
            }
            if (hasEnded || System.nanoTime() > deadline) {
                var why = hasEnded
                        ? "ended with status " + process.exitValue()
                        : "did not answer within " + START_WAIT_MAX.toSeconds() + " s";
                kill();
                throw new IllegalStateException(
                        "%s %s. The end of %s:%n%s".formatted(name, why, log, String.join("\n", endOfLog())));
            }
            pause(READY_POLL_INTERVAL);
        }
    }

    interface Readiness {
        boolean isReady() throws IOException;
    }

    /// Waits for a program that does its work and ends.
    ///
    /// @throws IllegalStateException with the end of its log, when it fails or takes too long.
    void awaitEnd() throws IOException {
        await(() -> !process.isAlive() && process.exitValue() == 0);
    }

    private List<String> endOfLog() throws IOException {
        var lines = new ArrayList<String>();
        try (var all = Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            all.forEach(line -> {
                lines.add(line);
                if (lines.size() > LOG_LINES_SHOWN) {
                    lines.removeFirst();
                }
            });
        }
        return lines;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void stop(String signal, Duration waitMax) {
        if (!stopped(process.toHandle(), signal, waitMax)) {
            kill();
        }
    }

    /// As `kill -9` does, and waits for the end.
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops a process that an earlier gateway left behind, if `pid` is one: a process whose working folder is
    /// `home` and whose program is called `program`. Anything else is left alone.
    static void stopOrphan(long pid, String program, Path home, String signal, Duration waitMax) {
        var orphan = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(_ -> runsIn(pid, program, home));
        orphan.ifPresent(process -> {
            if (!stopped(process, signal, waitMax)) {
                process.destroyForcibly();
                stopped(process, signal, waitMax);
            }
        });
    }

    private static boolean runsIn(long pid, String program, Path home) {
        try {
            var proc = Path.of("/proc", Long.toString(pid));
            var executable =
                    Files.readSymbolicLink(proc.resolve("exe")).getFileName().toString();
            return Files.readSymbolicLink(proc.resolve("cwd")).equals(home)
                    && executable.replace(" (deleted)", "").equals(program);
        } catch (IOException e) {
            return false; // gone, or not ours to look at
        }
    }

    /// Java sends no other signals than TERM and KILL, and to PostgreSQL TERM means to wait for its clients.
    private static boolean stopped(ProcessHandle process, String signal, Duration waitMax) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(waitMax.toMillis(), TimeUnit.MILLISECONDS);
            for (var deadline = System.nanoTime() + waitMax.toNanos(); System.nanoTime() < deadline; ) {
                if (!process.isAlive()) {
                    return true;
                }
                Thread.sleep(READY_POLL_INTERVAL);
            }
            return !process.isAlive();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Sends the process and all it started `STOP` or `CONT`, by one command, so that all have it within a moment:
    /// PostgreSQL's backends are in sessions of their own.
    void signalAll(String signal) {
        var handle = process.toHandle();
        var pids = Stream.concat(Stream.of(handle), handle.descendants())
                .map(one -> Long.toString(one.pid()))
                .collect(Collectors.joining(" "));
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + pids)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("no signal can be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server was starting", e);
        }
    }
}

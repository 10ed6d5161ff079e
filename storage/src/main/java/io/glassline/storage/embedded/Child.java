package io.glassline.storage.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server that runs as a child process, is looked after, and is started again when it dies.
///
/// It is given a session of its own, so that the terminal's Ctrl-C reaches the gateway only, which ends it in its turn.
final class Child implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Child.class);

    static final Duration READY_WITHIN = Duration.ofSeconds(60);
    static final Duration LOOK_EVERY = Duration.ofMillis(500);
    static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private static final Duration ASK_EVERY = Duration.ofMillis(50);

    private final String name;
    private final List<String> command;
    private final Path output;
    private final String stopSignal;
    private final BooleanSupplier ready;
    private final Thread watcher;
    private volatile Process process;
    private volatile boolean closing;

    /// @param stopSignal asks the program to end at once and cleanly: `INT` or `TERM`.
    /// @param ready whether the server answers.
    Child(String name, List<String> command, Path output, String stopSignal, BooleanSupplier ready) {
        this.name = name;
        this.command = inASessionOfItsOwn(command);
        this.output = output;
        this.stopSignal = stopSignal;
        this.ready = ready;
        this.process = startUntilReady();
        this.watcher = Thread.ofVirtual().name("glassline-watch-" + name).start(this::watch);
    }

    long pid() {
        return process.pid();
    }

    private Process startUntilReady() {
        var until = System.nanoTime() + READY_WITHIN.toNanos();
        var started = spawn();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > until) {
                started.destroyForcibly();
                throw new IllegalStateException(
                        name + " did not answer within " + READY_WITHIN.toSeconds() + " s; see " + output);
            }
            if (!started.isAlive()) {
                // What a killed predecessor left behind, such as shared memory, may take a moment to go away.
                pause(LOOK_EVERY);
                started = spawn();
            }
            pause(ASK_EVERY);
        }
        return started;
    }

    private Process spawn() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private void watch() {
        while (!closing) {
            pause(LOOK_EVERY);
            if (!closing && !process.isAlive()) {
                LOG.atWarn().log("{} was found dead and is started again", name);
                try {
                    process = startUntilReady();
                    LOG.atWarn().log("{} is back", name);
                } catch (IllegalStateException | UncheckedIOException e) {
                    LOG.atError().setCause(e).log("{} cannot be brought back yet", name);
                }
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        stop(process.toHandle(), stopSignal);
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop(process.toHandle(), stopSignal); // the watcher may just have started another
    }

    /// Asks a process to end, and ends it when it does not.
    static void stop(ProcessHandle handle, String signal) {
        if (!handle.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(handle.pid())).start().waitFor();
            handle.onExit().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atWarn().log("process {} did not end when asked ({}); it is killed", handle.pid(), e.toString());
            handle.destroyForcibly();
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a server", e);
        }
    }

    private static List<String> inASessionOfItsOwn(List<String> command) {
        if (!Commands.works("setsid", "true")) {
            return command;
        }
        var alone = new ArrayList<String>();
        alone.add("setsid");
        alone.addAll(command);
        return List.copyOf(alone);
    }
}

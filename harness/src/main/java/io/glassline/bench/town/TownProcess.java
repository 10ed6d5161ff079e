package io.glassline.bench.town;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A program of the town in a JVM of its own, that can be killed, ended, held and started again.
public final class TownProcess implements AutoCloseable {

    private static final Duration READY_WAIT_MAX = Duration.ofMinutes(2);
    private static final Duration END_WAIT_MAX = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration HEALTH_WAIT_MAX = Duration.ofSeconds(3);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(HEALTH_WAIT_MAX).build();

    private final String name;
    private final List<String> command;
    private final URI health;
    private final Path log;
    private @Nullable Process process;

    private TownProcess(String name, List<String> command, URI health, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.health = health;
        this.log = log;
    }

    /// A gateway node, not yet started.
    ///
    /// @param inFront folders of classes that are used in place of the build's own
    public static TownProcess node(
            String name, NodeSetting setting, List<String> jvmOptions, List<Path> inFront, Path log) {
        var classPath = inFront.stream().map(Path::toString).collect(Collectors.joining(":", "", ":"))
                + System.getProperty("java.class.path");
        return new TownProcess(
                name,
                java(
                        jvmOptions,
                        inFront.isEmpty() ? System.getProperty("java.class.path") : classPath,
                        NodeMain.class,
                        setting.write().toString()),
                URI.create("http://localhost:" + setting.insidePort() + "/health"),
                log);
    }

    /// The providers' stand-ins, not yet started.
    public static TownProcess providers(int port, String publicUrl, long seed, List<String> jvmOptions, Path log) {
        return new TownProcess(
                "providers",
                java(
                        jvmOptions,
                        System.getProperty("java.class.path"),
                        ProvidersMain.class,
                        Integer.toString(port),
                        publicUrl,
                        Long.toString(seed)),
                URI.create("http://localhost:" + port + "/health"),
                log);
    }

    private static List<String> java(List<String> jvmOptions, String classPath, Class<?> main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(jvmOptions);
        command.add("-Dglassline.home=" + City.home());
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    public String name() {
        return name;
    }

    /// Starts it, or starts it again, and does not wait.
    public void launch() {
        try {
            Files.createDirectories(log.getParent());
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it says that it is up.
    ///
    /// @throws IllegalStateException naming its log, when it ends before or takes too long.
    public void awaitReady() {
        var until = System.nanoTime() + READY_WAIT_MAX.toNanos();
        while (!isUp()) {
            var running = process;
            if (running == null || !running.isAlive()) {
                throw new IllegalStateException(name + " ended by itself; see " + log);
            }
            if (System.nanoTime() > until) {
                throw new IllegalStateException(
                        name + " was not up within " + READY_WAIT_MAX.toSeconds() + " s; see " + log);
            }
            pause();
        }
    }

    /// It answers, and that it can do its work.
    public boolean isUp() {
        try {
            var request =
                    HttpRequest.newBuilder(health).timeout(HEALTH_WAIT_MAX).build();
            var response = HTTP.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().contains("\"UP\"");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public boolean isAlive() {
        var running = process;
        return running != null && running.isAlive();
    }

    public long pid() {
        var running = process;
        return running == null ? -1 : running.pid();
    }

    /// As `kill -9` does.
    public void kill() {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
            waitForEnd(running);
        }
    }

    /// As SIGTERM does: what is under way is finished.
    public void end() {
        var running = process;
        if (running != null) {
            running.destroy();
            waitForEnd(running);
        }
    }

    private void waitForEnd(Process running) {
        try {
            if (!running.waitFor(END_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
                throw new IllegalStateException(
                        name + " did not end within " + END_WAIT_MAX.toSeconds() + " s; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program was starting", e);
        }
    }

    @Override
    public void close() {
        try {
            end();
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
        }
    }
}

package io.glassline.bench.speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server under measurement: a process of its own, with the same flags as every other. While it is not its turn it
/// is held by SIGSTOP, so that its threads and loops take nothing from the others.
final class Contender implements AutoCloseable {

    /// What the launcher starts the gateway with, and so all of them.
    static final List<String> FLAGS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx512m");

    static final String COLLECTOR = "-XX:+UseSerialGC";

    private static final long END_WAIT_MAX_SECONDS = 30;

    private final String name;
    private final Process process;
    private final InetSocketAddress address;
    private final double secondsToReady;

    private Contender(String name, Process process, InetSocketAddress address, double secondsToReady) {
        this.name = name;
        this.process = process;
        this.address = address;
        this.secondsToReady = secondsToReady;
    }

    /// Starts a main class and waits until it prints `ready`.
    ///
    /// @param classPath of the contender's own.
    /// @param arguments after the port, which is the first.
    static Contender start(
            String name, List<String> flags, String classPath, String main, Path output, String... arguments) {
        var port = freePort();
        var all = new ArrayList<>(List.of(Integer.toString(port)));
        all.addAll(Arrays.asList(arguments));
        return start(name, port, flags, classPath, main, output, Map.of(), "ready", all);
    }

    /// Starts the gateway as its users do, with all it must be told. Its ports and secrets are its own.
    static Contender serve(List<String> flags, String classPath, Path folder, Map<String, String> variables) {
        var port = freePort();
        var all = new HashMap<>(variables);
        all.putAll(Map.of(
                "GLASSLINE_PORT",
                Integer.toString(port),
                "GLASSLINE_INSIDE_PORT",
                Integer.toString(freePort()),
                "GLASSLINE_BIND",
                "127.0.0.1",
                "GLASSLINE_PUBLIC_URL",
                SignedPosts.PUBLIC_URL,
                "GLASSLINE_KEYS",
                folder.resolve("keys").toString(),
                "GLASSLINE_TWILIO_ACCOUNT_SID",
                SignedPosts.ACCOUNT_SID,
                "GLASSLINE_TWILIO_AUTH_TOKEN",
                "a-secret-of-this-measurement"));
        all.putAll(Map.of(
                "GLASSLINE_META_APP_SECRET", "a-secret-of-this-measurement",
                "GLASSLINE_META_VERIFY_TOKEN", "a-secret-of-this-measurement",
                "GLASSLINE_META_ACCESS_TOKEN", "a-secret-of-this-measurement",
                "GLASSLINE_TELEGRAM_BOT_TOKEN", "1:a-secret-of-this-measurement",
                "GLASSLINE_TELEGRAM_WEBHOOK_SECRET", "a-secret-of-this-measurement",
                "GLASSLINE_MAILBOX_PASSWORD", "a-secret-of-this-measurement",
                "GLASSLINE_WEB_CHAT_SECRET", "a-secret-of-this-measurement",
                "GLASSLINE_SMTP_HOST", "localhost",
                "GLASSLINE_IMAP_HOST", "localhost"));
        return start(
                "serve",
                port,
                flags,
                classPath,
                "io.glassline.app.Glassline",
                folder,
                all,
                "Glassline serves",
                List.of("serve"));
    }

    private static Contender start(
            String name,
            int port,
            List<String> flags,
            String classPath,
            String main,
            Path output,
            Map<String, String> variables,
            String ready,
            List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dglassline.home=" + home());
        command.addAll(flags); // those of another checkout name its own folder, and the later one counts
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        var printed = output.resolve(name.replaceAll("\\W+", "-") + ".txt");
        var began = System.nanoTime();
        try {
            var builder = new ProcessBuilder(command).redirectError(printed.toFile());
            builder.environment().putAll(variables);
            var process = builder.start();
            var out = process.inputReader();
            for (var line = out.readLine(); line == null || !line.startsWith(ready); line = out.readLine()) {
                if (line == null) {
                    throw new IllegalStateException(
                            name + " ended before it was ready; it printed:\n" + Files.readString(printed));
                }
            }
            var seconds = (System.nanoTime() - began) / 1e9;
            // Lest it block on a full pipe. Reading a pipe keeps a virtual thread on its carrier, and there are few.
            Thread.ofPlatform().daemon().start(() -> drain(out));
            return new Contender(name, process, new InetSocketAddress("127.0.0.1", port), seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drain(BufferedReader out) {
        try {
            out.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // it has ended
        }
    }

    /// The class path of this bench itself, for contenders that are part of it.
    static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /// The same of another checkout that was built in the same way.
    ///
    /// @throws IllegalStateException where nothing was built.
    static String ownClassPathIn(Path checkout) {
        return builtClassPath(checkout.toAbsolutePath().resolve("bench/target"), "bench");
    }

    /// That of a peer, which is a module beside this one.
    static String peerClassPath(String module) {
        return builtClassPath(home().resolve("bench/" + module + "/target"), module);
    }

    private static String builtClassPath(Path target, String module) {
        var jar = target.resolve(module + ".jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there; ./glassline bench builds it");
        }
        return jar + ":" + target.resolve("lib") + "/*";
    }

    static Path home() {
        return Path.of(System.getProperty("glassline.home", "")).toAbsolutePath();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    InetSocketAddress address() {
        return address;
    }

    double secondsToReady() {
        return secondsToReady;
    }

    long pid() {
        return process.pid();
    }

    /// Its processor time so far, in microseconds.
    long micros() {
        return ProcessorTime.ofProcess(process.pid());
    }

    /// Of that, what its just-in-time compilers had.
    long compilerMicros() {
        return ProcessorTime.ofCompilers(process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void hold() {
        signal("STOP");
    }

    void release() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new InterruptedIOException("interrupted"));
        }
    }

    @Override
    public void close() {
        release();
        process.destroy();
        try {
            if (!process.waitFor(END_WAIT_MAX_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

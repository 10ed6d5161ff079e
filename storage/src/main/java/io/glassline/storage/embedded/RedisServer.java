package io.glassline.storage.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The embedded Redis: it writes down what it is told once a second, listens on loopback only, and wants the
/// password.
final class RedisServer implements EmbeddedServers.Server {

    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);
    private static final String STOP_SIGNAL = "TERM";
    private static final int ANSWER_WAIT_MAX_MS = 1_000;

    private final Path program;
    private final Path data;
    private final Path settings;
    private final Path log;
    private final int port;
    private final String password;
    private volatile @Nullable Child child;

    private RedisServer(Path program, Path data, Path settings, Path log, int port, String password) {
        this.program = program;
        this.data = data;
        this.settings = settings;
        this.log = log;
        this.port = port;
        this.password = password;
    }

    /// Makes the data folder ready, and stops a server that an earlier gateway left running on it.
    static RedisServer in(DataFolder folder, String password) throws IOException {
        var data = folder.path("redis");
        Files.createDirectories(data);
        var program = Binaries.redis(folder).resolve("redis-server");
        stopOrphan(data);
        var server = new RedisServer(
                program, data, folder.path("redis.conf"), folder.logFile("redis"), folder.port("redis"), password);
        folder.writePrivately(server.settings, server.settings());
        return server;
    }

    /// In a file and not on the command line, which everyone on the machine can read.
    private String settings() {
        return """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir "%s"
                pidfile "%s"
                appendonly yes
                appendfsync everysec
                save ""
                """.formatted(port, password, data, data.resolve("redis.pid"));
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public void start() throws IOException {
        stopOrphan(data);
        var started = Child.start(name(), List.of(program.toString(), settings.toString()), data, log);
        child = started;
        started.await(this::isReady);
    }

    private static void stopOrphan(Path data) throws IOException {
        var pidFile = data.resolve("redis.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Files.readString(pidFile).strip();
        if (pid.matches("\\d{1,10}")) {
            Child.stopOrphan(Long.parseLong(pid), "redis-server", data, STOP_SIGNAL, STOP_WAIT_MAX);
        }
        Files.deleteIfExists(pidFile);
    }

    /// It answers PING, and not that it is still loading.
    private boolean isReady() {
        try (var socket = new Socket()) {
            socket.setSoTimeout(ANSWER_WAIT_MAX_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_WAIT_MAX_MS);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new String(
                    socket.getInputStream().readNBytes("+OK\r\n+PONG\r\n".length()), StandardCharsets.US_ASCII);
            return answer.equals("+OK\r\n+PONG\r\n");
        } catch (IOException e) {
            return false;
        }
    }

    String url() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    long pid() {
        var running = child;
        return running == null ? -1 : running.pid();
    }

    @Override
    public boolean isDead() {
        var running = child;
        return running != null && !running.isAlive();
    }

    @Override
    public void stop() {
        var running = child;
        child = null;
        if (running != null) {
            running.stop(STOP_SIGNAL, STOP_WAIT_MAX);
        }
    }
}

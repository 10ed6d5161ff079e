package io.glassline.embedded;

import java.io.ByteArrayOutputStream;
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

/// One embedded Redis process: it writes down what it is told once a second, listens on loopback only, and wants
/// the password. Alone, or a master of [RedisCluster].
final class RedisServer implements EmbeddedRedis {

    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);
    private static final String STOP_SIGNAL = "TERM";
    private static final int ANSWER_WAIT_MAX_MS = 1_000;

    private final String name;
    private final Path program;
    private final Path data;
    private final Path settings;
    private final Path log;
    private final int port;
    private final int busPort;
    private final String password;
    private volatile @Nullable Child child;

    private RedisServer(
            String name, Path program, Path data, Path settings, Path log, int port, int busPort, String password) {
        this.name = name;
        this.program = program;
        this.data = data;
        this.settings = settings;
        this.log = log;
        this.port = port;
        this.busPort = busPort;
        this.password = password;
    }

    /// Makes the data folder ready, and stops a server that an earlier gateway left running on it.
    static RedisServer in(DataFolder folder, String password) throws IOException {
        return in(folder, "redis", password, 0, "");
    }

    /// A master of a cluster. `more` are further lines of its settings.
    static RedisServer master(DataFolder folder, String name, String password, String more) throws IOException {
        var busPort = folder.port(name + "-bus");
        return in(folder, name, password, busPort, "cluster-enabled yes\ncluster-port " + busPort + "\n" + more);
    }

    private static RedisServer in(DataFolder folder, String name, String password, int busPort, String more)
            throws IOException {
        var data = folder.path(name);
        Files.createDirectories(data);
        var program = Binaries.redis(folder).resolve("redis-server");
        stopOrphan(data);
        var server = new RedisServer(
                name,
                program,
                data,
                folder.path(name + ".conf"),
                folder.logFile(name),
                folder.port(name),
                busPort,
                password);
        folder.writePrivately(server.settings, server.settings() + more);
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
        return name.equals("redis") ? "Redis" : "Redis (" + name + ")";
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
        try {
            return ask("PING").equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    /// One command and the first line of its answer; of a bulk answer, the text itself.
    String ask(String command) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout(ANSWER_WAIT_MAX_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_WAIT_MAX_MS);
            socket.getOutputStream()
                    .write(("AUTH " + password + "\r\n" + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var in = socket.getInputStream();
            if (!line(in).equals("+OK")) {
                throw new IOException(name() + " does not take the password");
            }
            var answer = line(in);
            return answer.startsWith("$")
                    ? new String(in.readNBytes(Integer.parseInt(answer.substring(1))), StandardCharsets.UTF_8)
                    : answer;
        }
    }

    private static String line(java.io.InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("Redis hung up");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    int port() {
        return port;
    }

    /// Where the masters of a cluster speak to each other; 0 for a server on its own.
    int busPort() {
        return busPort;
    }

    @Override
    public String url() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    @Override
    public long pid() {
        var running = child;
        return running == null ? -1 : running.pid();
    }

    @Override
    public boolean isDead() {
        var running = child;
        return running != null && !running.isAlive();
    }

    @Override
    public void kill() {
        var running = child;
        child = null;
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public void empty() throws IOException {
        var answer = ask("FLUSHALL");
        if (!answer.equals("+OK")) {
            throw new IOException(name() + " answered " + answer);
        }
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

package io.glassline.storage.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Redis on loopback, with its append-only file flushed every second. What it holds are copies; losing a second of them
/// costs a read from PostgreSQL.
final class EmbeddedRedis implements AutoCloseable {

    private static final int ANSWER_WAIT_MAX_MILLIS = 1_000;

    private final Path data;
    private final Path pidFile;
    private final int port;
    private final Child child;

    EmbeddedRedis(Path servers, Path logs, Programs programs) {
        this.data = servers.resolve("redis");
        this.pidFile = data.resolve("redis.pid");
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + data, e);
        }
        stopOrphan();
        this.port = Ports.keptOrFree(servers.resolve("redis.port"));
        this.child = new Child("Redis", command(programs.redis()), logs.resolve("redis.log"), "TERM", this::answers);
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    long pid() {
        return child.pid();
    }

    private List<String> command(Path program) {
        return List.of(
                program.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toString(),
                "--pidfile",
                pidFile.toString(),
                "--daemonize",
                "no",
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                "--save",
                "");
    }

    /// A gateway that was killed leaves its Redis running. It is stopped, once it is sure that it is ours.
    private void stopOrphan() {
        try {
            if (!Files.exists(pidFile)) {
                return;
            }
            var pid = Long.parseLong(Files.readString(pidFile).strip());
            ProcessHandle.of(pid)
                    .filter(handle -> Processes.mentions(handle, data))
                    .ifPresent(handle -> Child.stop(handle, "TERM"));
        } catch (IOException | NumberFormatException e) {
            throw new IllegalStateException("cannot read " + pidFile + "; is another Redis using it?", e);
        }
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_WAIT_MAX_MILLIS);
            socket.setSoTimeout(ANSWER_WAIT_MAX_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        child.close();
    }
}

package io.glassline.app.town;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The embedded Redis, spoken to as `redis-cli` does.
final class Redis {

    private Redis() {}

    static void flushAll(Path data) {
        try (var socket = new Socket("127.0.0.1", port(data))) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new byte[5];
            var count = socket.getInputStream().readNBytes(answer, 0, answer.length);
            if (!new String(answer, 0, count, StandardCharsets.US_ASCII).equals("+OK\r\n")) {
                throw new IllegalStateException("Redis did not flush");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(Path data) throws IOException {
        return Integer.parseInt(
                Files.readString(data.resolve("servers/redis.port")).strip());
    }
}

package io.glassline.demo.town;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The embedded Redis, spoken to as `redis-cli -u <redisUrl>` does; the data folder says how to connect.
final class Redis {

    private Redis() {}

    static void flushAll(Path data) {
        var url = url(data);
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            if (url.getUserInfo() != null) {
                expectOk(socket, "AUTH " + url.getUserInfo().replaceFirst("^[^:]*:", ""));
            }
            expectOk(socket, "FLUSHALL");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void expectOk(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        var answer = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
        if (!answer.equals("+OK\r\n")) {
            throw new IllegalStateException("Redis answered " + answer.strip() + " to " + command.split(" ")[0]);
        }
    }

    private static URI url(Path data) {
        return URI.create(Town.servers(data).getProperty("redisUrl"));
    }
}

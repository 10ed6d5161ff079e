package io.glassline.storage.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/// The loopback port of one server: the one it had last time when it is still free, so that whatever knew it still
/// does, and else another.
final class Ports {

    private Ports() {}

    static int keptOrFree(Path file) {
        try {
            if (Files.exists(file)) {
                var kept = Integer.parseInt(Files.readString(file).strip());
                if (isFree(kept)) {
                    return kept;
                }
            }
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Files.writeString(file, socket.getLocalPort() + "\n");
                return socket.getLocalPort();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find a port for " + file, e);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

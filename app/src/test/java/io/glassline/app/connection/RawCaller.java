package io.glassline.app.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// A caller who writes what it likes.
final class RawCaller implements AutoCloseable {

    private static final int PATIENCE_MS = 8_000;

    private final Socket socket = new Socket();

    /// @param from the caller's own address, one of this machine's.
    RawCaller(String from, int port) {
        try {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(PATIENCE_MS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawCaller says(String text) {
        return says(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// What a server no longer reads is not an error: its answer is what counts.
    RawCaller says(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // it has hung up
        }
        return this;
    }

    /// The next answer's status and body, such as `200 5`; `hung up` when there is none.
    String hears() {
        try {
            var head = line();
            if (head.isEmpty()) {
                return "hung up";
            }
            var length = 0;
            var comeAgain = "";
            for (var header = line(); !header.isEmpty(); header = line()) {
                if (header.toLowerCase().startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
                if (header.toLowerCase().startsWith("retry-after:")) {
                    comeAgain = " come again";
                }
            }
            var body = new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
            var status = head.split(" ")[1];
            return status.equals("200") ? "200 " + body : status + comeAgain;
        } catch (SocketTimeoutException e) {
            return "nothing";
        } catch (IOException e) {
            return "hung up";
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

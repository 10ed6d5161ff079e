package io.glassline.bench.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Many callers with sockets of their own, from addresses of this machine that no genuine caller has.
final class Attackers implements AutoCloseable {

    /// So many have one address.
    private static final int OF_ONE_ADDRESS = 20;

    private static final int LOOK_MS = 1;

    private final int port;
    private final int insidePort;
    private final List<Socket> sockets = new ArrayList<>();
    private final Map<Socket, String> lines = new HashMap<>();
    private int addresses;

    Attackers(int port, int insidePort) {
        this.port = port;
        this.insidePort = insidePort;
    }

    /// So many connect, and each says this and no more.
    Attackers each(int count, String says) {
        var bytes = says.getBytes(StandardCharsets.ISO_8859_1);
        for (var i = 0; i < count; i++) {
            if (i % OF_ONE_ADDRESS == 0) {
                addresses++;
            }
            say(connect("127.1." + addresses / 250 + "." + (1 + addresses % 250), port), bytes);
        }
        return this;
    }

    void fromOneAddress(int count) {
        for (var i = 0; i < count; i++) {
            connect("127.2.0.1", port);
        }
    }

    /// So many follow the record from its start, and read nothing of it.
    void followers(int count) {
        var request = "GET /api/feed?after=-1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo-api-token\r\n\r\n";
        for (var i = 0; i < count; i++) {
            say(connect("127.3.0.1", insidePort), request.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /// A byte of each, so many times.
    void drip(int times) {
        for (var time = 0; time < times; time++) {
            sockets.forEach(socket -> say(socket, new byte[] {'x'}));
            rest(200);
        }
    }

    /// How many have been hung up on, or given a first line with these words in it.
    long told(String words) {
        return sockets.stream()
                .filter(socket -> firstLine(socket).contains(words))
                .count();
    }

    private String firstLine(Socket socket) {
        return lines.compute(socket, (_, known) -> known != null && !known.isEmpty() ? known : read(socket));
    }

    private static String read(Socket socket) {
        try {
            socket.setSoTimeout(LOOK_MS);
            var bytes = new byte[32];
            var read = socket.getInputStream().read(bytes);
            return read < 0 ? HttpAttack.HUNG_UP : new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            return "";
        } catch (IOException e) {
            return HttpAttack.HUNG_UP;
        }
    }

    /// All leave.
    @Override
    public void close() {
        for (var socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        sockets.clear();
    }

    private Socket connect(String from, int to) {
        var socket = new Socket();
        sockets.add(socket);
        try {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return socket;
    }

    /// What a server no longer reads is as well as said.
    private static void say(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // it has hung up
        }
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

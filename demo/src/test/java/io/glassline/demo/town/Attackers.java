package io.glassline.demo.town;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
final class Attackers {

    /// So many have one address.
    private static final int OF_ONE_ADDRESS = 20;

    private static final int LOOK_MS = 20;

    private final Town town;
    private final List<Socket> sockets = new ArrayList<>();
    private final Map<Socket, String> lines = new HashMap<>();
    private int addresses;

    Attackers(Town town) {
        this.town = town;
    }

    /// So many connect, and each says this and no more.
    Attackers each(int count, String says) {
        var bytes = says.getBytes(StandardCharsets.ISO_8859_1);
        for (var i = 0; i < count; i++) {
            if (i % OF_ONE_ADDRESS == 0) {
                addresses++;
            }
            say(connect("127.1." + addresses / 250 + "." + (1 + addresses % 250), town.port), bytes);
        }
        return this;
    }

    void fromOneAddress(int count) {
        for (var i = 0; i < count; i++) {
            connect("127.2.0.1", town.port);
        }
    }

    void followers(int count) {
        var request = "GET /api/feed?after=-1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo-api-token\r\n\r\n";
        for (var i = 0; i < count; i++) {
            say(connect("127.3.0.1", town.insidePort), request.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /// A byte of each, so many times.
    void drip(int times) {
        for (var time = 0; time < times; time++) {
            sockets.forEach(socket -> say(socket, new byte[] {'x'}));
            rest(500);
        }
    }

    /// Until the server has closed all but a few.
    void untilMostAreHungUp() {
        Town.await("most are hung up on", () -> sockets.stream().filter(Attackers::isHungUp).count()
                > sockets.size() * 0.9);
    }

    private static boolean isHungUp(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /// How many have been given this status, of those who were given one.
    long told(String status) {
        rest(LOOK_MS);
        return sockets.stream().filter(socket -> firstLine(socket).contains(" " + status + " ")).count();
    }

    private String firstLine(Socket socket) {
        return lines.compute(socket, (_, known) -> {
            if (known != null && !known.isEmpty()) {
                return known;
            }
            try {
                socket.setSoTimeout(LOOK_MS);
                var bytes = new byte[32];
                var read = socket.getInputStream().read(bytes);
                return read < 0 ? "" : new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                return "";
            }
        });
    }

    /// A mail to the city, by SMTP and as it is written here.
    void mail(String headers, String body) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), town.providersPort + 1)) {
            socket.setSoTimeout(30_000);
            var lines = List.of(
                    "HELO attacker.example",
                    "MAIL FROM:<attacker@example.com>",
                    "RCPT TO:<help@city.example>",
                    "DATA",
                    "From: attacker@example.com\r\nTo: help@city.example\r\n" + headers + "\r\n\r\n" + body + "\r\n.",
                    "QUIT");
            var in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            in.readLine();
            for (var line : lines) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                in.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void leave() {
        for (var socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        sockets.clear();
    }

    private Socket connect(String from, int port) {
        var socket = new Socket();
        sockets.add(socket);
        try {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port));
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

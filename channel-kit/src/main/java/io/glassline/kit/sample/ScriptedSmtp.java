package io.glassline.kit.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A mail server that does as it should but at one point, where it says what it was told to. It may also hang up
/// there, say nothing, or say half a line. The points are the commands, and `END` after the mail itself.
public final class ScriptedSmtp implements AutoCloseable {

    public static final String HANGS_UP = "silence";
    static final String WAITS = "wait";
    static final String HALF_A_LINE = "half";

    private final ServerSocket socket;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private volatile String at;
    private volatile String says;

    public ScriptedSmtp(String at, String says) throws IOException {
        this.at = at;
        this.says = says;
        this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    void script(String at, String says) {
        this.at = at;
        this.says = says;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                connections.incrementAndGet();
                converse(client);
            } catch (IOException e) {
                continue; // closed by either side
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void converse(Socket client) throws IOException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        answer(client, "220 scripted");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
            if (!answered(client, command, usual(command))) {
                return;
            }
            if (command.equals("DATA") && !at.equals("DATA")) {
                while (!".".equals(in.readLine())) {
                    continue; // the mail
                }
                if (!answered(client, "END", "250 taken")) {
                    return;
                }
            }
        }
    }

    private static String usual(String command) {
        return switch (command) {
            case "DATA" -> "354 go on";
            case "EHLO" -> "250-scripted\r\n250 AUTH PLAIN";
            case "AUTH" -> "235 welcome";
            default -> "250 fine";
        };
    }

    /// @return whether the conversation goes on.
    private boolean answered(Socket client, String point, String usual) throws IOException, InterruptedException {
        if (!point.equals(at)) {
            answer(client, usual);
            return true;
        }
        if (says.equals(HANGS_UP)) {
            return false;
        }
        if (says.equals(WAITS) || says.equals(HALF_A_LINE)) {
            client.getOutputStream().write((says.equals(WAITS) ? "" : "250 ta").getBytes(US_ASCII));
            closed.await();
            return false;
        }
        answer(client, says);
        return !says.startsWith("421");
    }

    private static void answer(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
        client.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }
}

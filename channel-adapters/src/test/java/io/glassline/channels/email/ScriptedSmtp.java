package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;

/// A mail server that does as it should but at one point, where it says what it was told to, or hangs up:
/// `silence`. The points are the commands, and `END` after the mail itself.
final class ScriptedSmtp implements AutoCloseable {

    private final ServerSocket socket;
    private final String at;
    private final String says;

    ScriptedSmtp(String at, String says) throws IOException {
        this.at = at;
        this.says = says;
        this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                converse(client);
            } catch (IOException e) {
                continue; // closed by either side
            }
        }
    }

    private void converse(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        answer(client, "220 scripted");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
            if (!answered(client, command, command.equals("DATA") ? "354 go on" : "250 fine")) {
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

    /// @return whether the conversation goes on.
    private boolean answered(Socket client, String point, String usual) throws IOException {
        if (!point.equals(at)) {
            answer(client, usual);
            return true;
        }
        if (says.equals("silence")) {
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
        socket.close();
    }
}

package io.glassline.bench.days;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Hands over a mail byte for byte, as no mail library does that mends what it is given.
record SmtpClient(int port) {

    private static final int WAIT_MAX_MS = 30_000;

    /// @param raw with CRLF at the end of each line
    /// @return the last code: 250 when it was taken
    int send(String from, String to, byte[] raw) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(WAIT_MAX_MS);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            code(in);
            for (var line :
                    new String[] {"EHLO mail.example", "MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">", "DATA"}) {
                write(socket, line + "\r\n");
                var code = code(in);
                if (code >= 400) {
                    return code;
                }
            }
            var text = new String(raw, StandardCharsets.ISO_8859_1);
            write(socket, text.replaceAll("(?m)^\\.", "..") + "\r\n.\r\n");
            var code = code(in);
            write(socket, "QUIT\r\n");
            return code;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /// Of an answer of several lines, that of the last.
    private static int code(BufferedReader in) throws IOException {
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.length() >= 3 && (line.length() == 3 || line.charAt(3) != '-')) {
                return Integer.parseInt(line.substring(0, 3));
            }
        }
        throw new IOException("the mail server has hung up");
    }
}

package io.glassline.simulator.email;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes SMTP connections, each on a thread of its own, and sends away those beyond what it can serve.
final class SmtpListener implements AutoCloseable {

    static final int CONNECTIONS_MAX = 50;

    /// What a client may take over a command (RFC 5321, 4.5.3.2.7).
    private static final int IDLE_MAX_MS = 5 * 60 * 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(SmtpListener.class);

    private final ServerSocket listening;
    private final MailRules rules;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    SmtpListener(String bindAddress, int port, MailRules rules, ExecutorService threads) throws IOException {
        this.rules = rules;
        this.threads = threads;
        this.listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(bindAddress, port));
        threads.execute(this::acceptUntilClosed);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void acceptUntilClosed() {
        while (!listening.isClosed()) {
            try {
                var socket = listening.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                LOG.debug("an SMTP connection could not be taken, or the listener is closed", closed);
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            socket.setSoTimeout(IDLE_MAX_MS);
            if (open.size() > CONNECTIONS_MAX) {
                socket.getOutputStream()
                        .write("421 4.7.0 too many connections, try later\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            new SmtpSession(socket, rules).run();
        } catch (IOException gone) {
            LOG.debug("an SMTP connection has ended", gone);
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("closing the SMTP listener failed", e);
        }
    }
}

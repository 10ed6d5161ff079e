package io.glassline.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// A provider that is called over HTTP. The answers that are about the connection, every provider has; the others
/// are given.
public final class HttpStandIn implements ProviderStandIn {

    private static final Set<ProviderAnswer> OF_THE_CONNECTION =
            EnumSet.of(ProviderAnswer.HANGS_UP, ProviderAnswer.SILENT, ProviderAnswer.STALLED, ProviderAnswer.ENDLESS);

    private static final long ENDLESS_BYTES = 64L << 20;
    private static final byte[] SPACES = " ".repeat(1 << 16).getBytes(UTF_8);

    /// An answer: its status, its body, and what its `Retry-After` says, empty for none.
    public record Answer(int status, String body, String retryAfter) {

        public Answer(int status, String body) {
            this(status, body, "");
        }
    }

    private final Map<ProviderAnswer, Answer> table;
    private final Function<String, ChannelAccount> account;
    private final ServerSocket socket;
    private final SocketAddress address;
    private final Thread serving;

    /// Keeps the port after the end, without listening: who is not there must not be somebody else.
    private final Socket nobody = new Socket();

    private final AtomicInteger sends = new AtomicInteger();
    private final AtomicLong bytesAnswered = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile ProviderAnswer answer = ProviderAnswer.ACCEPTED;

    /// @param account the account for which the provider is at this URL.
    public HttpStandIn(Map<ProviderAnswer, Answer> table, Function<String, ChannelAccount> account) throws IOException {
        this.table = Map.copyOf(table);
        this.account = account;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.address = socket.getLocalSocketAddress();
        this.serving = Thread.ofVirtual().start(this::serve);
    }

    @Override
    public ChannelAccount account() {
        return account.apply("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public Set<ProviderAnswer> answers() {
        var all = EnumSet.copyOf(OF_THE_CONNECTION);
        all.addAll(table.keySet());
        return all;
    }

    @Override
    public void answer(ProviderAnswer answer) {
        this.answer = answer;
    }

    @Override
    public int sends() {
        return sends.get();
    }

    @Override
    public long bytesAnswered() {
        return bytesAnswered.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new BufferedInputStream(client.getInputStream());
            if (readRequest(in)) {
                sends.incrementAndGet();
                answer(client.getOutputStream());
            }
        } catch (IOException e) {
            return; // the client has left
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether it came whole.
    private static boolean readRequest(InputStream in) throws IOException {
        var length = 0;
        for (var line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return in.readNBytes(length).length == length && length > 0;
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private void answer(OutputStream out) throws IOException, InterruptedException {
        switch (answer) {
            case HANGS_UP -> {}
            case SILENT -> closed.await();
            case STALLED -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
                closed.await();
            }
            case ENDLESS -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{");
                while (bytesAnswered.get() < ENDLESS_BYTES) {
                    out.write(SPACES);
                    bytesAnswered.addAndGet(SPACES.length);
                }
            }
            case ACCEPTED, TROUBLE, WAITS, BUSY, ACCOUNT_FAULT, REJECTED, OPTED_OUT, GARBAGE -> given(out);
        }
    }

    private void given(OutputStream out) throws IOException {
        var given = table.getOrDefault(answer, new Answer(501, "the stand-in was not told how to answer so"));
        var body = given.body().getBytes(UTF_8);
        write(
                out,
                "HTTP/1.1 " + given.status() + " x\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + (given.retryAfter().isEmpty() ? "" : "\r\nRetry-After: " + given.retryAfter())
                        + "\r\nConnection: close\r\n\r\n");
        out.write(body);
        out.flush();
        bytesAnswered.addAndGet(body.length);
    }

    private static void write(OutputStream out, String head) throws IOException {
        out.write(head.getBytes(ISO_8859_1));
        out.flush();
    }

    /// The port is given up when nobody accepts on it any more.
    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        joined(serving);
        nobody.setReuseAddress(true);
        nobody.bind(address);
    }
}

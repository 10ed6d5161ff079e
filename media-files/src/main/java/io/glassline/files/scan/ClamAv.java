package io.glassline.files.scan;

import io.glassline.media.MediaScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// ClamAV's daemon, spoken to over its socket: `INSTREAM`, of clamd(8). The file goes to it in pieces and
/// never through a path that both would have to share.
///
/// One connection for each file, which is how clamd means it.
public final class ClamAv implements MediaScanner {

    /// How long one scan may take; clamd's own limit (`MaxScanTime`) is two minutes.
    private static final Duration SCAN_MAX = Duration.ofSeconds(60);

    private static final int PIECE_BYTES = 64 << 10;
    private static final int REPLY_MAX_BYTES = 4 << 10;

    private final SocketAddress address;
    private final Duration scanMax;

    public ClamAv(SocketAddress address) {
        this(address, SCAN_MAX);
    }

    ClamAv(SocketAddress address, Duration scanMax) {
        this.address = address;
        this.scanMax = scanMax;
    }

    /// @param written `tcp://host:3310`, or `unix:/run/clamav/clamd.ctl`.
    /// @throws IllegalArgumentException saying how it is to be written.
    public static SocketAddress address(String written) {
        if (written.startsWith("unix:/")) {
            return UnixDomainSocketAddress.of(Path.of(written.substring("unix:".length())));
        }
        var rest = written.startsWith("tcp://") ? written.substring("tcp://".length()) : "";
        var colon = rest.lastIndexOf(':');
        if (colon > 0 && rest.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
            return InetSocketAddress.createUnresolved(
                    rest.substring(0, colon), Integer.parseInt(rest.substring(colon + 1)));
        }
        throw new IllegalArgumentException(
                "is to be like tcp://localhost:3310 or unix:/run/clamav/clamd.ctl, not " + written);
    }

    @Override
    public ScanOutcome scan(InputStream file) {
        try (var channel = open()) {
            var watch = Thread.ofVirtual().start(() -> closeAfter(channel));
            try {
                channel.connect(resolved());
                return outcome(exchange(channel, file));
            } finally {
                watch.interrupt();
            }
        } catch (IOException e) {
            return new ScanOutcome.Away(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private SocketChannel open() throws IOException {
        return address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    /// Looked up each time: a scanner may move.
    private SocketAddress resolved() throws IOException {
        if (!(address instanceof InetSocketAddress inet)) {
            return address;
        }
        var found = new InetSocketAddress(inet.getHostString(), inet.getPort());
        if (found.isUnresolved()) {
            throw new IOException("there is no host " + inet.getHostString());
        }
        return found;
    }

    /// A closed channel lets go whoever waits on it.
    private void closeAfter(SocketChannel channel) {
        try {
            Thread.sleep(scanMax);
            channel.close();
        } catch (InterruptedException | IOException e) {
            // it ended in time
        }
    }

    /// clamd answers before the end, and hangs up, when a file is larger than it takes.
    private static String exchange(SocketChannel channel, InputStream file) throws IOException {
        try {
            write(channel, ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
            var piece = new byte[PIECE_BYTES];
            for (var read = file.read(piece); read >= 0; read = file.read(piece)) {
                if (read > 0) {
                    write(channel, length(read));
                    write(channel, ByteBuffer.wrap(piece, 0, read));
                }
            }
            write(channel, length(0));
        } catch (IOException e) {
            if (!channel.isOpen()) {
                throw new IOException("it did not answer in time", e);
            }
            var early = reply(channel);
            if (early.isEmpty()) {
                throw e;
            }
            return early;
        }
        var reply = reply(channel);
        if (reply.isEmpty()) {
            throw new IOException("it hung up without an answer");
        }
        return reply;
    }

    private static ByteBuffer length(int bytes) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes);
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String reply(SocketChannel channel) throws IOException {
        var reply = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(REPLY_MAX_BYTES);
        while (reply.size() < REPLY_MAX_BYTES && channel.read(buffer) >= 0) {
            reply.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return reply.toString(StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    private static ScanOutcome outcome(String reply) {
        var words = reply.replaceFirst("^stream: ", "");
        if (words.equals("OK")) {
            return new ScanOutcome.Clean();
        }
        if (words.endsWith(" FOUND")) {
            var signature = words.substring(0, words.length() - " FOUND".length());
            return signature.startsWith("Heuristics.Limits.") || signature.startsWith("Heuristics.Encrypted.")
                    ? new ScanOutcome.CannotScan(signature)
                    : new ScanOutcome.Infected(signature);
        }
        return words.contains("size limit exceeded")
                ? new ScanOutcome.CannotScan("it is larger than the scanner takes (StreamMaxLength)")
                : new ScanOutcome.Away(words);
    }
}

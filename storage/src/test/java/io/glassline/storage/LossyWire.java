package io.glassline.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/// A way to PostgreSQL that can be cut, and on which the answer to a commit can be lost: it was done, and who asked for
/// it cannot know.
public final class LossyWire implements AutoCloseable {

    private static final int BYTES_MAX = 1 << 16;

    private final ServerSocket door;
    private final int postgresPort;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isToLose = new AtomicBoolean();
    private volatile boolean isCut;

    public LossyWire(int postgresPort) {
        this.postgresPort = postgresPort;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /// The next commit is done, and its answer lost.
    public void loseTheNextAnswer() {
        isToLose.set(true);
    }

    /// All that is open breaks, and nothing gets through until [#mend].
    public void cut() {
        isCut = true;
        open.forEach(LossyWire::close);
        open.clear();
    }

    public void mend() {
        isCut = false;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                var near = door.accept();
                if (isCut) {
                    near.close();
                    continue;
                }
                open.add(near);
                var far = new Socket(InetAddress.getLoopbackAddress(), postgresPort);
                var line = new Line(near, far);
                Thread.ofVirtual().start(line::ask);
                Thread.ofVirtual().start(line::answer);
            }
        } catch (IOException e) {
            // closed
        }
    }

    private final class Line {

        private final Socket near;
        private final Socket far;
        private volatile boolean isLosing;

        Line(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void ask() {
            pass(near, far, bytes -> {
                isLosing |= holdsCommit(bytes) && isToLose.getAndSet(false);
                return true;
            });
        }

        void answer() {
            pass(far, near, _ -> !isLosing);
        }

        private void pass(Socket from, Socket to, Predicate<byte[]> mayPass) {
            try (from;
                    to) {
                var in = from.getInputStream();
                var out = to.getOutputStream();
                var buffer = new byte[BYTES_MAX];
                for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (!mayPass.test(Arrays.copyOf(buffer, count))) {
                        return;
                    }
                    out.write(buffer, 0, count);
                }
            } catch (IOException e) {
                // the other side has closed
            }
        }
    }

    private static boolean holdsCommit(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("COMMIT");
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}

package io.glassline.app.http;

import io.glassline.turn.SocketCall;
import io.glassline.turn.SocketCall.Closing;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One socket of a provider's, and the thread that steps its call. What comes waits in order until it was taken; what
/// came before the socket was lost is taken all the same.
final class OpenSocket implements SocketCall.Wire {

    private static final Logger LOG = LoggerFactory.getLogger(OpenSocket.class);

    /// Nobody says so much in the time that one answer takes.
    private static final int FRAMES_WAITING_MAX = 500;

    /// A proxy ends a connection on which nothing moves, mostly after a minute.
    private static final Duration PING_EVERY = Duration.ofSeconds(15);

    /// Then we hang up ourselves.
    private static final Duration LEAVES_WITHIN = Duration.ofSeconds(10);

    private final WebSocketSession session;
    private final String account;
    private final BlockingQueue<String> frames = new ArrayBlockingQueue<>(FRAMES_WAITING_MAX);
    private final CountDownLatch gone = new CountDownLatch(1);
    private final SocketCall call;
    private long pingedAtNanos = System.nanoTime();

    /// @param call makes the call that speaks over this
    OpenSocket(WebSocketSession session, String account, Function<SocketCall.Wire, SocketCall> call) {
        this.session = session;
        this.account = account;
        this.call = call.apply(this);
    }

    /// Something came. Never blocks.
    void came(String frame) {
        if (!frames.offer(frame)) {
            LOG.atWarn().log("{}: more came over a call's socket than can be taken; it is closed", account);
            session.close(CloseReason.POLICY_VIOLATION);
        }
    }

    /// The socket is gone.
    void lost() {
        gone.countDown();
    }

    /// The caller goes on elsewhere: the provider asks what is next.
    void leave() {
        session.close(CloseReason.SERVICE_RESTART);
    }

    /// Steps the call until it is over.
    void run() {
        try {
            while (!call.isOver() && (gone.getCount() > 0 || !frames.isEmpty())) {
                var frame = frames.poll(SocketCall.LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (frame != null) {
                    call.frame(frame);
                } else if (gone.getCount() > 0) {
                    call.look();
                    ping();
                }
            }
            if (!gone.await(LEAVES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                session.close(CloseReason.NORMAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            session.close(CloseReason.SERVICE_RESTART);
        }
    }

    private void ping() {
        if (System.nanoTime() - pingedAtNanos > PING_EVERY.toNanos()) {
            pingedAtNanos = System.nanoTime();
            session.sendPingAsync(new byte[0]);
        }
    }

    /// What cannot be sent any more is said again over the next socket, for nobody tells that it was heard.
    @Override
    public void send(String frame) {
        if (session.isOpen()) {
            session.sendAsync(frame);
        }
    }

    @Override
    public void close(Closing why) {
        session.close(
                switch (why) {
                    case DONE -> CloseReason.NORMAL;
                    case PROTOCOL -> CloseReason.PROTOCOL_ERROR;
                });
    }

    @Override
    public void failed(RuntimeException because) {
        LOG.atWarn().setCause(because).log("{}: a caller could not be answered", account);
    }
}

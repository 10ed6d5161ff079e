package io.glassline.app.http;

import io.glassline.app.activity.CallWatch;
import io.glassline.app.http.LineSocketFilter.Handshake;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.intake.Intake;
import io.glassline.turn.Calls;
import io.micronaut.http.HttpRequest;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sockets that providers open for their calls. Here frames only change hands; the call is stepped on a thread of
/// its own, see [OpenSocket].
@ServerWebSocket("/channels/{account}/relay/{call}/{step}")
final class LineSocketServer {

    private static final Logger LOG = LoggerFactory.getLogger(LineSocketServer.class);

    /// As Twilio says of no frame; a minute of speech is a fiftieth of it.
    static final int FRAME_MAX_BYTES = 64 << 10;

    private final Calls calls;
    private final Intake intake;
    private final CallWatch watch;
    private final ArrivalCounts counts;
    private final LineSockets sockets;
    private final Executor blocking;
    private final Map<String, OpenSocket> open = new ConcurrentHashMap<>();

    LineSocketServer(
            Calls calls,
            Intake intake,
            CallWatch watch,
            ArrivalCounts counts,
            LineSockets sockets,
            BlockingThreads threads) {
        this.calls = calls;
        this.intake = intake;
        this.watch = watch;
        this.counts = counts;
        this.sockets = sockets;
        this.blocking = threads.executor();
    }

    @OnOpen
    void opened(WebSocketSession session, HttpRequest<?> request) {
        var handshake =
                request.getAttribute(Handshake.NAME, Handshake.class).orElseThrow(); // LineSocketFilter let it through
        var socket = new OpenSocket(
                session,
                handshake.account().id(),
                wire -> calls.over(
                        handshake.socket(),
                        handshake.call(),
                        handshake.adapter(),
                        handshake.account(),
                        UUID.randomUUID(),
                        said -> accept(said, handshake),
                        wire));
        open.put(session.getId(), socket);
        sockets.opened(socket);
        blocking.execute(socket::run);
    }

    private CompletableFuture<Receipt> accept(WebhookCall said, Handshake handshake) {
        var account = handshake.account();
        return intake.accept(said, handshake.adapter(), account).whenComplete((receipt, failure) -> {
            if (failure != null) {
                counts.count(account.id(), "not taken");
                watch.notTaken(account, "it could not be stored");
                return;
            }
            counts.count(account.id(), receipt);
            watch.answered(said, handshake.adapter(), account, receipt);
            if (receipt instanceof Receipt.Refused(var _, var because)) {
                LOG.atInfo().log("{} could not read what came over a call's socket: {}", account.id(), because);
            }
        });
    }

    @OnMessage(maxPayloadLength = FRAME_MAX_BYTES)
    void came(String frame, WebSocketSession session) {
        var socket = open.get(session.getId());
        if (socket != null) {
            socket.came(frame);
        }
    }

    @OnClose
    void closed(WebSocketSession session) {
        var socket = open.remove(session.getId());
        if (socket != null) {
            socket.lost();
            sockets.closed(socket);
        }
    }

    /// What is too large, or no text.
    @OnError
    void failed(WebSocketSession session, Throwable because) {
        LOG.atInfo().log("a call's socket is closed: {}", because.toString());
        closed(session);
        session.close(CloseReason.MESSAGE_TO_BIG);
    }
}

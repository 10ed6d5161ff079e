package io.glassline.app.connection;

import static io.netty.channel.ChannelFutureListener.CLOSE;

import io.glassline.console.ClientAddress;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection, from its caller's first byte to its last. A request is handed on when it is whole, and
/// refused as soon as it is known to be too large, too slow or one too many.
///
/// It stands behind the HTTP codec. All of it is on the connection's event loop, but for what
/// [Connections] asks.
final class ConnectionHandler extends ChannelDuplexHandler implements Connections.Connection {

    /// What is late is seen at most this much later.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// What is waited for: another request, its headers, its body, our own answer, the caller's leaving.
    private enum Phase {
        IDLE,
        HEADERS,
        BODY,
        WORKING,
        LEAVING
    }

    private final Connections connections;
    private final HttpLimits limits;
    private final ClientAddress clientAddress;
    private final InetAddress remote;
    private final boolean proxied;
    private final int bodyMaxBytes;

    private Phase phase = Phase.HEADERS;
    private final Deadline deadline = new Deadline();
    private volatile long waitingSinceNanos;
    private @Nullable ChannelHandlerContext context;
    private boolean opened;
    private boolean streaming;
    private boolean requestSeenInThisRead;
    private int unanswered;
    private boolean closesWhenAnswered;

    private @Nullable PartialRequest partial;
    private @Nullable Refusal refusal;
    private final Holding holding;
    private final StalledReader reader = new StalledReader();

    /// @param remote the other end of the connection.
    ConnectionHandler(Connections connections, ClientAddress clientAddress, InetAddress remote, int bodyMaxBytes) {
        this.connections = connections;
        this.limits = connections.limits;
        this.holding = new Holding(connections);
        this.clientAddress = clientAddress;
        this.remote = remote;
        this.proxied = clientAddress.isProxy(remote);
        this.bodyMaxBytes = bodyMaxBytes;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        waitingSinceNanos = waitsFor(Phase.HEADERS, limits.headersWithin());
        opened = connections.open(this);
        if (!opened) {
            hangUp(ctx, Refusal.TOO_MANY_CONNECTIONS);
        } else if (!proxied && !holding.enter(ClientKey.of(remote))) {
            hangUp(ctx, Refusal.TOO_MANY_OF_ONE_CLIENT);
        } else {
            lookLater(ctx);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (phase == Phase.LEAVING) {
            ReferenceCountUtil.release(message);
            if (message instanceof LastHttpContent && unanswered == 0) {
                ctx.close(); // the refusal was flushed, and nothing that is unread can make it lost
            }
        } else if (message instanceof HttpRequest request) {
            requestSeenInThisRead = true;
            begin(ctx, request);
        } else if (partial != null && message instanceof HttpContent content) {
            requestSeenInThisRead = true;
            collect(ctx, partial, content);
        } else {
            ctx.fireChannelRead(message); // the empty end of a request without a body
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        var refused = Refusal.of(request, bodyMaxBytes);
        if (refused == null && proxied && !holding.hasPlace() && !holding.enter(ofProxied(request))) {
            refused = Refusal.TOO_MANY_OF_ONE_CLIENT;
        }
        if (refused != null) {
            ReferenceCountUtil.release(request);
            refuse(ctx, refused);
        } else if (PartialRequest.hasBody(request)) {
            if (HttpUtil.is100ContinueExpected(request)) {
                request.headers().remove(HttpHeaderNames.EXPECT);
                if (unanswered == 0) {
                    ctx.writeAndFlush(new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            HttpResponseStatus.CONTINUE,
                            ctx.alloc().buffer(0)));
                }
            }
            partial = new PartialRequest(request, holding, bodyMaxBytes);
            phase = Phase.BODY;
            deadline.none(); // until this read is over: most bodies come with it
        } else {
            works(ctx, request);
        }
    }

    private String ofProxied(HttpRequest request) {
        var named = clientAddress.of(remote, request.headers().getAll(ClientAddress.FORWARDED_FOR));
        return ClientKey.of(InetAddress.ofLiteral(named));
    }

    private void collect(ChannelHandlerContext ctx, PartialRequest request, HttpContent content) {
        var whole = content.decoderResult().isFailure() ? null : request.wholeWith(content);
        if (whole != null) {
            partial = null;
            works(ctx, whole);
            return;
        }
        var refused = content.decoderResult().isFailure()
                ? Refusal.of(content.decoderResult().cause())
                : request.add(content.content());
        content.release();
        if (refused != null) {
            refuse(ctx, refused);
        } else if (content instanceof LastHttpContent last) {
            partial = null;
            works(ctx, request.whole(last));
        }
    }

    private void works(ChannelHandlerContext ctx, HttpRequest request) {
        unanswered++;
        phase = Phase.WORKING;
        deadline.none();
        waitingSinceNanos = 0;
        ctx.fireChannelRead(request);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (phase == Phase.BODY && !deadline.isSet()) {
            waitsFor(Phase.BODY, limits.bodyWithin());
        } else if (phase == Phase.IDLE && !requestSeenInThisRead) {
            waitsFor(Phase.HEADERS, limits.headersWithin());
        }
        requestSeenInThisRead = false;
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        var last = false;
        if (message instanceof HttpResponse response) {
            last = message instanceof FullHttpMessage && response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
            if (!last && !streaming && isStream(response)) {
                streaming = true;
                connections.becameStream();
            } else if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                becomesSocket();
            }
        } else if (message instanceof LastHttpContent) {
            last = true;
        }
        ctx.write(message, last && closesWhenAnswered ? promise.unvoid().addListener(CLOSE) : promise);
        if (last) {
            answered(ctx);
        }
    }

    /// A node that ends closes connections on which it sees no request. One whose body is still coming is
    /// a request, too.
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (phase == Phase.BODY) {
            closesWhenAnswered = true;
            ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
        } else {
            ctx.close(promise);
        }
    }

    /// What comes and goes from now on is no HTTP. It lasts as a stream does, and takes no place of its client's: many
    /// callers of one provider come by it.
    private void becomesSocket() {
        streaming = true;
        connections.becameStream();
        holding.leave();
    }

    private static boolean isStream(HttpResponse response) {
        var type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
        return type != null && type.startsWith(HttpHeaderValues.TEXT_EVENT_STREAM.toString());
    }

    private void answered(ChannelHandlerContext ctx) {
        if (streaming) {
            streaming = false;
            connections.streamEnded();
        }
        unanswered--;
        if (unanswered > 0) {
            return;
        }
        switch (phase) {
            case WORKING -> {
                letGo();
                waitingSinceNanos = waitsFor(Phase.IDLE, limits.idleMax());
            }
            case LEAVING -> {
                letGo();
                sayGoodbye(ctx);
            }
            case BODY -> waitingSinceNanos = System.nanoTime() | 1; // and what is held, is held for that body
            case IDLE, HEADERS -> {}
        }
    }

    /// A refusal waits its turn behind answers to earlier requests of the same connection.
    private void refuse(ChannelHandlerContext ctx, Refusal why) {
        connections.count(why);
        refusal = why;
        phase = Phase.LEAVING;
        deadline.none();
        partial = null;
        if (unanswered == 0) {
            letGo();
            sayGoodbye(ctx);
        }
    }

    private void sayGoodbye(ChannelHandlerContext ctx) {
        waitsFor(Phase.LEAVING, HttpLimits.LEAVES_WITHIN);
        if (refusal != null) {
            ctx.writeAndFlush(refusal.response());
        }
    }

    private void hangUp(ChannelHandlerContext ctx, Refusal why) {
        connections.count(why);
        phase = Phase.LEAVING;
        deadline.none();
        ctx.close();
    }

    /// @return since when: now.
    private long waitsFor(Phase next, Duration within) {
        phase = next;
        return deadline.in(within);
    }

    private void lookLater(ChannelHandlerContext ctx) {
        ctx.executor().schedule(() -> look(ctx), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        if (ctx.isRemoved()) {
            return;
        }
        var now = System.nanoTime();
        if (reader.hasStalled(ctx.channel().unsafe().outboundBuffer(), now, limits.stalledMax())) {
            hangUp(ctx, Refusal.READER_STALLED);
        } else if (deadline.isPast(now)) {
            late(ctx);
        }
        lookLater(ctx);
    }

    private void late(ChannelHandlerContext ctx) {
        switch (phase) {
            case IDLE -> hangUp(ctx, Refusal.IDLE);
            case HEADERS -> hangUp(ctx, Refusal.HEADERS_LATE);
            case BODY -> refuse(ctx, Refusal.BODY_LATE);
            case LEAVING -> ctx.close();
            case WORKING -> {}
        }
    }

    @Override
    public long waitingSinceNanos() {
        return waitingSinceNanos;
    }

    @Override
    public void makeRoom() {
        if (context != null) {
            context.close();
        }
    }

    /// Of a connection to a proxy the place was its request's.
    private void letGo() {
        if (proxied) {
            holding.leave();
        } else {
            holding.letBytesGo();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        holding.leave();
        if (opened) {
            opened = false;
            connections.closed(this, streaming);
        }
    }
}

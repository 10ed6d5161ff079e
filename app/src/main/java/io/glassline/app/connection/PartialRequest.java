package io.glassline.app.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A request whose body is still coming.
///
/// The body is one copy in the heap: the pieces as they came would each hold a whole receive buffer,
/// however small a piece is. A body that came in one piece is that piece.
final class PartialRequest {

    private static final int FIRST_BYTES = 1_024;

    private final HttpRequest head;
    private final Holding holding;

    /// What the body can be at most: what its caller said, else what is taken.
    private final int maxBytes;

    private byte[] bytes = new byte[0];
    private int length;

    PartialRequest(HttpRequest head, Holding holding, int takenMaxBytes) {
        this.head = head;
        this.holding = holding;
        this.maxBytes = (int) HttpUtil.getContentLength(head, (long) takenMaxBytes);
    }

    static boolean hasBody(HttpRequest request) {
        return HttpUtil.getContentLength(request, 0L) > 0 || HttpUtil.isTransferEncodingChunked(request);
    }

    /// The request, when this is all of its body; the piece is then the request's.
    @Nullable
    FullHttpRequest wholeWith(HttpContent onlyPiece) {
        return length == 0
                        && onlyPiece instanceof LastHttpContent last
                        && last.content().readableBytes() <= maxBytes
                ? whole(last.content(), last)
                : null;
    }

    /// Takes a piece more. What a small body takes is given to all; of a larger one each step of its
    /// growth must find room.
    ///
    /// @return why no more is taken, or null.
    @Nullable
    Refusal add(ByteBuf piece) {
        var more = piece.readableBytes();
        if (more > maxBytes - length) {
            return Refusal.TOO_LARGE;
        }
        if (length + more > bytes.length) {
            var capacity = Math.min(maxBytes, Math.max(length + more, Math.max(FIRST_BYTES, 2 * bytes.length)));
            if (!holding.hold(large(capacity) - large(bytes.length))) {
                return Refusal.NO_ROOM;
            }
            bytes = Arrays.copyOf(bytes, capacity);
        }
        piece.readBytes(bytes, length, more);
        length += more;
        return null;
    }

    private static int large(int bytes) {
        return Math.max(0, bytes - HttpLimits.SMALL_BODY_MAX_BYTES);
    }

    /// The request, after its last piece was added.
    FullHttpRequest whole(LastHttpContent last) {
        return whole(Unpooled.wrappedBuffer(bytes, 0, length), last);
    }

    private FullHttpRequest whole(ByteBuf body, LastHttpContent last) {
        return new DefaultFullHttpRequest(
                head.protocolVersion(), head.method(), head.uri(), body, head.headers(), last.trailingHeaders());
    }
}

package io.glassline.app.connection;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Why a caller was not served, in the words of the figures and with the answer it gets. Who is only hung
/// up on, gets none.
enum Refusal {
    TOO_MANY_CONNECTIONS("connections", HttpResponseStatus.SERVICE_UNAVAILABLE, ""),
    TOO_MANY_OF_ONE_CLIENT(
            "connections of one client",
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            "More comes from this address at once than is taken. Send it again."),
    HEADERS_LATE("headers late", HttpResponseStatus.REQUEST_TIMEOUT, ""),
    BODY_LATE("body late", HttpResponseStatus.REQUEST_TIMEOUT, "The body did not come in time."),
    IDLE("idle", HttpResponseStatus.REQUEST_TIMEOUT, ""),
    READER_STALLED("reader stalled", HttpResponseStatus.REQUEST_TIMEOUT, ""),
    TOO_LARGE("too large", HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "The body has more bytes than are taken here."),
    NO_ROOM(
            "no room",
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            "There is no room for so large a body just now. Send it again."),
    COMPRESSED("compressed", HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "Bodies are not to be compressed."),
    HEADERS_TOO_MANY(
            "headers too many",
            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            "The headers are larger or more than are taken here."),
    ADDRESS_TOO_LONG("address too long", HttpResponseStatus.REQUEST_URI_TOO_LONG, "The address is too long."),
    MALFORMED("malformed", HttpResponseStatus.BAD_REQUEST, "This is not HTTP as it is spoken here.");

    final String word;
    final HttpResponseStatus status;
    final String detail;

    Refusal(String word, HttpResponseStatus status, String detail) {
        this.word = word;
        this.status = status;
        this.detail = detail;
    }

    /// Why nothing of this request's body is to be read, or null when it is.
    static @Nullable Refusal of(HttpRequest request, int bodyMaxBytes) {
        if (request.decoderResult().isFailure()) {
            return of(request.decoderResult().cause());
        }
        var headers = request.headers();
        if (headers.size() > HttpLimits.HEADERS_MAX) {
            return HEADERS_TOO_MANY;
        }
        if (HttpUtil.getContentLength(request, 0L) > bodyMaxBytes) {
            return TOO_LARGE;
        }
        var encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        return encoding == null || HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(encoding) ? null : COMPRESSED;
    }

    /// Why the codec could not read on.
    static Refusal of(Throwable unreadable) {
        return switch (unreadable) {
            case TooLongHttpLineException _ -> ADDRESS_TOO_LONG;
            case TooLongHttpHeaderException _ -> HEADERS_TOO_MANY;
            default -> MALFORMED;
        };
    }

    /// The answer, after which the connection is closed: a problem as RFC 9457 has it.
    FullHttpResponse response() {
        var problem = "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(status.reasonPhrase(), status.code(), detail);
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(problem, StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, HttpLimits.COME_AGAIN_AFTER.toSeconds());
        }
        return response;
    }
}

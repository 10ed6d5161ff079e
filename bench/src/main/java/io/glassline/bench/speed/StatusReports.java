package io.glassline.bench.speed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What Twilio reports of a message it has taken, over a few connections that are kept. All on one thread.
final class StatusReports {

    private static final int CONNECTIONS = 16;

    private final ArrayDeque<Channel> idle = new ArrayDeque<>();
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private final Mac mac;

    StatusReports(EventLoop loop, InetSocketAddress node) {
        try {
            this.mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SignedPosts.AUTH_TOKEN.getBytes(UTF_8), "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
        for (var i = 0; i < CONNECTIONS; i++) {
            var channel = new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel opened) {
                            opened.pipeline().addLast(new Next());
                        }
                    })
                    .connect(node)
                    .syncUninterruptibly()
                    .channel();
            loop.execute(() -> idle.add(channel));
        }
    }

    void report(String callback, String sid, String status) {
        var form = new TreeMap<>(Map.of(
                "MessageSid", sid,
                "SmsSid", sid,
                "MessageStatus", status,
                "SmsStatus", status,
                "AccountSid", SignedPosts.ACCOUNT_SID,
                "ApiVersion", "2010-04-01"));
        var signed = callback
                + form.entrySet().stream()
                        .map(field -> field.getKey() + field.getValue())
                        .collect(Collectors.joining());
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        var uri = URI.create(callback);
        send("""
                POST %s?%s HTTP/1.1\r
                Host: 127.0.0.1\r
                X-Twilio-Signature: %s\r
                Content-Type: application/x-www-form-urlencoded\r
                Content-Length: %d\r
                \r
                %s""".formatted(
                        uri.getRawPath(),
                        uri.getRawQuery(),
                        Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))),
                        body.length(),
                        body)
                .getBytes(US_ASCII));
    }

    private void send(byte[] request) {
        var free = idle.poll();
        if (free == null) {
            waiting.add(request);
        } else {
            free.writeAndFlush(Unpooled.wrappedBuffer(request));
        }
    }

    private final class Next extends ChannelInboundHandlerAdapter {

        private final Answer answer = new Answer();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            try {
                if (answer.read(bytes) > 0) {
                    var next = waiting.poll();
                    if (next == null) {
                        idle.add(context.channel());
                    } else {
                        context.writeAndFlush(Unpooled.wrappedBuffer(next));
                    }
                }
            } finally {
                bytes.release();
            }
        }
    }
}

package io.glassline.bench.speed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.util.Locale;

/// Reads one HTTP/1.1 answer after the other from the bytes of a connection: enough to know its status and where it
/// ends, and no more.
final class Answer {

    private final StringBuilder head = new StringBuilder();
    private int status;
    private long bodyLeft;
    private boolean inChunks;
    private boolean inBody;
    private final StringBuilder tail = new StringBuilder();

    /// @return the status once the answer is there whole, else 0.
    int read(ByteBuf bytes) {
        if (!inBody) {
            head.append(bytes.readCharSequence(bytes.readableBytes(), ISO_8859_1));
            var end = head.indexOf("\r\n\r\n");
            if (end < 0) {
                return 0;
            }
            begin(head.substring(0, end));
            var rest = head.substring(end + 4);
            head.setLength(0);
            return body(rest);
        }
        return body(bytes.readCharSequence(bytes.readableBytes(), ISO_8859_1).toString());
    }

    private void begin(String lines) {
        status = Integer.parseInt(lines.substring(9, 12));
        inBody = true;
        inChunks = false;
        bodyLeft = 0;
        for (var line : lines.split("\r\n")) {
            var small = line.toLowerCase(Locale.ROOT);
            if (small.startsWith("content-length:")) {
                bodyLeft = Long.parseLong(small.substring(15).strip());
            } else if (small.startsWith("transfer-encoding:")) {
                inChunks = small.contains("chunked");
            }
        }
    }

    private int body(String part) {
        if (inChunks) {
            tail.append(part);
            if (!tail.toString().endsWith("0\r\n\r\n")) {
                return 0;
            }
            tail.setLength(0);
        } else {
            bodyLeft -= part.length();
            if (bodyLeft > 0) {
                return 0;
            }
        }
        inBody = false;
        return status;
    }
}

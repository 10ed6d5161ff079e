package io.glassline.app.command.channel;

import java.time.Instant;

/// One case of `channels/NAME.cases.yml`, as it is written.
///
/// @param becomes as [io.glassline.channels.ReceiptText] writes it
record RecordedCase(
        int number,
        String method,
        String endpoint,
        String query,
        String contentType,
        Instant at,
        String body,
        String becomes) {

    String yaml() {
        var lines = new StringBuilder();
        line(lines, "  - name: ", "call " + number + ", as it was captured");
        if (!method.equals("POST")) {
            line(lines, "    method: ", method);
        }
        if (!endpoint.isEmpty()) {
            line(lines, "    endpoint: ", endpoint);
        }
        if (!query.isEmpty()) {
            line(lines, "    query: ", quoted(query));
        }
        if (!contentType.isEmpty()) {
            line(lines, "    headers: { content-type: ", quoted(contentType) + " }");
        }
        line(lines, "    at: ", quoted(at.toString()));
        if (!body.isEmpty()) {
            line(lines, "    body: ", quoted(body));
        }
        line(lines, "    becomes: ", quoted(becomes));
        return lines.toString();
    }

    private static void line(StringBuilder lines, String key, String value) {
        lines.append(key).append(value).append('\n');
    }

    /// In double quotes, in which every sign can be written.
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7F || c >= 0xD800 && c <= 0xDFFF || c == 0xFFFE || c == 0xFFFF) {
                        quoted.append("\\u%04X".formatted(c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}

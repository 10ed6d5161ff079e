package io.glassline.channels.email.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A mail or a part of one, as RFC 5322 and RFC 2045 to 2047 and 2231 mean it, read from whatever came.
///
/// Reading is total: a broken header, boundary, encoding or character set gives the best that can be made of it,
/// and never fails. That is why it is our own: a mail library is made to say what is wrong with a mail, and a city
/// has to read it all the same. Depth, parts and headers have limits, so that no mail costs more than its size.
public final class MimePart {

    private static final int DEPTH_MAX = 20;
    private static final int PARTS_MAX = 300;
    private static final Pattern META = Pattern.compile("(?i)<meta[^>]{0,200}charset\\s*=\\s*[\"']?([A-Za-z0-9_.:-]+)");
    private static final int META_MAX_BYTES = 4096;
    private static final int TYPE_MAX_CHARS = 300;
    private static final Pattern TYPE = Pattern.compile("\\s*([A-Za-z0-9!#$&^_.+-]+)/([A-Za-z0-9!#$&^_.+-]+)");

    private final List<MimeHeader> headers;
    private final String type;
    private final byte[] raw;
    private final int bodyStart;
    private final int bodyEnd;
    private final List<MimePart> children;

    private MimePart(
            List<MimeHeader> headers, String type, byte[] raw, int bodyStart, int bodyEnd, List<MimePart> children) {
        this.headers = headers;
        this.type = type;
        this.raw = raw;
        this.bodyStart = bodyStart;
        this.bodyEnd = bodyEnd;
        this.children = children;
    }

    public static MimePart read(byte[] raw) {
        return read(raw, 0, raw.length, "text/plain", 0, new int[1]);
    }

    private static MimePart read(byte[] raw, int start, int end, String defaultType, int depth, int[] partsSoFar) {
        partsSoFar[0]++;
        Deadline.check();
        var headers = new ArrayList<MimeHeader>();
        var bodyStart = MimeHeader.read(raw, start, end, headers);
        var leaf = new MimePart(headers, defaultType, raw, bodyStart, end, List.of());
        var type = leaf.header("content-type")
                .map(value -> TYPE.matcher(value.substring(0, Math.min(value.length(), TYPE_MAX_CHARS))))
                .filter(matcher -> matcher.lookingAt())
                .map(matcher -> (matcher.group(1) + "/" + matcher.group(2)).toLowerCase(Locale.ROOT))
                .orElse(defaultType);
        List<MimePart> children = List.of();
        if (type.startsWith("multipart/") && depth < DEPTH_MAX) {
            var childType = type.equals("multipart/digest") ? "message/rfc822" : "text/plain";
            children = new ArrayList<>();
            for (var span : leaf.spans()) {
                if (partsSoFar[0] >= PARTS_MAX) {
                    break;
                }
                children.add(read(raw, span[0], span[1], childType, depth + 1, partsSoFar));
            }
            if (children.isEmpty()) {
                type = "text/plain"; // no boundary to be found: what is there is all there is
            }
        }
        return new MimePart(headers, type, raw, bodyStart, end, children);
    }

    /// Where the parts of a multipart body start and end.
    private List<int[]> spans() {
        var boundary = parameter("content-type", "boundary")
                .map(String::strip)
                .filter(b -> !b.isEmpty())
                .or(this::guessedBoundary);
        var spans = new ArrayList<int[]>();
        if (boundary.isEmpty()) {
            return spans;
        }
        var delimiter = ("--" + boundary.get()).getBytes(ISO_8859_1);
        var partStart = -1;
        var line = bodyStart;
        while (line < bodyEnd) {
            var lineEnd = MimeEncoding.lineEnd(raw, line, bodyEnd);
            var kind = delimits(delimiter, line, lineEnd);
            if (kind > 0) {
                if (partStart >= 0) {
                    spans.add(new int[] {partStart, beforeLineBreak(partStart, line)});
                }
                partStart = kind == 2 ? -1 : Math.min(lineEnd + 1, bodyEnd);
                if (kind == 2) {
                    break;
                }
            }
            line = lineEnd + 1;
        }
        if (partStart >= 0 && partStart < bodyEnd) {
            spans.add(new int[] {partStart, bodyEnd}); // cut off before its end
        }
        return spans;
    }

    private Optional<String> guessedBoundary() {
        for (var line = bodyStart; line < bodyEnd; ) {
            var lineEnd = MimeEncoding.lineEnd(raw, line, bodyEnd);
            if (lineEnd - line > 4 && lineEnd - line <= 76 && raw[line] == '-' && raw[line + 1] == '-') {
                return Optional.of(new String(raw, line + 2, lineEnd - line - 2, ISO_8859_1).strip());
            }
            line = lineEnd + 1;
        }
        return Optional.empty();
    }

    /// 1 for a line between parts, 2 for the last one, 0 for any other line.
    private int delimits(byte[] delimiter, int line, int lineEnd) {
        if (lineEnd - line < delimiter.length
                || !Arrays.equals(raw, line, line + delimiter.length, delimiter, 0, delimiter.length)) {
            return 0;
        }
        var rest = new String(raw, line + delimiter.length, lineEnd - line - delimiter.length, ISO_8859_1).strip();
        return rest.isEmpty() ? 1 : rest.equals("--") ? 2 : 0;
    }

    private int beforeLineBreak(int start, int line) {
        var end = line;
        if (end > start && raw[end - 1] == '\n') {
            end--;
            if (end > start && raw[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }

    public String type() {
        return type;
    }

    public List<MimePart> children() {
        return children;
    }

    /// The parts that have no parts, in order.
    public static Stream<MimePart> leaves(MimePart part) {
        return part.children().isEmpty()
                ? Stream.of(part)
                : part.children().stream().flatMap(MimePart::leaves);
    }

    /// The first header of this name, as it stands there.
    public Optional<String> header(String lowerCaseName) {
        return headers.stream()
                .filter(header -> header.name().equals(lowerCaseName))
                .map(MimeHeader::value)
                .findFirst();
    }

    public List<String> headers(String lowerCaseName) {
        return headers.stream()
                .filter(header -> header.name().equals(lowerCaseName))
                .map(MimeHeader::value)
                .toList();
    }

    public boolean hasHeaderThatStarts(String lowerCasePrefix) {
        return headers.stream().anyMatch(header -> header.name().startsWith(lowerCasePrefix));
    }

    /// A header's words, with encoded words read.
    public Optional<String> words(String lowerCaseName) {
        return header(lowerCaseName).map(MimeEncoding::decodedWords);
    }

    /// A parameter of a structured header.
    public Optional<String> parameter(String headerName, String name) {
        return header(headerName).flatMap(header -> MimeHeader.parameter(header, name));
    }

    /// The body as it came.
    public byte[] rawBody() {
        return Arrays.copyOfRange(raw, Math.min(bodyStart, bodyEnd), bodyEnd);
    }

    /// The body without its transfer encoding.
    public byte[] content() {
        var body = rawBody();
        return switch (header("content-transfer-encoding")
                .map(encoding -> encoding.strip().toLowerCase(Locale.ROOT))
                .orElse("")) {
            case "base64" -> MimeEncoding.base64(body);
            case "quoted-printable" -> MimeEncoding.escapesRead(MimeEncoding.withoutSoftBreaks(body), '=');
            default -> body;
        };
    }

    /// The body as text, with `\n` between lines.
    public String text() {
        var content = content();
        return MimeEncoding.decoded(
                        content, parameter("content-type", "charset").orElseGet(() -> charsetInside(content)))
                .replace("\r\n", "\n")
                .replace('\r', '\n');
    }

    /// A page may name its character set itself, where the mail does not.
    private String charsetInside(byte[] content) {
        var start = new String(content, 0, Math.min(content.length, META_MAX_BYTES), ISO_8859_1);
        var meta = META.matcher(start);
        return type.equals("text/html") && meta.find() ? meta.group(1) : "";
    }
}

package io.glassline.declared.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A multipart form (RFC 7578). A field is its text; a file is a map of its `name`, `type` and `size`, without what is
/// in it.
final class MultipartBody {

    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(?:\"([^\"]{1,70})\"|([^\";, ]{1,70}))");
    private static final Pattern NAME = Pattern.compile("(?i)[;\\s]name=\"([^\"]{1,200})\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)[;\\s]filename=\"([^\"]{0,300})\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type:[ \\t]*([^\\r\\n]{1,200})");

    private static final int PARTS_MAX = 200;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(ISO_8859_1);

    private MultipartBody() {}

    static Object decode(byte[] body, String contentType) throws Unreadable {
        var boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw new Unreadable("not a multipart form: its content type names no boundary");
        }
        var mark = ("--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1))).getBytes(UTF_8);
        Limits.whole(body);
        var fields = new LinkedHashMap<String, Object>();
        var at = indexOf(body, mark, 0);
        var parts = 0;
        while (at >= 0) {
            var from = at + mark.length;
            var next = indexOf(body, mark, from);
            if (next < 0) {
                if (!startsWith(body, from, "--")) {
                    throw new Unreadable("not a multipart form: it is cut off");
                }
                return fields;
            }
            if (++parts > PARTS_MAX) {
                throw new Unreadable("a multipart form of more than %d parts".formatted(PARTS_MAX));
            }
            part(body, from, next, fields);
            at = next;
        }
        throw new Unreadable("not a multipart form: its boundary is not in it");
    }

    private static void part(byte[] body, int from, int end, Map<String, Object> fields) throws Unreadable {
        var headEnd = indexOf(body, HEAD_END, from);
        if (headEnd < 0 || headEnd >= end) {
            throw new Unreadable("not a multipart form: a part without a head");
        }
        var head = new String(body, from, headEnd - from, UTF_8);
        var name = NAME.matcher(head);
        if (!name.find()) {
            throw new Unreadable("not a multipart form: a part without a name");
        }
        var start = headEnd + HEAD_END.length;
        var size = Math.max(0, end - start - 2); // the line's end before the next boundary
        var file = FILE_NAME.matcher(head);
        if (file.find()) {
            var type = TYPE.matcher(head);
            fields.putIfAbsent(
                    name.group(1),
                    Map.of(
                            "name",
                            file.group(1),
                            "type",
                            type.find() ? type.group(1).strip() : "application/octet-stream",
                            "size",
                            (long) size));
        } else if (size > Limits.TEXT_MAX_CHARS) {
            throw new Unreadable("a multipart form with a field that is too long");
        } else {
            fields.putIfAbsent(name.group(1), new String(body, Math.min(start, end), size, UTF_8));
        }
    }

    private static boolean startsWith(byte[] body, int at, String text) {
        var bytes = text.getBytes(ISO_8859_1);
        return at + bytes.length <= body.length && Arrays.equals(body, at, at + bytes.length, bytes, 0, bytes.length);
    }

    private static int indexOf(byte[] body, byte[] sought, int from) {
        for (var at = from; at + sought.length <= body.length; at++) {
            if (Arrays.equals(body, at, at + sought.length, sought, 0, sought.length)) {
                return at;
            }
        }
        return -1;
    }
}

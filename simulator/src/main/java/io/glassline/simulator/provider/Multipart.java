package io.glassline.simulator.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A `multipart/form-data` body: its fields, and its files by the name of their part.
public record Multipart(Params fields, Map<String, MediaStore.Attachment> files) {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("(?i)[; ]name=\"([^\"]*)\"");
    private static final Pattern FILENAME = Pattern.compile("(?i)filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*([^;\\r\\n]+)");

    /// @throws BadRequest if there is no boundary
    public static Multipart parse(Request request) {
        var boundary = BOUNDARY.matcher(request.header("Content-Type").orElse(""));
        if (!boundary.find()) {
            throw new BadRequest("multipart/form-data without a boundary");
        }
        var fields = new LinkedHashMap<String, List<String>>();
        var files = new LinkedHashMap<String, MediaStore.Attachment>();
        // Latin-1 keeps every byte as one character, so that parts can be cut as text.
        var body = new String(request.body(), StandardCharsets.ISO_8859_1);
        for (var part : ("\r\n" + body).split(Pattern.quote("\r\n--" + boundary.group(1)), -1)) {
            var headEnd = part.indexOf("\r\n\r\n");
            if (headEnd >= 0) {
                var content = part.substring(headEnd + 4).getBytes(StandardCharsets.ISO_8859_1);
                read(utf8(part.substring(0, headEnd)), content, fields, files);
            }
        }
        return new Multipart(new Params(fields), files);
    }

    private static void read(
            String head, byte[] content, Map<String, List<String>> fields, Map<String, MediaStore.Attachment> files) {
        var name = first(NAME, head).orElse("");
        var filename = first(FILENAME, head);
        if (filename.isPresent()) {
            var type = first(TYPE, head).orElse("application/octet-stream").strip();
            var base64 = Base64.getEncoder().encodeToString(content);
            files.put(name, new MediaStore.Attachment(type, filename.get(), base64));
        } else {
            fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(new String(content, StandardCharsets.UTF_8));
        }
    }

    private static String utf8(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}

package io.glassline.app.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// One citizen's record as files: `record.json` for a program, `record.html` for a person, and one in `proofs` for each
/// message that is proved, which `verify receipt` checks.
public final class RecordFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordFiles() {}

    /// @param export as [RecordExport] makes it
    /// @return by path
    static Map<String, byte[]> of(JsonNode export) throws IOException {
        var data = export.deepCopy();
        var files = new LinkedHashMap<String, byte[]>();
        var number = 0;
        for (var conversation : data.path("conversations")) {
            for (var message : conversation.path("messages")) {
                number++;
                if (message.has("proof") && message instanceof ObjectNode fields) {
                    var path = "proofs/" + number + ".tlog-proof";
                    files.put(path, fields.path("proof").asText().getBytes(StandardCharsets.UTF_8));
                    fields.put("proof", path);
                }
            }
        }
        files.put("record.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(data));
        files.put("record.html", html(data).getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /// All of them in one file, in a folder for each channel.
    ///
    /// @param exports as [RecordExport] makes them
    public static byte[] zip(List<Map<String, Object>> exports) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var export : exports) {
                for (var file : of(JSON.<JsonNode>valueToTree(export)).entrySet()) {
                    zip.putNextEntry(new ZipEntry(export.get("channel") + "/" + file.getKey()));
                    zip.write(file.getValue());
                }
            }
        }
        return bytes.toByteArray();
    }

    private static String html(JsonNode record) {
        var page = new StringBuilder("""
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Your record</title>
                <style>
                  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
                  article { border-top: 1px solid #999; padding: .5rem 0 } small { color: #555 } blockquote { margin: .25rem 0 }
                  blockquote { white-space: pre-wrap }
                </style>
                """);
        page.append("<h1>What the city knows of ")
                .append(text(record, "address"))
                .append("</h1>\n");
        page.append("<p>By ").append(text(record, "channel")).append(", as of ").append(text(record, "exportedAt"));
        page.append(". The log's key is <code>")
                .append(text(record, "logKey"))
                .append("</code>; a proof is checked by");
        page.append(" <code>glassline verify receipt FILE --vkey KEY</code>.</p>\n");
        for (var conversation : record.path("conversations")) {
            page.append("<h2>Conversation of ")
                    .append(text(conversation, "openedAt"))
                    .append("</h2>\n");
            conversation.path("messages").forEach(message -> page.append(message(message)));
        }
        list(page, "Consent", record.path("consents"));
        list(page, "Requests", record.path("requests"));
        return page.append("</html>\n").toString();
    }

    private static String message(JsonNode message) {
        var said = message.has("said") ? text(message, "said") : "<i>erased</i>";
        var rule = message.has("rule") ? " · rule: " + text(message, "rule") + ". " + text(message, "because") : "";
        var proof = message.has("proof")
                ? " · <a href=\"" + text(message, "proof") + "\">proof</a>"
                : " · " + text(message, "standing");
        return "<article><small>" + text(message, "at") + " · " + text(message, "by") + rule + proof
                + "</small><blockquote>" + said + "</blockquote></article>\n";
    }

    private static void list(StringBuilder page, String title, JsonNode rows) {
        if (rows.isEmpty()) {
            return;
        }
        page.append("<h2>").append(title).append("</h2>\n<ul>\n");
        for (var row : rows) {
            page.append("<li>");
            row.properties()
                    .forEach(field -> page.append("<small>")
                            .append(Html.text(field.getKey()))
                            .append("</small> ")
                            .append(Html.text(
                                    field.getValue().isTextual()
                                            ? field.getValue().asText()
                                            : field.getValue().toString()))
                            .append("; "));
            page.append("</li>\n");
        }
        page.append("</ul>\n");
    }

    private static String text(JsonNode node, String field) {
        return Html.text(node.path(field).asText());
    }
}

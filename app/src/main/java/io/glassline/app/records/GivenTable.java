package io.glassline.app.records;

import io.glassline.audit.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Every piece as a row, for programs: `index.json`, an object of canonical JSON on each line, which `verify records`
/// reads, and `index.csv`. `columns.csv` says what each column is.
record GivenTable(List<Row> rows) {

    GivenTable {
        rows = List.copyOf(rows);
    }

    /// @param file the path of the file, if it was released
    /// @param proof the path of the proof, if there is one
    record Row(GivenPiece piece, Optional<String> file, Optional<GivenProof> proof) {

        Optional<String> proofPath() {
            return proof.map(_ -> "proofs/" + piece.number() + ".tlog-proof");
        }

        Map<String, Object> fields() {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("conversation", piece.item().number());
            fields.put("piece", piece.piece().number());
            fields.put("kind", piece.piece().kind().word());
            fields.put(
                    "channel",
                    piece.item().conversation().lane().citizen().channel().name());
            fields.put("at", piece.item().at(piece.piece()).toString());
            fields.put("by", piece.by());
            fields.put("name", piece.name());
            fields.put("decision", piece.decision());
            fields.put("reasons", piece.reasons());
            fields.put("text", piece.plain());
            fields.put("file", file.orElse(""));
            fields.put("proof", proofPath().orElse(""));
            fields.put("proves", proof.map(GivenProof::proves).orElse(""));
            fields.put("recorded", proof.map(GivenProof::recorded).orElse(""));
            return fields;
        }
    }

    private static final Map<String, String> COLUMNS = columns();

    private static Map<String, String> columns() {
        var columns = new LinkedHashMap<String, String>();
        columns.put("conversation", "the number of the conversation in this request, from 1");
        columns.put("piece", "the number of the piece in its conversation, from 1");
        columns.put("kind", "address (of the citizen), subject (of a mail), message, file or note (among staff)");
        columns.put("channel", "the way it came, such as sms or email");
        columns.put("at", "when it was said, in UTC; of an address or a subject when the conversation began");
        columns.put("by", "who said it: citizen, bot, agent (one of the staff) or system (a fixed text)");
        columns.put("name", "the id of whom of the staff said it");
        columns.put(
                "decision",
                "released, redacted (a part is blacked out), withheld, or erased (it is not there any more)");
        columns.put("reasons", "the codes of the reasons for what is not given out");
        columns.put(
                "text",
                "what is given out of it; [redacted: CODE] stands for words that are blacked out, however many");
        columns.put("file", "the path of the file, as it was drawn anew without metadata where it is a picture");
        columns.put("proof", "the path of the proof that it is in the city's public log");
        columns.put(
                "proves", "words (that the log has these words), entry (that the log has an entry for it), or nothing");
        columns.put("recorded", "the exact time in the log, where the proof opens it");
        return columns;
    }

    String json() {
        return rows.stream()
                .map(row -> new String(CanonicalJson.bytes(row.fields()), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    String csv() {
        return line(COLUMNS.keySet())
                + rows.stream().map(row -> line(row.fields().values())).collect(Collectors.joining());
    }

    static String columnsCsv() {
        return line(List.of("column", "meaning"))
                + COLUMNS.entrySet().stream()
                        .map(column -> line(List.of(column.getKey(), column.getValue())))
                        .collect(Collectors.joining());
    }

    private static String line(Iterable<?> values) {
        var line = new StringBuilder();
        values.forEach(value -> line.append(line.isEmpty() ? "" : ",").append(cell(value.toString())));
        return line.append("\r\n").toString();
    }

    /// RFC 4180. A cell that begins as a formula does gets an apostrophe before it, for spreadsheets would compute it.
    private static String cell(String value) {
        var safe = value.matches("(?s)[=+@\\t\\r-].*") ? "'" + value : value;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}

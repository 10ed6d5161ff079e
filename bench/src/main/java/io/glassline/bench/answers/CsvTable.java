package io.glassline.bench.answers;

import java.util.ArrayList;
import java.util.List;

/// Comma-separated values: a field in quotes may hold commas, line ends, and quotes written twice.
final class CsvTable {

    private final String text;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private StringBuilder field = new StringBuilder();

    private CsvTable(String text) {
        this.text = text;
    }

    static List<List<String>> rows(String text) {
        return new CsvTable(text).read();
    }

    private List<List<String>> read() {
        var quoted = false;
        for (var i = 0; i < text.length(); i++) {
            var sign = text.charAt(i);
            if (quoted) {
                if (sign != '"') {
                    field.append(sign);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append(sign);
                    i++;
                } else {
                    quoted = false;
                }
                continue;
            }
            switch (sign) {
                case '"' -> quoted = true;
                case ',' -> endField();
                case '\n' -> endRow();
                case '\r' -> {}
                default -> field.append(sign);
            }
        }
        endRow();
        return rows;
    }

    private void endField() {
        row.add(field.toString());
        field = new StringBuilder();
    }

    private void endRow() {
        if (row.isEmpty() && field.isEmpty()) {
            return; // an empty line
        }
        endField();
        rows.add(row);
        row = new ArrayList<>();
    }
}

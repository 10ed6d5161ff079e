package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A list of the city's folder as spreadsheets write it (RFC 4180): a first line of names, commas, quotes around what
/// holds a comma. Each value knows where it stands.
public final class CsvFile {

    private static final char MARK = '\uFEFF';

    private final String name;
    private final String text;
    private final List<Problem> problems;
    private final List<String> names;
    private int at;
    private int line = 1;
    private int lineStart;

    private CsvFile(String name, String text, List<Problem> problems) {
        this.name = name;
        this.text = text;
        this.problems = problems;
        if (!text.isEmpty() && text.charAt(0) == MARK) {
            at = 1;
            lineStart = 1;
        }
        this.names = values().stream().map(value -> value.text().strip()).toList();
    }

    /// @param line the first is 1
    /// @param values by their names in the first line
    /// @param columns where each begins in its line, from 1
    public record Row(int line, Map<String, String> values, Map<String, Integer> columns) {}

    /// Empty when the file cannot be read, which is among the problems then.
    public static Optional<CsvFile> read(Path folder, String name, List<Problem> problems) {
        return YamlFile.text(folder, name, problems).map(text -> new CsvFile(name, text, problems));
    }

    String text() {
        return text;
    }

    /// The names in the first line.
    public List<String> names() {
        return names;
    }

    private record Value(String text, int column) {}

    /// Gives all rows, once. A list may be large: no row is kept.
    ///
    /// @return whether each line had as many values as the first one; the first that had not is among the problems
    public boolean eachRow(Consumer<Row> rows) {
        while (at < text.length()) {
            var begins = line;
            var values = values();
            if (values.size() == 1 && values.getFirst().text().isBlank()) {
                continue;
            }
            if (values.size() != names.size()) {
                problems.add(new Problem(
                        name,
                        begins,
                        1,
                        "",
                        "this line has %d values, and the first one names %d".formatted(values.size(), names.size())));
                return false;
            }
            rows.accept(row(begins, values));
        }
        return true;
    }

    private Row row(int line, List<Value> values) {
        var texts = new HashMap<String, String>();
        var columns = new HashMap<String, Integer>();
        for (var i = 0; i < names.size(); i++) {
            texts.put(names.get(i), values.get(i).text());
            columns.put(names.get(i), values.get(i).column());
        }
        return new Row(line, texts, columns);
    }

    /// The values of a line, which may be more than one line of the file where a quoted value goes on.
    private List<Value> values() {
        var values = new ArrayList<Value>();
        while (true) {
            values.add(value());
            if (at >= text.length()) {
                return values;
            }
            var sign = text.charAt(at++);
            if (sign == '\n') {
                newLine();
                return values;
            }
        }
    }

    private Value value() {
        var column = at - lineStart + 1;
        if (at < text.length() && text.charAt(at) == '"') {
            return new Value(quoted(), column);
        }
        var from = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            at++;
        }
        return new Value(text.substring(from, at).replace("\r", ""), column);
    }

    private String quoted() {
        var value = new StringBuilder();
        at++;
        while (at < text.length()) {
            var sign = text.charAt(at++);
            if (sign == '"' && (at >= text.length() || text.charAt(at) != '"')) {
                break;
            }
            if (sign == '"') {
                at++;
            }
            value.append(sign);
            if (sign == '\n') {
                newLine();
            }
        }
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            at++;
        }
        return value.toString();
    }

    private void newLine() {
        line++;
        lineStart = at;
    }
}

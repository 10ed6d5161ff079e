package io.glassline.app.draft;

import io.glassline.config.Problem;
import io.glassline.router.city.CsvFile;
import io.glassline.router.city.CsvFile.Row;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes drafts of a table of questions: `question`, `answer`, `language`, and where they are known
/// `source`, `owner`, `topic` and `id`. Rows with the same id are one answer: its languages, and
/// other ways to ask.
public final class TableDrafts {

    private static final List<String> NEEDED = List.of("question", "answer", "language");
    private static final List<String> ALLOWED =
            List.of("question", "answer", "language", "source", "owner", "topic", "id");
    private static final String NO_TOPIC = "general";

    private final String name;
    private final List<String> languages;
    private final Owners owners;
    private final List<Problem> problems;
    private final Map<String, List<Row>> rows = new LinkedHashMap<>();

    private TableDrafts(String name, List<String> languages, Owners owners, List<Problem> problems) {
        this.name = name;
        this.languages = languages;
        this.owners = owners;
        this.problems = problems;
    }

    /// @param problems gets what is wrong with the table, by line and column; no draft is to be
    ///     written then
    public static List<DraftAnswer> read(Path file, List<String> languages, Owners owners, List<Problem> problems) {
        var name = file.getFileName().toString();
        var whole = file.toAbsolutePath();
        var folder = Optional.ofNullable(whole.getParent()).orElse(whole);
        return CsvFile.read(folder, name, problems)
                .map(table -> new TableDrafts(name, languages, owners, problems).drafts(table))
                .orElse(List.of());
    }

    private List<DraftAnswer> drafts(CsvFile table) {
        for (var column : NEEDED) {
            if (!table.names().contains(column)) {
                wrong(1, 1, column, "The first line names no column '%s'.".formatted(column));
            }
        }
        for (var column : table.names()) {
            if (!ALLOWED.contains(column)) {
                wrong(1, 1, column, "'%s' is none of the columns %s.".formatted(column, String.join(", ", ALLOWED)));
            }
        }
        if (!problems.isEmpty()) {
            return List.of();
        }
        table.eachRow(this::take);
        return rows.values().stream().map(this::draft).toList();
    }

    private void take(Row row) {
        for (var column : NEEDED) {
            if (value(row, column).isEmpty()) {
                wrong(row, column, "This is empty.");
            }
        }
        var language = value(row, "language");
        if (!language.isEmpty() && !languages.contains(language)) {
            wrong(
                    row,
                    "language",
                    "'%s' is none of the city's languages, %s.".formatted(language, String.join(", ", languages)));
        }
        if (!value(row, "source").isEmpty() && source(row).isEmpty()) {
            wrong(
                    row,
                    "source",
                    "'%s' is not a web address such as https://city.example/waste.".formatted(value(row, "source")));
        }
        var id = value(row, "id");
        rows.computeIfAbsent(id.isEmpty() ? "line " + row.line() : id, _ -> new ArrayList<>())
                .add(row);
    }

    private DraftAnswer draft(List<Row> same) {
        var ask = new TreeMap<String, List<String>>();
        var texts = new TreeMap<String, String>();
        var takenFrom = new TreeMap<String, String>();
        for (var row : same) {
            var language = value(row, "language");
            ask.computeIfAbsent(language, _ -> new ArrayList<>()).add(value(row, "question"));
            var text = texts.putIfAbsent(language, value(row, "answer"));
            if (text != null && !text.equals(value(row, "answer"))) {
                wrong(row, "answer", "Another row with this id has another answer in '%s'.".formatted(language));
            }
        }
        texts.forEach((language, text) -> takenFrom.put(
                language, PagePart.digest(String.join("\n", ask.getOrDefault(language, List.of())), text)));
        var first = same.getFirst();
        var topic = value(first, "topic");
        var id = value(first, "id");
        return new DraftAnswer(
                topic.isEmpty() ? NO_TOPIC : DraftAnswer.slug(topic),
                DraftAnswer.slug(id.isEmpty() ? value(first, "question") : id),
                owner(same),
                same.stream().flatMap(row -> source(row).stream()).findFirst(),
                ask,
                texts,
                takenFrom);
    }

    private Optional<String> owner(List<Row> same) {
        return same.stream()
                .map(row -> value(row, "owner"))
                .filter(owner -> !owner.isEmpty())
                .findFirst()
                .or(() -> same.stream()
                        .flatMap(row -> source(row).stream())
                        .flatMap(page -> owners.of(page).stream())
                        .findFirst());
    }

    private static Optional<URI> source(Row row) {
        try {
            var uri = new URI(value(row, "source"));
            return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String value(Row row, String column) {
        return row.values().getOrDefault(column, "").strip();
    }

    private void wrong(Row row, String column, String says) {
        wrong(row.line(), row.columns().getOrDefault(column, 1), column, says);
    }

    private void wrong(int line, int column, String path, String says) {
        problems.add(new Problem(name, line, column, path, says));
    }
}

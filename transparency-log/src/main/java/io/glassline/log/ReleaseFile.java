package io.glassline.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A day's release of figures as anyone reads it: CSV with a row for each conversation that ended,
/// and for each in which a person was waited for at the day's end. Its columns and their words are
/// a closed list, so that nothing else can be put into it; and a reader sees for itself that nobody
/// is singled out.
public record ReleaseFile(List<Row> rows) {

    /// At least so many rows have the same marks.
    public static final int TOGETHER_MIN = 5;

    /// A release of a million conversations has about half of it.
    static final int BYTES_MAX = 128 * 1024 * 1024;

    /// The classes of time, the shortest first.
    static final List<String> SPANS = List.of("1m", "5m", "15m", "1h", "4h", "1d", "3d", "longer");

    private static final String CITYS_OWN = "[a-z0-9][a-z0-9._-]{0,63}";
    private static final String SPAN_OR_NONE = String.join("|", SPANS) + "|none";

    /// The columns in their order. The first four after the state are the marks: what somebody could be known again by.
    public enum Column {
        STATE("state", "ended|waiting", "ended on this day, or waits for a person at its end"),
        PART_OF_DAY(
                "part_of_day",
                "night|morning|afternoon|evening|any",
                "when the citizen first wrote, in quarters of " + "the city's day; never told of a sensitive topic"),
        CHANNEL("channel", CITYS_OWN, "the channel; any where it is not told"),
        TOPIC(
                "topic",
                CITYS_OWN,
                "the topic of the first answer or of the queue; other where none is known, any where "
                        + "it is not told"),
        LANGUAGE("language", CITYS_OWN, "the language, a subtag of BCP 47; any where it is not told"),
        CONTACT(
                "contact",
                "first|again|reopened",
                "again: the citizen had a conversation on this channel that ended "
                        + "within the 7 days before; reopened: staff took it up again after it had ended"),
        ANSWERED_BY(
                "answered_by",
                "bot|person|nobody",
                "bot: the bot answered and nobody asked for a person; nobody: no "
                        + "answer reached the provider, or the person who was asked for never wrote"),
        FIRST_ANSWER(
                "first_answer",
                SPAN_OR_NONE,
                "from the first message until the provider had the first answer by "
                        + "anyone, at most; none where nobody answered"),
        PERSON(
                "person",
                "not-asked|reached|left|waiting",
                "whether a person was asked for, and came; left: it ended " + "before"),
        PERSON_WAIT("person_wait", SPAN_OR_NONE, "how long it took until a person came, or was waited for, at most"),
        RESOLUTION("resolution", "resolved|referred|answered|no-answer|abandoned|ended|open", "how it ended");

        private final String word;
        private final Pattern cells;
        private final String meaning;

        Column(String word, String values, String meaning) {
            this.word = word;
            this.cells = Pattern.compile(values);
            this.meaning = meaning;
        }

        public String word() {
            return word;
        }

        /// A regular expression that each of its values matches.
        public String pattern() {
            return cells.pattern();
        }

        public String meaning() {
            return meaning;
        }
    }

    /// The first line of a file.
    static String head() {
        return Arrays.stream(Column.values()).map(Column::word).collect(Collectors.joining(","));
    }

    /// A conversation, coarsely.
    public record Row(List<String> cells) {

        public String at(Column column) {
            return cells.get(column.ordinal());
        }

        boolean is(Column column, String value) {
            return at(column).equals(value);
        }

        private List<String> marks() {
            return cells.subList(Column.PART_OF_DAY.ordinal(), Column.CONTACT.ordinal());
        }
    }

    /// @throws IllegalArgumentException for any other file; the message says why, with the line
    public static ReleaseFile parse(byte[] csv) {
        var lines = new ArrayList<>(List.of(StrictText.utf8(csv).split("\n", -1)));
        if (!lines.removeLast().isEmpty()
                || lines.isEmpty()
                || !lines.removeFirst().equals(head())) {
            throw new Malformed("a release begins with the line " + head() + " and ends with a newline");
        }
        var rows = new ArrayList<Row>();
        var before = "";
        for (var line : lines) {
            if (line.compareTo(before) < 0) {
                throw new Malformed(
                        "line " + (rows.size() + 2) + " is not sorted: the order of rows may tell something");
            }
            before = line;
            rows.add(row(line, rows.size() + 2));
        }
        requireTogether(rows);
        return new ReleaseFile(List.copyOf(rows));
    }

    private static Row row(String line, int number) {
        var cells = List.of(line.split(",", -1));
        if (cells.size() != Column.values().length) {
            throw new Malformed("line " + number + " has " + cells.size() + " cells");
        }
        for (var column : Column.values()) {
            var cell = cells.get(column.ordinal());
            if (!column.cells.matcher(cell).matches()) {
                throw new Malformed(
                        "line " + number + " has a " + column.word + " that is none: " + StrictText.shortened(cell));
            }
        }
        return new Row(cells);
    }

    private static void requireTogether(List<Row> rows) {
        Map<List<String>, Integer> sizes = new HashMap<>();
        rows.forEach(row -> sizes.merge(row.marks(), 1, Integer::sum));
        sizes.forEach((marks, size) -> {
            if (size < TOGETHER_MIN) {
                throw new Malformed("only " + size + " rows are " + String.join(",", marks) + ": at least "
                        + TOGETHER_MIN + " have to be alike");
            }
        });
    }
}

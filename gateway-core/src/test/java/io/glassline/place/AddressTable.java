package io.glassline.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was said, and what is to be made of it: `said<TAB>expected`, where expected is a label (accepted
/// without asking back), `choice: A | B` (in any order), `none`, or `outside: NAME`. A line that begins
/// with `#` says something to the reader.
public final class AddressTable {

    private AddressTable() {}

    /// What came of all lines.
    ///
    /// @param offered not accepted, and held out as a choice
    /// @param wronglyAccepted taken without asking back, and another one than was meant, or none
    public record Tally(int right, int offered, List<String> wrong, List<String> wronglyAccepted) {

        public int all() {
            return right + wrong.size();
        }

        /// Of those that are right or held out to choose from.
        public double shareWithOffered() {
            return (double) (right + offered) / all();
        }

        public double share() {
            return (double) right / all();
        }

        @Override
        public String toString() {
            return "%d said: right %d (%.1f %%), offered %d, wrong %d, wrongly accepted %d%n%s"
                    .formatted(
                            all(),
                            right,
                            100 * share(),
                            offered,
                            wrong.size(),
                            wronglyAccepted.size(),
                            String.join("\n", wrong));
        }
    }

    /// @param ask the rows for what is said, as a flow is given them
    public static Tally tally(String resource, Function<String, List<Map<String, String>>> ask) {
        var right = 0;
        var offered = 0;
        var wrong = new ArrayList<String>();
        var accepted = new ArrayList<String>();
        for (var line : lines(resource)) {
            var columns = line.split("\t");
            if (columns.length != 2) {
                throw new IllegalArgumentException("not two columns: " + line);
            }
            var rows = ask.apply(columns[0]);
            if (isRight(rows, columns[1].strip())) {
                right++;
            } else {
                wrong.add("%s -> %s, expected %s".formatted(columns[0], told(rows), columns[1]));
                if (rows.stream().anyMatch(row -> columns[1].strip().equals(row.get("label")))) {
                    offered++;
                }
                if (told(rows).startsWith("sure")) {
                    accepted.add(wrong.getLast());
                }
            }
        }
        return new Tally(right, offered, wrong, accepted);
    }

    private static List<String> lines(String resource) {
        try (var in = Objects.requireNonNull(AddressTable.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRight(List<Map<String, String>> rows, String expected) {
        var labels = rows.stream().map(row -> row.get("label")).collect(Collectors.toSet());
        var match = rows.isEmpty() ? "none" : rows.getFirst().get("match");
        if (expected.equals("none")) {
            return rows.isEmpty();
        }
        if (expected.startsWith("outside: ")) {
            return match.equals("outside") && labels.equals(Set.of(expected.substring(9)));
        }
        if (expected.startsWith("choice: ")) {
            return match.equals("perhaps")
                    && labels.equals(Stream.of(expected.substring(8).split("\\|"))
                            .map(String::strip)
                            .collect(Collectors.toSet()));
        }
        return match.equals("sure") && labels.equals(Set.of(expected));
    }

    private static String told(List<Map<String, String>> rows) {
        return rows.isEmpty()
                ? "none"
                : rows.getFirst().get("match")
                        + rows.stream().map(row -> row.get("label")).toList();
    }
}

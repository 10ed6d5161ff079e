package io.glassline.console;

import io.glassline.privacy.Passage;
import io.glassline.records.Mark;
import io.glassline.records.Piece;
import io.glassline.records.Ruling;
import io.glassline.records.Wanted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a form of a records request wants of each piece. What an officer did not touch is left as it is, so that
/// nobody's decision is made again by somebody who only looked.
record RecordsForm(Form form) {

    private static final Pattern MARK = Pattern.compile("mark-(\\d{1,6})-(\\d{1,9})-(\\d{1,9})");

    static String field(Piece piece, Passage passage) {
        return "mark-%d-%d-%d".formatted(piece.number(), passage.from(), passage.to());
    }

    /// A ruling in a hidden field.
    static String written(Piece piece) {
        return piece.decision()
                .map(decision -> switch (decision.ruling()) {
                    case Ruling.Released _ -> "released";
                    case Ruling.Withheld(var reason) -> "withheld " + reason;
                    case Ruling.Redacted(var marks) -> "redacted " + written(marks);
                })
                .orElse("");
    }

    private static String written(List<Mark> marks) {
        return marks.stream()
                .map(mark -> mark.passage().from() + "-" + mark.passage().to() + " " + mark.reason())
                .collect(Collectors.joining("; "));
    }

    String ruling(int piece) {
        return form.field("ruling-" + piece);
    }

    String words(int piece) {
        return form.field("words-" + piece).strip();
    }

    String wordsReason(int piece) {
        return form.field("words-reason-" + piece);
    }

    String reason(int piece) {
        return form.field("reason-" + piece);
    }

    boolean isMarked(String field) {
        return !form.field(field).isEmpty();
    }

    String markReason(String field) {
        return form.field("why-" + field);
    }

    /// Empty where nothing is wanted of it that is not so.
    Optional<Wanted> wanted(Piece piece) {
        var number = piece.number();
        var ruling = ruling(number);
        if (ruling.isEmpty()) {
            return Optional.empty();
        }
        var marks = marks(number);
        var words = words(number)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> new Wanted.Words(line, wordsReason(number)))
                .toList();
        var now = switch (ruling) {
            case "withheld" -> "withheld " + reason(number);
            case "redacted" -> "redacted " + written(marks);
            default -> ruling;
        };
        if (now.equals(form.field("was-" + number)) && (words.isEmpty() || !ruling.equals("redacted"))) {
            return Optional.empty();
        }
        return Optional.of(new Wanted(number, seen(number), ruling, reason(number), marks, words));
    }

    private int seen(int piece) {
        var seen = form.field("seen-" + piece);
        return seen.matches("\\d{1,9}") ? Integer.parseInt(seen) : -1;
    }

    private List<Mark> marks(int piece) {
        var marks = new ArrayList<Mark>();
        form.fields().keySet().stream().sorted().forEach(name -> {
            var found = MARK.matcher(name);
            if (found.matches() && found.group(1).equals(Integer.toString(piece))) {
                var from = Integer.parseInt(found.group(2));
                var to = Integer.parseInt(found.group(3));
                if (from < to) {
                    marks.add(new Mark(new Passage(from, to), markReason(name)));
                }
            }
        });
        marks.sort(Comparator.comparing(mark -> mark.passage().from()));
        return marks;
    }
}

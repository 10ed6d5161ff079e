package io.glassline.records;

import java.util.ArrayList;
import java.util.List;

/// A text with passages blacked out: what stands between them, and bars. The removed words, and how many there were,
/// are nowhere in it.
public record Redaction(List<Part> parts) {

    public Redaction {
        parts = List.copyOf(parts);
    }

    public sealed interface Part {

        record Words(String words) implements Part {}

        record Bar(String reason) implements Part {}
    }

    /// @throws IndexOutOfBoundsException where a mark is not in the text
    public static Redaction of(String text, List<Mark> marks) {
        var parts = new ArrayList<Part>();
        var at = 0;
        for (var mark : marks) {
            if (mark.passage().from() > at) {
                parts.add(new Part.Words(text.substring(at, mark.passage().from())));
            }
            mark.passage().in(text);
            parts.add(new Part.Bar(mark.reason()));
            at = mark.passage().to();
        }
        if (at < text.length()) {
            parts.add(new Part.Words(text.substring(at)));
        }
        return new Redaction(parts);
    }

    /// As plain text, for a table.
    public String plain() {
        var plain = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case Part.Words(var words) -> plain.append(words);
                case Part.Bar(var reason) ->
                    plain.append("[redacted: ").append(reason).append(']');
            }
        }
        return plain.toString();
    }
}

package io.glassline.app.records;

import io.glassline.message.Author;
import io.glassline.records.Item;
import io.glassline.records.Mark;
import io.glassline.records.Piece;
import io.glassline.records.Redaction;
import io.glassline.records.Redaction.Part;
import io.glassline.records.Ruling;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A piece as it is given out: what is left of it, and why there is no more. It has nothing of what is kept back.
///
/// @param decision `released`, `redacted`, `withheld`, or `erased` for what is not there any more
/// @param parts what is left of its words
/// @param by the role of whoever said it; empty for an address or a subject
/// @param name the id of whom of the staff said it; empty for everybody else
record GivenPiece(Item item, Piece piece, String decision, List<Part> parts, String by, String name) {

    GivenPiece {
        parts = List.copyOf(parts);
    }

    static GivenPiece of(Item item, Piece piece) {
        var text = item.text(piece);
        var ruling = piece.decision().map(Piece.Decision::ruling);
        if (text.isEmpty() || ruling.isEmpty()) {
            return new GivenPiece(item, piece, "erased", List.of(), by(item, piece), name(item, piece));
        }
        return new GivenPiece(
                item,
                piece,
                ruling.get().word(),
                switch (ruling.get()) {
                    case Ruling.Released _ -> parts(text.get(), List.of());
                    case Ruling.Redacted(var marks) -> parts(text.get(), marks);
                    case Ruling.Withheld(var reason) -> List.of(new Part.Bar(reason));
                },
                by(item, piece),
                name(item, piece));
    }

    private static List<Part> parts(String text, List<Mark> marks) {
        return Redaction.of(text, marks).parts();
    }

    private static String by(Item item, Piece piece) {
        return switch (piece.kind()) {
            case ADDRESS, SUBJECT -> "";
            case MESSAGE, FILE ->
                item.line(piece).map(line -> line.author().role()).orElse("");
            case NOTE -> "agent";
        };
    }

    private static String name(Item item, Piece piece) {
        return switch (piece.kind()) {
            case ADDRESS, SUBJECT -> "";
            case MESSAGE, FILE ->
                item.line(piece)
                        .map(line -> line.author() instanceof Author.Agent(var id) ? id : "")
                        .orElse("");
            case NOTE -> item.note(piece).map(note -> note.agentId()).orElse("");
        };
    }

    boolean isReleased() {
        return decision.equals("released");
    }

    /// The codes of what is kept back.
    Set<String> codes() {
        return piece.decision()
                .filter(_ -> !decision.equals("erased"))
                .map(made -> made.ruling().reasons())
                .orElse(Set.of());
    }

    String reasons() {
        return String.join(", ", codes());
    }

    /// As a table has it. What is withheld as a whole is empty.
    String plain() {
        return decision.equals("withheld") ? "" : new Redaction(parts).plain();
    }

    /// Names its files: `0002-007`.
    String number() {
        return "%04d-%03d".formatted(item.number(), piece.number());
    }

    /// Whether the address of the citizen is given out, without which nobody can open what was said.
    boolean isWithAddress() {
        return item.pieces().stream()
                .filter(one -> one.kind() == Piece.Kind.ADDRESS)
                .flatMap(one -> one.decision().stream())
                .anyMatch(made -> made.ruling() instanceof Ruling.Released);
    }

    Optional<String> filePath(String type) {
        return isReleased() && piece.kind() == Piece.Kind.FILE
                ? Optional.of("files/" + number() + "." + FileEndings.of(type))
                : Optional.empty();
    }
}

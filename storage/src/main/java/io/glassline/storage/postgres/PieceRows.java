package io.glassline.storage.postgres;

import io.glassline.privacy.Passage;
import io.glassline.records.Mark;
import io.glassline.records.Piece;
import io.glassline.records.Piece.Decision;
import io.glassline.records.Ruling;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// A row of the table `records_piece`.
final class PieceRows {

    private PieceRows() {}

    static Piece read(ResultSet row) throws SQLException {
        return new Piece(
                row.getInt("number"),
                Piece.Kind.valueOf(row.getString("kind")),
                Rows.uuid(row, "about"),
                decision(row),
                row.getInt("version"));
    }

    private static Optional<Decision> decision(ResultSet row) throws SQLException {
        var word = Rows.maybeText(row, "ruling");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        var ruling = switch (word.get()) {
            case "released" -> new Ruling.Released();
            case "withheld" -> new Ruling.Withheld(row.getString("reason"));
            case "redacted" -> new Ruling.Redacted(marks(row));
            default -> throw new IllegalStateException("a ruling \"" + word.get() + "\" in records_piece");
        };
        return Optional.of(new Decision(ruling, row.getString("decided_by"), Rows.instant(row, "decided_at")));
    }

    private static List<Mark> marks(ResultSet row) throws SQLException {
        var from = (Integer[]) row.getArray("marked_from").getArray();
        var to = (Integer[]) row.getArray("marked_to").getArray();
        var why = (String[]) row.getArray("marked_why").getArray();
        var marks = new ArrayList<Mark>();
        for (var n = 0; n < from.length; n++) {
            marks.add(new Mark(new Passage(from[n], to[n]), why[n]));
        }
        return marks;
    }

    /// Keeps the decision of a piece.
    static void write(Handle handle, UUID request, int item, Piece piece) {
        var decision = piece.decision().orElseThrow();
        var marks = decision.ruling().marks();
        var reason = decision.ruling().withheldFor().orElse(null);
        handle.createUpdate("""
                        update records_piece
                        set ruling = :ruling, reason = :reason, marked_from = :from, marked_to = :to, marked_why = :why,
                            decided_by = :by, decided_at = :at, version = :version
                        where request_id = :request and item = :item and number = :number
                        """)
                .bind("request", request)
                .bind("item", item)
                .bind("number", piece.number())
                .bind("ruling", decision.ruling().word())
                .bind("reason", reason)
                .bind(
                        "from",
                        BinaryArray.of(
                                Integer.class, marks, mark -> mark.passage().from()))
                .bind(
                        "to",
                        BinaryArray.of(
                                Integer.class, marks, mark -> mark.passage().to()))
                .bind("why", BinaryArray.of(String.class, marks, Mark::reason))
                .bind("by", decision.by())
                .bind("at", decision.at().atOffset(ZoneOffset.UTC))
                .bind("version", piece.version())
                .execute();
    }
}

package io.glassline.declared.expression;

import io.glassline.router.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A text of a file with expressions in braces: `a message of the kind {item.type}`.
public final class Words {

    private final List<Piece> pieces;

    private Words(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /// Words as they stand, or what an expression gives.
    private sealed interface Piece {

        record Plain(String words) implements Piece {}

        record Filled(Expr expression) implements Piece {}
    }

    /// The text of a file, or empty where it is wrong; why is then among the file's problems.
    public static Optional<Words> of(YamlValue value, Variables variables) {
        var pieces = new ArrayList<Piece>();
        var text = value.text();
        var at = 0;
        while (at < text.length()) {
            var open = text.indexOf('{', at);
            if (open < 0) {
                pieces.add(new Piece.Plain(text.substring(at)));
                break;
            }
            if (open > at) {
                pieces.add(new Piece.Plain(text.substring(at, open)));
            }
            var close = text.indexOf('}', open);
            if (close < 0) {
                value.wrong("a brace is not closed; write {expression}");
                return Optional.empty();
            }
            var expression = Expr.of(value, text.substring(open + 1, close), open + 1, variables);
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            pieces.add(new Piece.Filled(expression.get()));
            at = close + 1;
        }
        return Optional.of(new Words(pieces));
    }

    /// What stands before the first brace.
    public String beginning() {
        return !pieces.isEmpty() && pieces.getFirst() instanceof Piece.Plain(var words) ? words : "";
    }

    /// @throws Fault where an expression cannot be had of these values
    public String text(Scope scope) {
        return text(scope, UnaryOperator.identity());
    }

    /// @param written how a value is written among the words
    public String text(Scope scope, UnaryOperator<String> written) {
        var text = new StringBuilder();
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Plain(var words) -> text.append(words);
                case Piece.Filled(var expression) ->
                    text.append(expression.text(scope).map(written).orElse(""));
            }
        }
        return text.toString();
    }
}

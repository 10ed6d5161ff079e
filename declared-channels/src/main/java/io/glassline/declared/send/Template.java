package io.glassline.declared.send;

import io.glassline.declared.expression.Expr;
import io.glassline.declared.expression.Scope;
import io.glassline.router.yaml.YamlTree;
import io.glassline.router.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/// What a request is to say: as it stands, but that a value which begins with `=` is an expression. What an expression
/// finds nothing for is left out, with its name.
sealed interface Template {

    record Literal(Object value) implements Template {}

    record Value(Expr expression) implements Template {}

    record Fields(SequencedMap<String, Template> fields) implements Template {}

    record Items(List<Template> items) implements Template {

        public Items {
            items = List.copyOf(items);
        }
    }

    Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    /// The template of a file; an expression that is wrong is among the file's problems, and left out.
    static Template of(YamlTree tree) {
        return switch (tree) {
            case YamlTree.Leaf(var value) -> leaf(value);
            case YamlTree.Branch(var fields) -> {
                var inside = new LinkedHashMap<String, Template>();
                fields.forEach((name, field) -> inside.put(name, of(field)));
                yield new Fields(inside);
            }
            case YamlTree.Items(var items) ->
                new Items(items.stream().map(Template::of).toList());
        };
    }

    private static Template leaf(YamlValue value) {
        var text = value.text();
        if (text.startsWith("=")) {
            return Expr.ofTemplate(value).<Template>map(Value::new).orElse(new Literal(""));
        }
        if (value.node().getScalarStyle() != ScalarStyle.PLAIN) {
            return new Literal(text);
        }
        return switch (text) {
            case "true" -> new Literal(true);
            case "false" -> new Literal(false);
            default -> new Literal(WHOLE.matcher(text).matches() ? (Object) Long.valueOf(text) : text);
        };
    }

    /// The value, or null where there is nothing to say.
    default @Nullable Object filled(Scope scope) {
        return switch (this) {
            case Literal(var value) -> value;
            case Value(var expression) -> plain(expression.value(scope));
            case Fields(var fields) -> {
                var filled = new LinkedHashMap<String, Object>();
                fields.forEach((name, field) -> {
                    var value = field.filled(scope);
                    if (value != null) {
                        filled.put(name, value);
                    }
                });
                yield filled;
            }
            case Items(var items) -> {
                var filled = new ArrayList<>();
                for (var item : items) {
                    var value = item.filled(scope);
                    if (value != null) {
                        filled.add(value);
                    }
                }
                yield filled;
            }
        };
    }

    /// What CEL made, as JSON has it.
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> plain(optional.orElse(null));
            case String text -> text;
            case Boolean is -> is;
            case Long number -> number;
            case Double number -> number;
            case Number number -> number.longValue();
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<String, Object>();
                map.forEach((name, field) -> {
                    var inside = plain(field);
                    if (inside != null) {
                        plain.put(String.valueOf(name), inside);
                    }
                });
                yield plain;
            }
            case List<?> list -> {
                var plain = new ArrayList<>();
                for (var item : list) {
                    var inside = plain(item);
                    if (inside != null) {
                        plain.add(inside);
                    }
                }
                yield plain;
            }
            default -> value.toString();
        };
    }
}

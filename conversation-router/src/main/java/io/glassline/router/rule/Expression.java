package io.glassline.router.rule;

import com.google.re2j.Pattern;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.glassline.routing.RoutingDecision.Condition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// A condition in CEL (https://cel.dev) over [Facts], checked and compiled. Its regular expressions are RE2, so no
/// message makes it slow.
public final class Expression {

    private static final Cel CEL = CelFactory.plannerCelBuilder()
            .addVar("message", struct(Facts.Message.class))
            .addVar("conversation", struct(Facts.Conversation.class))
            .addVar("clock", struct(Facts.Clock.class))
            .setResultType(SimpleType.BOOL)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(
                    CelExtensions.nativeTypes(Facts.Message.class, Facts.Conversation.class, Facts.Clock.class),
                    CelExtensions.strings())
            .addRuntimeLibraries(
                    CelExtensions.nativeTypes(Facts.Message.class, Facts.Conversation.class, Facts.Clock.class),
                    CelExtensions.strings())
            .build();

    private static final Pattern FIELD = Pattern.compile("\\b(message|conversation|clock)\\.([a-zA-Z]+)");
    private static final Pattern LITERAL = Pattern.compile("'[^']*'|\"[^\"]*\"");

    private final String source;
    private final CelRuntime.Program program;
    private final List<List<String>> fields;

    private Expression(String source, CelRuntime.Program program) {
        this.source = source;
        this.program = program;
        this.fields = fields(source);
    }

    private static StructTypeReference struct(Class<?> type) {
        return StructTypeReference.create(type.getName().replace('$', '.'));
    }

    private static List<List<String>> fields(String source) {
        var fields = new LinkedHashSet<List<String>>();
        var matcher = FIELD.matcher(LITERAL.matcher(source).replaceAll("''"));
        while (matcher.find()) {
            fields.add(List.of(matcher.group(1), matcher.group(2)));
        }
        return List.copyOf(fields);
    }

    /// What became of compiling: the expression, or each mistake in it.
    public sealed interface Compiled {

        record Good(Expression expression) implements Compiled {}

        record Bad(List<Mistake> mistakes) implements Compiled {

            public Bad {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /// `line` and `column` count from 1, inside the expression; `says` is CEL's own word on it.
    public record Mistake(int line, int column, String says) {}

    public static Compiled compile(String source) {
        var checked = CEL.compile(source);
        if (checked.hasError()) {
            return new Compiled.Bad(checked.getErrors().stream()
                    .map(error -> new Mistake(
                            Math.max(1, error.getSourceLocation().getLine()),
                            error.getSourceLocation().getColumn() + 1,
                            plain(error.getMessage())))
                    .toList());
        }
        try {
            return new Compiled.Good(new Expression(source, CEL.createProgram(checked.getAst())));
        } catch (CelValidationException | CelEvaluationException e) {
            return new Compiled.Bad(List.of(new Mistake(1, 1, firstLine(String.valueOf(e.getMessage())))));
        }
    }

    /// CEL's message without what means something only inside CEL.
    private static String plain(String message) {
        return firstLine(message).replaceFirst(" \\((candidates: |in container ).*", "");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text).strip();
    }

    /// Looks at `facts`. A condition that cannot be evaluated does not hold, and its trace says so.
    Condition look(String rule, Facts facts) {
        try {
            var held = Boolean.TRUE.equals(program.eval(facts.byName()));
            return new Condition(rule, source, saw(facts), held);
        } catch (CelEvaluationException e) {
            return new Condition(
                    rule, source, saw(facts) + "; not evaluated: " + firstLine(String.valueOf(e.getMessage())), false);
        }
    }

    private String saw(Facts facts) {
        var seen = new ArrayList<String>();
        fields.forEach(field -> seen.add(facts.shown(field.getFirst(), field.getLast())));
        return String.join(", ", seen);
    }

    @Override
    public String toString() {
        return source;
    }
}

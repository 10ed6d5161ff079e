package io.glassline.router.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.CelVariableResolver;
import io.glassline.router.words.SearchPattern;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A condition in CEL (https://cel.dev) over [Facts], checked and compiled. Its regular expressions are RE2, so no
/// message makes it slow. Those that are written out are checked and compiled with it; CEL's own `matches` compiles
/// them with each look, which takes longer than looking.
public final class Expression {

    /// A longer expression is better told as several conditions.
    public static final int LENGTH_MAX_CHARS = 2_000;

    /// Brackets within brackets.
    public static final int NESTING_MAX = 32;

    /// How many times the loops of one expression (`exists`, `all`, `filter`, `map`) may go round for a message. A
    /// message has about 400 words at most; a loop within a loop over all of them is stopped.
    public static final int ITERATIONS_MAX = 2_000;

    private static final String MATCHES = "matches";

    private static final Class<?>[] TYPES = {
        Facts.Message.class, Facts.Conversation.class, Facts.Contact.class, Facts.Clock.class, Facts.Answer.class
    };

    /// The regular expressions of the expression that is being looked at.
    private static final ScopedValue<Map<String, SearchPattern>> WRITTEN_OUT = ScopedValue.newInstance();

    private static final Cel CEL = CelFactory.plannerCelBuilder()
            .setOptions(CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .maxExpressionCodePointSize(LENGTH_MAX_CHARS)
                    .maxParseRecursionDepth(NESTING_MAX)
                    .comprehensionMaxIterations(ITERATIONS_MAX)
                    .build())
            .addVar("message", struct(Facts.Message.class))
            .addVar("conversation", struct(Facts.Conversation.class))
            .addVar("contact", struct(Facts.Contact.class))
            .addVar("clock", struct(Facts.Clock.class))
            .addVar("answer", struct(Facts.Answer.class))
            .setResultType(SimpleType.BOOL)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setStandardFunctions(CelStandardFunctions.newBuilder()
                    .excludeFunctions(StandardFunction.MATCHES)
                    .build())
            .addFunctionBindings(CelFunctionBinding.fromOverloads(
                    MATCHES,
                    CelFunctionBinding.from(MATCHES, String.class, String.class, Expression::matches),
                    CelFunctionBinding.from("matches_string", String.class, String.class, Expression::matches)))
            .addCompilerLibraries(CelExtensions.nativeTypes(TYPES), CelExtensions.strings())
            .addRuntimeLibraries(CelExtensions.nativeTypes(TYPES), CelExtensions.strings())
            .build();

    private static final Pattern FIELD =
            Pattern.compile("\\b((?:message|conversation|contact|clock|answer)\\.[a-zA-Z]+)");
    private static final Pattern LITERAL = Pattern.compile("'[^']*'|\"[^\"]*\"");

    private final String source;
    private final CelRuntime.Program program;
    private final Map<String, SearchPattern> writtenOut;
    private final Set<Seen> sees;

    private Expression(String source, CelRuntime.Program program, Map<String, SearchPattern> writtenOut) {
        this.source = source;
        this.writtenOut = Map.copyOf(writtenOut);
        this.program = program;
        this.sees = sees(source);
    }

    private static StructTypeReference struct(Class<?> type) {
        return StructTypeReference.create(type.getName().replace('$', '.'));
    }

    private static Set<Seen> sees(String source) {
        var sees = EnumSet.noneOf(Seen.class);
        var matcher = FIELD.matcher(LITERAL.matcher(source).replaceAll("''"));
        while (matcher.find()) {
            Seen.of(matcher.group(1)).ifPresent(sees::add);
        }
        return sees;
    }

    /// What became of compiling: the expression, or each mistake in it.
    public sealed interface Compilation {

        record Good(Expression expression) implements Compilation {}

        record Bad(List<Mistake> mistakes) implements Compilation {

            public Bad {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /// `line` and `column` count from 1, inside the expression; `says` is CEL's own word on it.
    public record Mistake(int line, int column, String says) {}

    public static Compilation compile(String source) {
        if (source.length() > LENGTH_MAX_CHARS) {
            return new Compilation.Bad(List.of(new Mistake(
                    1, 1, "it is longer than %d signs; make several conditions of it".formatted(LENGTH_MAX_CHARS))));
        }
        var checked = CEL.compile(source);
        if (checked.hasError()) {
            return new Compilation.Bad(checked.getErrors().stream()
                    .map(error -> mistake(error.getSourceLocation(), plain(error.getMessage())))
                    .toList());
        }
        try {
            var ast = checked.getAst();
            var writtenOut = new HashMap<String, SearchPattern>();
            var mistakes = new ArrayList<Mistake>();
            for (var pattern : patterns(ast)) {
                var text = pattern.constant().stringValue();
                try {
                    writtenOut.put(text, SearchPattern.of(text));
                } catch (PatternSyntaxException e) {
                    mistakes.add(mistake(place(ast, pattern), "not a regular expression: " + e.getDescription()));
                }
            }
            return mistakes.isEmpty()
                    ? new Compilation.Good(new Expression(source, CEL.createProgram(ast), writtenOut))
                    : new Compilation.Bad(mistakes);
        } catch (CelValidationException | CelEvaluationException e) {
            return new Compilation.Bad(List.of(new Mistake(1, 1, firstLine(String.valueOf(e.getMessage())))));
        }
    }

    /// The regular expressions that are written out, and not made from what a message says.
    private static List<CelExpr> patterns(CelAbstractSyntaxTree ast) {
        return CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL
                        && node.call().function().equals(MATCHES))
                .map(node -> node.call().args().getLast())
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CONSTANT)
                .toList();
    }

    private static CelSourceLocation place(CelAbstractSyntaxTree ast, CelExpr node) {
        var source = ast.getSource();
        return Optional.ofNullable(source.getPositionsMap().get(node.id()))
                .flatMap(source::getOffsetLocation)
                .orElse(CelSourceLocation.of(1, 0));
    }

    private static Mistake mistake(CelSourceLocation place, String says) {
        return new Mistake(Math.max(1, place.getLine()), place.getColumn() + 1, says);
    }

    private static boolean matches(String text, String pattern) throws CelEvaluationException {
        var known = WRITTEN_OUT.orElse(Map.of()).get(pattern);
        try {
            return (known == null ? SearchPattern.of(pattern) : known).isIn(text);
        } catch (PatternSyntaxException e) {
            throw new CelEvaluationException("not a regular expression: " + e.getDescription(), e);
        }
    }

    /// CEL's message without what means something only inside CEL.
    private static String plain(String message) {
        return firstLine(message).replaceFirst(" \\((candidates: |in container ).*", "");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text).strip();
    }

    /// @throws NotEvaluated for these facts
    boolean holds(Facts facts) {
        try {
            return ScopedValue.where(WRITTEN_OUT, writtenOut)
                    .call(() -> Boolean.TRUE.equals(
                            program.eval((CelVariableResolver) name -> Optional.ofNullable(facts.variable(name)))));
        } catch (CelEvaluationException e) {
            throw new NotEvaluated(firstLine(String.valueOf(e.getMessage())), e);
        }
    }

    Set<Seen> sees() {
        return sees;
    }

    /// An expression came to nothing for the facts at hand.
    static final class NotEvaluated extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotEvaluated(String says, Throwable cause) {
            super(says, cause);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression expression && expression.source.equals(source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}

package io.glassline.declared.expression;

import com.google.re2j.PatternSyntaxException;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.values.NullValue;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.CelVariableResolver;
import io.glassline.channels.Wording;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/// One expression of a channel file in CEL (https://cel.dev), with its optional types (`item.?text`).
///
/// It costs in proportion to its length and to what it is given: its loops go round [#ITERATIONS_MAX] times at most,
/// its regular expressions are RE2 and written out, and none of its functions makes much of little. So it needs no
/// clock, and is the same each time.
///
/// What is not there is no mistake: a path that leads nowhere is nothing, as `.?` says it more clearly.
public final class Expr {

    /// A longer one is better told as several fields.
    public static final int LENGTH_MAX_CHARS = 2_000;

    /// Brackets within brackets.
    public static final int NESTING_MAX = 32;

    /// How many times all loops of one evaluation may go round.
    public static final int ITERATIONS_MAX = 5_000;

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'");

    private static final Map<Variables, Cel> LANGUAGES = new EnumMap<>(Variables.class);

    static {
        for (var variables : Variables.values()) {
            LANGUAGES.put(variables, language(variables));
        }
    }

    private final String path;
    private final CelRuntime.Program program;

    private Expr(String path, CelRuntime.Program program) {
        this.path = path;
        this.program = program;
    }

    /// Without the functions of CEL that make much of little: `replace`, and the `join` and `matches` that are ours
    /// here.
    private static Cel language(Variables variables) {
        var strings = CelExtensions.strings(
                Function.CHAR_AT,
                Function.INDEX_OF,
                Function.LAST_INDEX_OF,
                Function.LOWER_ASCII,
                Function.SPLIT,
                Function.SUBSTRING,
                Function.TRIM,
                Function.UPPER_ASCII);
        var builder = CelFactory.plannerCelBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .enableOptionalSyntax(true)
                        .maxExpressionCodePointSize(LENGTH_MAX_CHARS)
                        .maxParseRecursionDepth(NESTING_MAX)
                        .comprehensionMaxIterations(ITERATIONS_MAX)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .excludeFunctions(StandardFunction.MATCHES)
                        .build())
                .addCompilerLibraries(strings, CelExtensions.optional())
                .addRuntimeLibraries(strings, CelExtensions.optional())
                .addFunctionDeclarations(Functions.declarations())
                .addFunctionBindings(Functions.bindings())
                .addFunctionBindings(CelFunctionBinding.fromOverloads(
                        Functions.MATCHES,
                        CelFunctionBinding.from(Functions.MATCHES, String.class, String.class, Functions::matches),
                        CelFunctionBinding.from("matches_string", String.class, String.class, Functions::matches)));
        variables.types().forEach(builder::addVar);
        return builder.build();
    }

    /// The expression of a file, or empty where it is none; why is then among the file's problems.
    public static Optional<Expr> of(YamlValue value, Variables variables) {
        return of(value, value.text(), 0, variables);
    }

    /// The expression of a value that begins with `=`, for a request.
    public static Optional<Expr> ofTemplate(YamlValue value) {
        return of(value, value.text().substring(1), 1, Variables.SEND);
    }

    /// The same where the expression begins `from` signs after its value does.
    static Optional<Expr> of(YamlValue value, String source, int from, Variables variables) {
        if (source.length() > LENGTH_MAX_CHARS) {
            value.wrong("an expression of more than %d signs; say it in several fields".formatted(LENGTH_MAX_CHARS));
            return Optional.empty();
        }
        var cel = LANGUAGES.get(variables);
        if (cel == null) {
            throw new AssertionError("every place has its language");
        }
        var checked = cel.compile(source);
        if (checked.hasError()) {
            for (var error : checked.getErrors()) {
                var place = error.getSourceLocation();
                wrong(value, place.getLine(), from + place.getColumn(), plain(error.getMessage(), variables));
            }
            return Optional.empty();
        }
        try {
            var ast = checked.getAst();
            return arePatternsGood(value, ast)
                    ? Optional.of(new Expr(value.path(), cel.createProgram(ast)))
                    : Optional.empty();
        } catch (CelValidationException | CelEvaluationException e) {
            wrong(value, 1, from, firstLine(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static boolean arePatternsGood(YamlValue value, CelAbstractSyntaxTree ast) {
        var good = true;
        for (var call : calls(ast)) {
            var pattern = call.call().args().getLast();
            if (pattern.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                value.wrong("the regular expression of %s must be written out"
                        .formatted(call.call().function()));
                good = false;
                continue;
            }
            try {
                Functions.compile(pattern.constant().stringValue());
            } catch (PatternSyntaxException e) {
                value.wrong("not a regular expression: " + e.getDescription());
                good = false;
            }
        }
        return good;
    }

    private static List<CelExpr> calls(CelAbstractSyntaxTree ast) {
        return CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL
                        && Functions.OF_PATTERNS.contains(node.call().function()))
                .toList();
    }

    private static void wrong(YamlValue value, int line, int column, String says) {
        var style = value.node().getScalarStyle();
        var isBlock = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
        var at = value.line() + (isBlock ? 1 : 0) + Math.max(1, line) - 1;
        value.file()
                .wrong(
                        at,
                        value.column(),
                        value.path(),
                        "not an expression, column %d: %s".formatted(column + 1, says));
    }

    /// CEL's message without what means something only inside CEL, and with what may have been meant.
    private static String plain(String message, Variables variables) {
        var says = firstLine(message).replaceFirst(" \\((candidates: |in container ).*", "");
        var undeclared = UNDECLARED.matcher(says);
        return undeclared.find()
                ? says + "; "
                        + Suggestion.of(undeclared.group(1), variables.types().keySet())
                : says;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text).strip();
    }

    /// The value, or null where there is none.
    ///
    /// @throws Fault where it cannot be had of these values
    public @Nullable Object value(Scope scope) {
        try {
            return plain(program.eval((CelVariableResolver) name -> Optional.ofNullable(scope.value(name))));
        } catch (CelEvaluationException e) {
            if (e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
                    || e.getErrorCode() == CelErrorCode.INDEX_OUT_OF_BOUNDS) {
                return null;
            }
            throw Fault.of(
                    path,
                    e.getErrorCode().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        } catch (RuntimeException e) {
            throw Fault.of(path, e.getClass().getSimpleName());
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case NullValue _ -> null;
            case Optional<?> optional -> plain(optional.orElse(null));
            default -> value;
        };
    }

    /// Whether the condition holds; one about what is not there does not.
    public boolean holds(Scope scope) {
        return Boolean.TRUE.equals(value(scope));
    }

    /// The value as a text that can be kept; empty where there is none or it is blank.
    public Optional<String> text(Scope scope) {
        return switch (value(scope)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text).filter(t -> !t.isBlank()).map(Wording::legible);
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                Optional.of(Long.toString(number.longValue()));
            case Number number -> Optional.of(number.toString());
            case Boolean is -> Optional.of(is.toString());
            default -> throw Fault.of(path, "is to be a text, and is none");
        };
    }

    /// The value as a list: what is no list is a list of one, and what is not there an empty one.
    public List<?> list(Scope scope) {
        return switch (value(scope)) {
            case null -> List.of();
            case List<?> list -> new ArrayList<>(list);
            case Object one -> List.of(one);
        };
    }

    public Optional<Double> number(Scope scope) {
        return switch (value(scope)) {
            case Number number -> Optional.of(number.doubleValue());
            case String text -> parsed(text);
            case null, default -> Optional.empty();
        };
    }

    private static Optional<Double> parsed(String text) {
        try {
            return Optional.of(Double.parseDouble(text.strip())).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public String path() {
        return path;
    }
}

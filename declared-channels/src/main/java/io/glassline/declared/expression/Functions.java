package io.glassline.declared.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import io.glassline.declared.body.JsonBody;
import io.glassline.declared.body.Unreadable;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The functions that expressions have beyond CEL's own. Each takes time and room in proportion to what it is given.
final class Functions {

    static final String MATCHES = "matches";
    static final String FIND = "find";

    /// Their last argument is a regular expression, which must be written out.
    static final Set<String> OF_PATTERNS = Set.of(MATCHES, FIND);

    /// A list of texts put together is no longer than this.
    private static final int JOINED_MAX_CHARS = 200_000;

    /// How many of `MediaUrl0`, `MediaUrl1`, … are looked for.
    private static final int FAMILY_MAX = 64;

    /// Those that stand in a file, compiled when it was read.
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private Functions() {}

    static List<CelFunctionDecl> declarations() {
        var text = SimpleType.STRING;
        var any = SimpleType.DYN;
        return List.of(
                CelFunctionDecl.newFunctionDeclaration(
                        FIND, CelOverloadDecl.newGlobalOverload("find_text", OptionalType.create(text), text, text)),
                CelFunctionDecl.newFunctionDeclaration(
                        "list", CelOverloadDecl.newGlobalOverload("list_any", ListType.create(any), any)),
                CelFunctionDecl.newFunctionDeclaration(
                        "flat",
                        CelOverloadDecl.newGlobalOverload("flat_lists", ListType.create(any), ListType.create(any))),
                CelFunctionDecl.newFunctionDeclaration(
                        "join", CelOverloadDecl.newGlobalOverload("join_texts", text, ListType.create(any), text)),
                CelFunctionDecl.newFunctionDeclaration(
                        "json", CelOverloadDecl.newGlobalOverload("json_text", OptionalType.create(any), text)),
                CelFunctionDecl.newFunctionDeclaration(
                        "digits", CelOverloadDecl.newGlobalOverload("digits_text", text, text)),
                CelFunctionDecl.newFunctionDeclaration(
                        "e164", CelOverloadDecl.newGlobalOverload("e164_any", text, any)),
                CelFunctionDecl.newFunctionDeclaration(
                        "basic", CelOverloadDecl.newGlobalOverload("basic_texts", text, text, text)),
                CelFunctionDecl.newFunctionDeclaration(
                        "family",
                        CelOverloadDecl.newGlobalOverload(
                                "family_any", ListType.create(MapType.create(text, text)), any, text)));
    }

    static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from("find_text", String.class, String.class, Functions::find),
                CelFunctionBinding.from("list_any", Object.class, Functions::list),
                CelFunctionBinding.from("flat_lists", List.class, Functions::flat),
                CelFunctionBinding.from("join_texts", List.class, String.class, Functions::join),
                CelFunctionBinding.from("json_text", String.class, Functions::json),
                CelFunctionBinding.from("digits_text", String.class, text -> text.replaceAll("[^0-9]", "")),
                CelFunctionBinding.from("e164_any", Object.class, Functions::e164),
                CelFunctionBinding.from("basic_texts", String.class, String.class, Functions::basic),
                CelFunctionBinding.from("family_any", Object.class, String.class, Functions::family));
    }

    /// @throws PatternSyntaxException when it is no regular expression of RE2
    static void compile(String pattern) {
        PATTERNS.computeIfAbsent(pattern, Pattern::compile);
    }

    static boolean matches(String text, String pattern) throws CelEvaluationException {
        return pattern(pattern).matcher(text).find();
    }

    /// The first group of the first match, or all of it where the pattern has no group.
    private static Optional<String> find(String text, String pattern) throws CelEvaluationException {
        var matcher = pattern(pattern).matcher(text);
        return matcher.find()
                ? Optional.ofNullable(matcher.groupCount() > 0 ? matcher.group(1) : matcher.group())
                : Optional.empty();
    }

    private static Pattern pattern(String pattern) throws CelEvaluationException {
        var compiled = PATTERNS.get(pattern);
        if (compiled == null) {
            throw new CelEvaluationException("a regular expression that is not written out");
        }
        return compiled;
    }

    /// The list itself, a list of the one thing that stands where a list might, or nothing.
    private static List<?> list(Object any) {
        return switch (any) {
            case List<?> list -> list;
            case Optional<?> optional -> optional.map(Functions::list).orElseGet(ImmutableList::of);
            default -> ImmutableList.of(any);
        };
    }

    /// A list of lists as one list; what is not there is left out.
    private static List<?> flat(List<?> lists) {
        var all = new ArrayList<>();
        lists.forEach(each -> all.addAll(list(each)));
        return all;
    }

    /// Leaves out what is not there.
    private static String join(List<?> texts, String between) throws CelEvaluationException {
        var joined = new StringBuilder();
        for (var text : texts) {
            var piece = text instanceof Optional<?> optional ? optional.orElse(null) : text;
            if (piece != null && !piece.toString().isBlank()) {
                joined.append(joined.isEmpty() ? "" : between).append(piece);
            }
            if (joined.length() > JOINED_MAX_CHARS) {
                throw new CelEvaluationException("the joined text is too long");
            }
        }
        return joined.toString();
    }

    private static Optional<Object> json(String text) {
        try {
            return Optional.of(JsonBody.decode(text.getBytes(UTF_8)));
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    /// A number without its plus gets one; anything else stays.
    private static String e164(Object any) {
        var text = String.valueOf(
                any instanceof Optional<?> optional
                        ? optional.map(Object::toString).orElse("")
                        : any);
        return text.matches("[1-9][0-9]{6,14}") ? "+" + text : text;
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    /// The values of `Name0`, `Name1`, …, each with its number.
    private static List<Map<String, String>> family(Object fields, String name) {
        var found = new ArrayList<Map<String, String>>();
        if (fields instanceof Map<?, ?> map) {
            for (var n = 0; n < FAMILY_MAX; n++) { // some providers count from 0, some from 1
                var value = map.get(name + n);
                if (value != null) {
                    found.add(Map.of("n", Integer.toString(n), "value", value.toString()));
                }
            }
        }
        return found;
    }
}

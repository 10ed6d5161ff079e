package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlPlace;
import io.glassline.router.yaml.YamlValue;
import io.glassline.routing.Lookup;
import io.glassline.source.Question;
import io.glassline.source.Source;
import io.glassline.source.SourceLimits;
import io.glassline.source.SourceLookup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/// `lookups.yml`: the questions to the city's databases and APIs.
final class LookupsFile {

    static final String NAME = "lookups.yml";

    private static final Source OWN = new Source.OwnDatabase(SourceLimits.USUAL);
    private static final int TIME_LIMIT_MS = 1_000;
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z_][a-z0-9_]*)");
    private static final Pattern INTO = Pattern.compile("(?s).*\\binto\\b.*");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    private final Path folder;
    private final List<Problem> problems;
    private final Map<String, Optional<Source>> sources;

    LookupsFile(Path folder, List<Problem> problems, Map<String, Optional<Source>> sources) {
        this.folder = folder;
        this.problems = problems;
        this.sources = sources;
    }

    SequencedMap<String, LookupDefinition> read() {
        var lookups = new LinkedHashMap<String, LookupDefinition>();
        YamlFile.read(folder, NAME, problems).ifPresent(page -> {
            page.block("lookups").ifPresent(named -> {
                for (var name : named.names()) {
                    if (name.equals(Lookup.ADDRESS)) {
                        named.wrong(name, "this is the look-up of addresses.yml; give it another name");
                    }
                    named.block(name).ifPresent(block -> lookups.put(name, lookup(name, block, named.place(name))));
                }
            });
            page.end();
        });
        return lookups;
    }

    private LookupDefinition lookup(String name, YamlBlock block, YamlPlace place) {
        var source = block.has("source")
                ? block.oneOf("source", sources.keySet(), "a source")
                        .flatMap(named -> sources.getOrDefault(named, Optional.empty()))
                : Optional.of(OWN);
        boolean isCall =
                source.map(Source.HttpApi.class::isInstance).orElseGet(() -> block.has("get") || block.has("post"));
        var parameters = new LinkedHashSet<String>();
        var columns = new LinkedHashMap<String, YamlPlace>();
        var question = isCall ? call(block, parameters, columns) : select(block, parameters, columns);
        var limit = block.has("time-limit-ms")
                ? block.number("time-limit-ms", 50, 5_000).orElse(TIME_LIMIT_MS)
                : TIME_LIMIT_MS;
        var checkWith = checkWith(block, parameters);
        block.end();
        var asked = new SourceLookup(
                name, source.orElse(OWN), question, List.copyOf(columns.keySet()), Duration.ofMillis(limit));
        return new LookupDefinition(name, parameters, asked, checkWith, place, columns);
    }

    private static Map<String, String> checkWith(YamlBlock block, Set<String> parameters) {
        var values = new LinkedHashMap<String, String>();
        block.optionalBlock("check-with").ifPresent(given -> {
            for (var name : given.names()) {
                if (!parameters.contains(name)) {
                    given.wrong(
                            name,
                            "\"%s\" is nothing this look-up asks with; %s"
                                    .formatted(name, Suggestion.of(name, parameters)));
                }
                given.required(name).ifPresent(value -> values.put(name, value.text()));
            }
        });
        return values;
    }

    // databases

    private static Question select(YamlBlock block, Set<String> parameters, Map<String, YamlPlace> columns) {
        for (var key : List.of("get", "post", "query", "body", "rows", "next-page")) {
            if (block.has(key)) {
                block.wrong(key, "this is for a source of kind http; a database is asked with sql");
            }
        }
        var sql = block.text("sql").strip();
        var folded = sql.toLowerCase(Locale.ROOT);
        if (!sql.isEmpty() && (!folded.startsWith("select ") && !folded.startsWith("select\n") || sql.contains(";"))) {
            block.wrong("sql", "a look-up is one select, without a semicolon");
        } else if (INTO.matcher(folded).matches()) {
            block.wrong("sql", "a look-up reads only; take the \"into\" out");
        }
        var matcher = PARAMETER.matcher(sql);
        while (matcher.find()) {
            parameters.add(matcher.group(1));
        }
        for (var column : block.list("columns")) {
            columns.put(column.text(), place(column));
        }
        return new Question.Select(sql);
    }

    private static YamlPlace place(YamlValue value) {
        return new YamlPlace(value.file().file(), value.line(), value.column(), value.path());
    }

    // APIs

    private static Question call(YamlBlock block, Set<String> parameters, Map<String, YamlPlace> columns) {
        if (block.has("sql")) {
            block.wrong("sql", "this is for a database; a source of kind http is asked with get or post");
        }
        var isPost = block.has("post");
        if (isPost && block.has("get")) {
            block.wrong("post", "a look-up is one call, a get or a post");
        }
        var path = block.required(isPost ? "post" : "get");
        path.filter(value -> !value.text().startsWith("/")).ifPresent(value -> value.wrong("a path begins with /"));
        path.ifPresent(value -> places(value, parameters));
        var query = texts(block, "query", parameters);
        if (!isPost && block.has("body")) {
            block.wrong("body", "a get has no body; write post for get");
        }
        var body = isPost ? Optional.of(texts(block, "body", parameters)) : Optional.<Map<String, String>>empty();
        var rows = block.optional("rows").map(LookupsFile::pointer).orElse("");
        var nextPage = block.optional("next-page").map(LookupsFile::pointer);
        if (isPost && nextPage.isPresent()) {
            block.wrong("next-page", "a post has no pages; ask with a get");
        }
        var pointers = new LinkedHashMap<String, Question.Pointer>();
        block.block("columns").ifPresent(named -> {
            for (var name : named.names()) {
                named.required(name).ifPresent(value -> {
                    var text = pointer(value);
                    var mayBeMissing = text.endsWith("?");
                    pointers.put(
                            name,
                            new Question.Pointer(
                                    mayBeMissing ? text.substring(0, text.length() - 1) : text, mayBeMissing));
                    columns.put(name, place(value));
                });
            }
        });
        return new Question.Call(path.map(YamlValue::text).orElse("/"), query, body, rows, pointers, nextPage);
    }

    private static Map<String, String> texts(YamlBlock block, String key, Set<String> parameters) {
        var texts = new LinkedHashMap<String, String>();
        block.optionalBlock(key).ifPresent(named -> {
            for (var name : named.names()) {
                named.required(name).ifPresent(value -> {
                    places(value, parameters);
                    texts.put(name, value.text());
                });
            }
        });
        return texts;
    }

    private static void places(YamlValue value, Set<String> parameters) {
        var matcher = PLACE.matcher(value.text());
        while (matcher.find()) {
            if (matcher.group(1).matches("[a-z_][a-z0-9_]*")) {
                parameters.add(matcher.group(1));
            } else {
                value.wrong("{%s} is no name; use small letters, digits and _".formatted(matcher.group(1)));
            }
        }
    }

    /// RFC 6901: empty, or parts with `/` before each.
    private static String pointer(YamlValue value) {
        var text = value.text();
        if (!text.isEmpty() && !text.startsWith("/")) {
            value.wrong("a JSON pointer begins with /, as in /%s".formatted(text.replace('.', '/')));
            return "";
        }
        return text;
    }
}

package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// `lookups.yml`: the questions to the city's databases.
final class LookupsFile {

    static final String NAME = "lookups.yml";

    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z_][a-z0-9_]*)");

    private final Path folder;
    private final List<Problem> problems;

    LookupsFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    SequencedMap<String, LookupDefinition> read() {
        var lookups = new LinkedHashMap<String, LookupDefinition>();
        YamlFile.read(folder, NAME, problems).ifPresent(page -> {
            page.block("lookups").ifPresent(named -> {
                for (var name : named.names()) {
                    named.block(name).ifPresent(block -> lookups.put(name, lookup(name, block)));
                }
            });
            page.end();
        });
        return lookups;
    }

    private static LookupDefinition lookup(String name, YamlBlock block) {
        var sql = block.text("sql").strip();
        var folded = sql.toLowerCase(Locale.ROOT);
        if (!sql.isEmpty() && (!folded.startsWith("select ") && !folded.startsWith("select\n") || sql.contains(";"))) {
            block.wrong("sql", "a look-up is one select, without a semicolon");
        }
        var parameters = new LinkedHashSet<String>();
        var matcher = PARAMETER.matcher(sql);
        while (matcher.find()) {
            parameters.add(matcher.group(1));
        }
        var columns = block.list("columns").stream().map(YamlValue::text).toList();
        var limit = block.number("time-limit-ms", 50, 5_000).orElse(1_000);
        block.end();
        return new LookupDefinition(name, sql, parameters, columns, Duration.ofMillis(limit));
    }
}

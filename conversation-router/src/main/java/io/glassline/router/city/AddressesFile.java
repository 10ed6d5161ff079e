package io.glassline.router.city;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.config.Problem;
import io.glassline.place.AddressEntries;
import io.glassline.place.AddressList;
import io.glassline.place.AddressList.Columns;
import io.glassline.place.Neighbour;
import io.glassline.place.Surroundings;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import io.glassline.source.Source;
import io.glassline.source.SourceLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/// `addresses.yml`: the city's list of addresses and crossings, and the places around the city. A city without one
/// recognises no addresses.
final class AddressesFile {

    static final String NAME = "addresses.yml";

    /// How many mistakes of a list are told: the others are mostly of the same kind.
    private static final int MISTAKES_TOLD_MAX = 20;

    /// Rises when a list is kept in another way than before, so that it is taken in anew.
    private static final int FORM = 1;

    private final Path folder;
    private final List<Problem> problems;
    private final Map<String, Optional<Source>> sources;

    AddressesFile(Path folder, List<Problem> problems, Map<String, Optional<Source>> sources) {
        this.folder = folder;
        this.problems = problems;
        this.sources = sources;
    }

    /// @param city its name, which people write behind an address
    Optional<AddressList> read(String city, List<Locale> languages) {
        if (!Files.exists(folder.resolve(NAME))) {
            return Optional.empty();
        }
        return YamlFile.read(folder, NAME, problems).flatMap(page -> {
            var origin =
                    page.block("addresses").flatMap(addresses -> origin(addresses, page.optionalBlock("crossings")));
            var here = new LinkedHashSet<>(List.of(city));
            page.optionalList("here").forEach(name -> here.add(name.text()));
            var neighbours = page.optionalBlocks("neighbours").stream()
                    .map(block -> neighbour(block, languages))
                    .toList();
            page.end();
            return origin.map(found -> new AddressList(found, new Surroundings(List.copyOf(here), neighbours)));
        });
    }

    private static Neighbour neighbour(YamlBlock block, List<Locale> languages) {
        var name = block.text("name");
        var names = new LinkedHashSet<>(List.of(name));
        block.optionalList("also").forEach(other -> names.add(other.text()));
        var zips = block.optionalList("zips").stream().map(YamlValue::text).toList();
        var outside = new LinkedHashMap<String, String>();
        block.block("outside").ifPresent(texts -> {
            for (var language : languages) {
                outside.put(language.getLanguage(), texts.text(language.getLanguage()));
            }
            texts.end();
        });
        block.end();
        return new Neighbour(name, List.copyOf(names), zips, outside);
    }

    private Optional<AddressList.Origin> origin(YamlBlock addresses, Optional<YamlBlock> crossings) {
        var isTable = addresses.has("table");
        if (isTable && addresses.has("file")) {
            addresses.wrong("file", "the list is a file or a table, and not both");
        }
        if (crossings.isPresent() && crossings.get().has(isTable ? "file" : "table")) {
            crossings.get().wrong("both lists are files, or both are tables of one source");
        }
        if (!isTable && addresses.has("source")) {
            addresses.wrong("source", "this is for a table; a file stands in this folder");
        }
        return isTable ? tables(addresses, crossings) : files(addresses, crossings);
    }

    // tables

    private Optional<AddressList.Origin> tables(YamlBlock addresses, Optional<YamlBlock> crossings) {
        var source = addresses.has("source")
                ? addresses
                        .oneOf("source", sources.keySet(), "a source")
                        .flatMap(name -> sources.getOrDefault(name, Optional.empty()))
                : Optional.<Source>of(new Source.OwnDatabase(SourceLimits.USUAL));
        if (source.filter(Source.HttpApi.class::isInstance).isPresent()) {
            addresses.wrong("source", "a list is a table of a database; this source is an API");
        }
        var table = table(addresses, AddressEntries.ADDRESS, AddressEntries.ADDRESS_MAY);
        var crossing = crossings.map(block -> table(block, AddressEntries.CROSSING, AddressEntries.CROSSING_MAY));
        return source.map(found -> new AddressList.Tables(found, table, crossing));
    }

    private static Columns table(YamlBlock block, List<String> must, List<String> may) {
        var table = block.required("table");
        table.filter(name -> !name.text().matches("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)?"))
                .ifPresent(name ->
                        name.wrong("\"%s\" is no name of a table, such as gis.address_point".formatted(name.text())));
        var columns = columns(block, must, may);
        columns.forEach((ours, theirs) -> {
            if (!theirs.text().matches("[A-Za-z_]\\w*")) {
                theirs.wrong("\"%s\" is no name of a column".formatted(theirs.text()));
            }
        });
        block.end();
        return new Columns(table.map(YamlValue::text).orElse(""), texts(columns));
    }

    private static Map<String, String> texts(Map<String, YamlValue> values) {
        var texts = new HashMap<String, String>();
        values.forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    /// What the list calls its columns, by our names.
    private static Map<String, YamlValue> columns(YamlBlock block, List<String> must, List<String> may) {
        var columns = new LinkedHashMap<String, YamlValue>();
        block.block("columns").ifPresent(named -> {
            must.forEach(name -> named.required(name).ifPresent(value -> columns.put(name, value)));
            may.forEach(name -> named.optional(name).ifPresent(value -> columns.put(name, value)));
            named.end();
        });
        return columns;
    }

    // files

    private Optional<AddressList.Origin> files(YamlBlock addresses, Optional<YamlBlock> crossings) {
        var entries = new AddressEntries();
        var read = new ArrayList<String>();
        var isRead = file(addresses, AddressEntries.ADDRESS, AddressEntries.ADDRESS_MAY, entries::address, read);
        if (crossings.isPresent()) {
            isRead &= file(
                    crossings.get(), AddressEntries.CROSSING, AddressEntries.CROSSING_MAY, entries::crossing, read);
        }
        return isRead ? Optional.of(new AddressList.Listed(digest(read), entries.entries())) : Optional.empty();
    }

    /// @param read gets the file's text, and how it was read
    private boolean file(
            YamlBlock block,
            List<String> must,
            List<String> may,
            Function<Map<String, String>, Optional<AddressEntries.Mistake>> entries,
            List<String> read) {
        var file = block.required("file");
        file.filter(name -> !name.text().matches("[A-Za-z0-9_][A-Za-z0-9_.-]*\\.csv"))
                .ifPresent(name ->
                        name.wrong("\"%s\" is no file beside this one, such as addresses.csv".formatted(name.text())));
        var columns = columns(block, must, may);
        block.end();
        if (file.isEmpty()
                || !file.get().text().endsWith(".csv")
                || !columns.keySet().containsAll(must)) {
            return false;
        }
        var name = file.get().text();
        if (!Files.exists(folder.resolve(name))) {
            file.get().wrong("there is no file \"%s\" beside this one".formatted(name));
            return false;
        }
        var rows = CsvFile.read(folder, name, problems);
        if (rows.isEmpty()) {
            return false;
        }
        var isWhole = true;
        for (var column : columns.values()) {
            if (!rows.get().names().contains(column.text())) {
                column.wrong("%s has no column \"%s\"; %s"
                        .formatted(
                                name,
                                column.text(),
                                Suggestion.of(column.text(), rows.get().names())));
                isWhole = false;
            }
        }
        if (!isWhole) {
            return false;
        }
        read.add(columns.entrySet().stream()
                .map(column -> column.getKey() + "=" + column.getValue().text())
                .toList()
                .toString());
        read.add(rows.get().text().replace("\r\n", "\n"));
        return take(name, rows.get(), columns, entries);
    }

    private boolean take(
            String name,
            CsvFile rows,
            Map<String, YamlValue> columns,
            Function<Map<String, String>, Optional<AddressEntries.Mistake>> entries) {
        var mistakes = new AtomicInteger();
        var isWhole = rows.eachRow(row -> {
            var values = new HashMap<String, String>();
            columns.forEach((ours, theirs) -> values.put(ours, row.values().getOrDefault(theirs.text(), "")));
            var mistake = entries.apply(values);
            if (mistake.isPresent() && mistakes.getAndIncrement() < MISTAKES_TOLD_MAX) {
                var column = Optional.ofNullable(columns.get(mistake.get().column()))
                        .map(YamlValue::text)
                        .orElse("");
                problems.add(new Problem(
                        name,
                        row.line(),
                        row.columns().getOrDefault(column, 1),
                        column,
                        mistake.get().says()));
            }
        });
        return isWhole && mistakes.get() == 0;
    }

    private static String digest(List<String> texts) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            Stream.of(Integer.toString(FORM), String.join("\0", texts))
                    .forEach(text -> sha256.update(text.getBytes(UTF_8)));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}

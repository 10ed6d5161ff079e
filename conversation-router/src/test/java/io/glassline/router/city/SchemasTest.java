package io.glassline.router.city;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.ExampleCity;
import io.glassline.router.words.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The JSON Schemas, which an editor goes by, and the readers, which `check` goes by, are held against each other: by
/// writing keys into the example city's files and taking keys out, and by what either says to it.
class SchemasTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS) // as YAML 1.2 and editors have it
            .build());
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /// So far from any key that the reader lists those it knows and suggests none.
    private static final String WRONG = "zzzzzzzzzzzzzzzzzzzz";

    @TempDir
    Path folder;

    @BeforeEach
    void copyTheExampleCity() throws IOException {
        ExampleCity.copyTo(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "city.yml, city",
        "channels.yml, channels",
        "queues.yml, queues",
        "routing.yml, routing",
        "routing.test.yml, routing-test",
        "agencies/water.yml, agency",
        "gates.yml, gates",
        "dialogue.yml, dialogue",
        "replies.yml, replies",
        "templates.yml, templates",
        "phrases.yml, phrases",
        "lookups.yml, lookups",
        "addresses.yml, addresses",
        "programmes.yml, programmes",
        "ratings.yml, ratings",
        "retention.yml, retention",
        "records.yml, records",
        "flows/permit-status.yml, flow"
    })
    void theExampleIsValidAndIsRead(String file, String schema) throws IOException {
        assertThat(schema(schema).validate(document(file))).isEmpty();
        assertThat(read(file, document(file))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "city.yml, city",
        "channels.yml, channels",
        "queues.yml, queues",
        "routing.yml, routing",
        "routing.test.yml, routing-test",
        "agencies/water.yml, agency",
        "gates.yml, gates",
        "dialogue.yml, dialogue",
        "replies.yml, replies",
        "templates.yml, templates",
        "lookups.yml, lookups",
        "addresses.yml, addresses",
        "programmes.yml, programmes",
        "ratings.yml, ratings",
        "retention.yml, retention",
        "records.yml, records",
        "flows/permit-status.yml, flow"
    })
    void theReaderAndTheSchemaKnowTheSameKeys(String file, String name) throws IOException {
        var read = new TreeMap<String, Set<String>>();
        var written = new TreeMap<String, Set<String>>();
        var shapes = new HashSet<String>();
        var root = JSON.readTree(folder.resolve("schema/" + name + ".json").toFile());
        eachMapping(withAllConditions(document(file)), (path, document) -> {
            var closed = at(root, path);
            if (!closed.path("additionalProperties").asText().equals("false")) {
                return; // a map with names that the city makes up
            }
            var place = place(path);
            written.computeIfAbsent(place, _ -> new TreeSet<>()).addAll(names(closed.path("properties")));
            if (!shapes.add(place + names(find(document, path)))) {
                return; // one like it was looked at
            }
            ((ObjectNode) find(document, path)).put(WRONG, "x");
            var problem = read(file, document).stream()
                    .filter(found -> found.says().startsWith("unknown key \"" + WRONG))
                    .findFirst();
            assertThat(problem).as("the reader refuses a wrong key at %s", path).isPresent();
            assertThat(validates(name, document)).as("the schema refuses it").isFalse();
            var known = problem.get().says().replaceFirst(".*; known are: ", "");
            assertThat(known).as("all keys are told").doesNotContain("...");
            read.computeIfAbsent(place, _ -> new TreeSet<>()).addAll(List.of(known.split(", ")));
        });
        assertThat(read).isNotEmpty().isEqualTo(written);
    }

    @Test
    void thePhrasesOfTheSchemaAreThoseOfTheCode() throws IOException {
        var schema = JSON.readTree(folder.resolve("schema/phrases.json").toFile())
                .path("properties")
                .path("phrases");
        var phrases = Arrays.stream(Phrase.values()).map(Phrase::key).collect(Collectors.toCollection(TreeSet::new));
        assertThat(names(schema.path("properties"))).isEqualTo(phrases);
        assertThat(JSON.convertValue(schema.path("required"), String[].class))
                .containsExactlyInAnyOrderElementsOf(phrases);
        assertThat(schema.path("additionalProperties").asText()).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({
        "city.yml, city",
        "channels.yml, channels",
        "queues.yml, queues",
        "routing.yml, routing",
        "routing.test.yml, routing-test",
        "agencies/water.yml, agency",
        "gates.yml, gates",
        "dialogue.yml, dialogue",
        "replies.yml, replies",
        "templates.yml, templates",
        "lookups.yml, lookups",
        "addresses.yml, addresses",
        "programmes.yml, programmes",
        "ratings.yml, ratings",
        "retention.yml, retention",
        "records.yml, records",
        "flows/permit-status.yml, flow"
    })
    void aKeyThatOneOfThemNeedsTheOtherNeedsToo(String file, String name) throws IOException {
        var root = JSON.readTree(folder.resolve("schema/" + name + ".json").toFile());
        var taken = new ArrayList<String>();
        var shapes = new HashSet<String>();
        eachMapping(withAllConditions(document(file)), (path, example) -> {
            if (!shapes.add(place(path) + names(find(example, path)))) {
                return; // one like it was looked at
            }
            var isOpen = at(root, path).path("properties").isMissingNode(); // one name stands for all of them
            for (var key : names(find(example, path)).stream()
                    .limit(isOpen ? 1 : Integer.MAX_VALUE)
                    .toList()) {
                var document = example.deepCopy();
                ((ObjectNode) find(document, path)).remove(key);
                var place = path + " without " + key;
                var problems = read(file, document);
                if (!validates(name, document)) {
                    assertThat(problems).as(place).isNotEmpty();
                    taken.add(place);
                } else if (!isTheCitysOwn(path, key)) {
                    assertThat(problems.stream().map(Problem::says))
                            .as(place)
                            .noneMatch(says -> says.startsWith("\"" + key + "\" is missing"));
                }
            }
        });
        assertThat(taken).isNotEmpty();
    }

    /// What no schema can know: the languages of this city, what its kinds of account need, and its look-ups'
    /// parameters.
    private static boolean isTheCitysOwn(List<String> path, String key) {
        return key.matches("[a-z]{2}")
                || path.contains("settings")
                || path.contains("secrets")
                || path.contains("with")
                || key.equals("settings")
                || key.equals("secrets");
    }

    @Test
    void conditionsThatTheExampleDoesNotHaveAreLookedAtToo() throws IOException {
        for (var file : List.of("routing.yml", "agencies/water.yml")) {
            var places = new TreeSet<String>();
            eachMapping(withAllConditions(document(file)), (path, _) -> places.add(String.join(".", path)));
            assertThat(places)
                    .contains("rules.#0.when.hours", "rules.#0.when.conversation", "rules.#0.when.contact")
                    .contains("rules.#0.when.any.#0.hours", "rules.#0.when.none.#0.contact");
        }
    }

    /// With a rule more, where the file has rules, that has the conditions with keys of their own.
    private static JsonNode withAllConditions(JsonNode document) throws IOException {
        if (document.path("rules") instanceof ArrayNode rules) {
            rules.insert(0, YAML.readTree("""
                    name: each condition with keys of its own
                    when:
                      hours: {queue: water, is: closed}
                      conversation: {misses-min: 2}
                      contact: {consent: implied}
                      any: [{hours: {queue: water, is: holiday}}]
                      none: [{contact: {consent: opted-in}}]
                    queue: water
                    """));
        }
        return document;
    }

    private JsonNode document(String file) throws IOException {
        return YAML.readTree(ExampleCity.FOLDER.resolve(file).toFile());
    }

    private Schema schema(String name) {
        try {
            return SCHEMAS.getSchema(
                    JSON.readTree(folder.resolve("schema/" + name + ".json").toFile()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean validates(String name, JsonNode document) {
        return schema(name).validate(document).isEmpty();
    }

    /// What the reader says with `document` in the place of `file`. JSON is YAML.
    private List<Problem> read(String file, JsonNode document) {
        try {
            var path = folder.resolve(file);
            var before = Files.readString(path, UTF_8);
            Files.writeString(path, JSON.writeValueAsString(document), UTF_8);
            var parsed = CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT);
            Files.writeString(path, before, UTF_8);
            return parsed instanceof Parsed.Bad<CityConfig>(var problems) ? problems : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Calls `look` with the path of each mapping of `document` and a copy of the whole that it may change.
    private static void eachMapping(JsonNode document, BiConsumer<List<String>, JsonNode> look) {
        each(document, List.of(), document, look);
    }

    private static void each(
            JsonNode node, List<String> path, JsonNode document, BiConsumer<List<String>, JsonNode> look) {
        if (node.isObject()) {
            look.accept(path, document.deepCopy());
            node.properties().forEach(entry -> each(entry.getValue(), and(path, entry.getKey()), document, look));
        } else if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                each(node.get(i), and(path, "#" + i), document, look);
            }
        }
    }

    private static List<String> and(List<String> path, String step) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private static JsonNode find(JsonNode document, List<String> path) {
        var node = document;
        for (var step : path) {
            node = step.startsWith("#") ? node.get(Integer.parseInt(step.substring(1))) : node.get(step);
        }
        return node;
    }

    /// The part of the schema that stands for what is at `path`.
    private static JsonNode at(JsonNode root, List<String> path) {
        var node = root;
        for (var step : path) {
            var next = step.startsWith("#")
                    ? node.path("items")
                    : node.path("properties").path(step);
            node = next.isMissingNode() ? node.path("additionalProperties") : next;
            if (node.has("$ref")) {
                node = root.at(node.get("$ref").asText().substring(1));
            }
        }
        return node;
    }

    /// The same for each element of a list.
    private static String place(List<String> path) {
        return path.stream().map(step -> step.startsWith("#") ? "[]" : step).collect(Collectors.joining("."));
    }

    private static Set<String> names(JsonNode mapping) {
        return mapping.properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }
}

package io.glassline.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.glassline.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The JSON Schema, which an editor goes by, and the reader, which `check` goes by, say the same of the shipped files.
class ChannelSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final String WRONG = "zzzzzzzzzzzzzzzzzzzz";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bandwidth",
                "custom",
                "infobip",
                "instagram",
                "line",
                "messenger",
                "plivo",
                "sinch",
                "viber",
                "vonage",
                "whatsapp-twilio"
            })
    void aShippedFileIsValidWithItsCases(String name) throws IOException {
        assertThat(schema("channel").validate(document(name + ".yml"))).isEmpty();
        assertThat(schema("channel-cases").validate(document(name + ".cases.yml")))
                .isEmpty();
    }

    @Test
    void aKeyThatOneOfThemDoesNotKnowTheOtherDoesNotKnowEither() throws IOException {
        var example = document("custom.yml");
        var places = new ArrayList<JsonNode>();
        for (var place : List.of(
                "",
                "/capabilities",
                "/policy",
                "/account",
                "/receive/0",
                "/receive/0/proof/0",
                "/receive/0/events/0",
                "/receive/0/events/0/media",
                "/receive/0/events/7/status",
                "/receive/0/events/7/status/words",
                "/errors",
                "/send",
                "/send/requests/0",
                "/send/requests/0/sign",
                "/send/outcome/0")) {
            var document = example.deepCopy();
            var at = place.isEmpty() ? document : document.at(place);
            assertThat(at.isObject()).as(place).isTrue();
            ((ObjectNode) at).put(WRONG, "x");
            assertThat(schema("channel").validate(document))
                    .as("the schema at " + place)
                    .isNotEmpty();
            assertThat(read(document)).as("the reader at " + place).anyMatch(says -> says.contains(WRONG));
            places.add(at);
        }
        assertThat(places).hasSize(15);
    }

    private static JsonNode document(String file) throws IOException {
        var text = Files.readString(ShippedChannel.CONFIG.resolve("channels").resolve(file));
        return JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text)); // follows its aliases
    }

    private static Schema schema(String name) throws IOException {
        return SCHEMAS.getSchema(JSON.readTree(
                ShippedChannel.CONFIG.resolve("schema/" + name + ".json").toFile()));
    }

    /// JSON is YAML.
    private List<String> read(JsonNode document) throws IOException {
        Files.createDirectories(folder.resolve("channels"));
        Files.writeString(folder.resolve("channels/custom.yml"), JSON.writeValueAsString(document));
        var problems = new ArrayList<Problem>();
        new DeclaredChannels(InstantSource.system()).read(folder, "custom.yml", problems);
        return problems.stream().map(Problem::toString).toList();
    }
}

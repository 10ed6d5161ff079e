package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.glassline.channel.Secret;
import io.glassline.config.Problem;
import io.glassline.phrasing.ModelSettings;
import io.glassline.router.ExampleCity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsFileTest {

    private static final String MODELS = """
            provider: openai-compatible
            url: https://models.city.example/v1
            model: city-model
            key: ${GLASSLINE_MODEL_KEY}
            time-limit-ms: 2500
            calls-per-day: 2000
            tokens-per-day: 1000000
            use: [answers, drafts]
            mode: direct
            """;

    @TempDir
    private Path folder;

    private final List<Problem> problems = new ArrayList<>();

    private Optional<ModelSettings> read(String text) throws IOException {
        Files.writeString(folder.resolve(ModelsFile.NAME), text);
        return new ModelsFile(
                        folder,
                        problems,
                        name -> Optional.of("sk-1234").filter(_ -> name.equals("GLASSLINE_MODEL_KEY")))
                .read();
    }

    @Test
    void readsWhichModelIsAskedForWhat() throws IOException {
        var model = read(MODELS).orElseThrow();

        assertThat(problems).isEmpty();
        assertThat(model)
                .isEqualTo(new ModelSettings(
                        ModelSettings.Provider.OPENAI_COMPATIBLE,
                        URI.create("https://models.city.example/v1"),
                        false,
                        "city-model",
                        Optional.of(new Secret("sk-1234")),
                        Duration.ofMillis(2500),
                        new ModelSettings.Budget(2000, 1_000_000),
                        Set.of(ModelSettings.Use.ANSWERS, ModelSettings.Use.DRAFTS),
                        ModelSettings.Mode.DIRECT));
        assertThat(model.phrasesAnswers()).isTrue();
        assertThat(model.draftsReplies()).isTrue();
        assertThat(model.toString()).doesNotContain("sk-1234");
    }

    @Test
    void aCityWithoutTheFileAsksNone() {
        assertThat(new ModelsFile(folder, problems, _ -> Optional.empty()).read())
                .isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void whereAPersonApprovesTheBotSaysNothingOfIt() throws IOException {
        var model = read(MODELS.replace("mode: direct\n", "").replace(", drafts", ""))
                .orElseThrow();

        assertThat(model.mode()).isEqualTo(ModelSettings.Mode.APPROVAL);
        assertThat(model.phrasesAnswers()).isFalse();
        assertThat(model.draftsReplies()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            provider: openai-compatible | provider: openai                 | 1 | "openai" is not a provider of models; known are: anthropic, ollama, openai-compatible
            https://models.city.example | http://models.city.example       | 2 | this is without TLS
            url: https                  | url: ftp                         | 2 | this is not an address
            key: ${GLASSLINE_MODEL_KEY} | key: sk-1234                     | 4 | a secret must not stand here
            key: ${GLASSLINE_MODEL_KEY} | key: ${GLASSLINE_OTHER}          | 4 | the variable GLASSLINE_OTHER is not set
            time-limit-ms: 2500         | time-limit-ms: 60000             | 5 | 5000
            calls-per-day: 2000         | calls-per-day: none              | 6 | number
            tokens-per-day: 1000000     | x: 1                             | 7 | unknown key "x"
            use: [answers, drafts]      | use: [slots]                     | 8 | "slots" is not a use of a model
            use: [answers, drafts]      | use: []                          | 8 | name at least one of answers, drafts
            mode: direct                | mode: auto                       | 9 | "auto" is not a mode
            """)
    void tellsWhatIsWrong(String was, String is, int line, String says) throws IOException {
        assertThat(MODELS).contains(was);
        read(MODELS.replace(was, is));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(ModelsFile.NAME);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.says()).contains(says);
        });
    }

    @Test
    void oneInsideTheCityMayBeWithoutTlsAndWithoutAKey() throws IOException {
        var model = read(MODELS.replace("https://models.city.example/v1", "http://10.0.0.5:11434")
                        .replace("provider: openai-compatible", "inside: yes\nprovider: ollama")
                        .replace("key: ${GLASSLINE_MODEL_KEY}\n", ""))
                .orElseThrow();

        assertThat(problems).isEmpty();
        assertThat(model.isInside()).isTrue();
        assertThat(model.key()).isEmpty();
    }

    @Test
    void theSchemaOfEditorsKnowsTheSame() throws IOException {
        ExampleCity.copyTo(folder);
        var schema =
                new ObjectMapper().readTree(folder.resolve("schema/models.json").toFile());
        var yaml = new ObjectMapper(YAMLFactory.builder()
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .build());
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(yaml.readTree(MODELS)))
                .isEmpty();
        read(MODELS.replace("mode: direct", "zzzzzzzzzzzzzzzzzzzz: direct"));
        var known = problems.getFirst().says().replaceFirst(".*; known are: ", "");
        assertThat(List.of(known.split(", ")))
                .containsExactlyInAnyOrderElementsOf(
                        () -> schema.at("/properties").fieldNames());
    }
}

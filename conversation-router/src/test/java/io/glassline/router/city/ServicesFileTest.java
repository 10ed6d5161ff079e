package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.conversation.QueueId;
import io.glassline.request.CityService.Asking;
import io.glassline.request.RequestSystem;
import io.glassline.router.ExampleCity;
import io.glassline.routing.RequestPhoto.Fate;
import io.glassline.routing.RequestStep.Notice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesFileTest {

    private static final String SERVICES = """
            systems:
              works:
                kind: open311
                url: "https://311.example/open311/v2/"
                jurisdiction: city.example
                api-key: "${GLASSLINE_WORKS_KEY}"
                format: json
                photos: url
                time-limit-ms: 4000
                settle-seconds: 30
              desk:
                kind: http
                url: "https://desk.example/api"
                headers: { X-Key: "${GLASSLINE_WORKS_KEY}" }
            services:
              pothole:
                title: { en: Pothole, es: Bache }
                system: works
                code: POTHOLE
                queue: general
                attributes:
                  size: { code: SIZE, required: yes, values: { small: S, large: L } }
                  lane: { code: LANE, values: [left, right] }
                texts:
                  accepted: { en: "Number {number}.", es: "Número {number}." }
                  photo-left: { en: "Without your photo.", es: "Sin su foto." }
              callback:
                title: { en: Callback, es: Llamada }
                system: desk
                post: /tickets
                body: { subject: "Callback to {description}" }
                number: /ticket/id
                status: { get: "/tickets/{number}", state: /state, closed: [done] }
                queue: general
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void aCopyOfTheExampleCityWithServices() throws IOException {
        ExampleCity.copyTo(folder);
        withoutFormsThatSubmit();
        Files.writeString(folder.resolve(ServicesFile.NAME), SERVICES);
    }

    /// The city's forms submit to services that are not those of the test.
    private void withoutFormsThatSubmit() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file);
                if (file.startsWith(folder.resolve("flows")) && text.contains("    submit: ")) {
                    Files.delete(file);
                } else if (file.startsWith(folder.resolve("knowledge"))) {
                    Files.writeString(file, text.replaceAll("(?m)^flow: .*\n", ""));
                }
            }
        }
    }

    @Test
    void servicesAreReadWithTheirSystems() {
        var services = city().services();
        assertThat(services.isServed()).isFalse();
        var pothole = services.find("pothole").orElseThrow();
        assertThat(pothole.queue()).isEqualTo(new QueueId("general"));
        assertThat(pothole.titles().in(Locale.of("es"))).isEqualTo("Bache");
        assertThat(pothole.texts().get(Notice.ACCEPTED).in(Locale.of("vi"))).isEqualTo("Number {number}.");
        assertThat(pothole.texts()).containsOnlyKeys(Notice.ACCEPTED);
        var system = (RequestSystem.Open311) pothole.system();
        assertThat(system.base()).isEqualTo(URI.create("https://311.example/open311/v2"));
        assertThat(system.apiKey().orElseThrow().value()).isEqualTo("s3cret");
        assertThat(system.photos()).isEqualTo(RequestSystem.Photos.URL);
        assertThat(pothole.photoTexts()).containsOnlyKeys(Fate.LEFT);
        assertThat(system.limits().perCall()).isEqualTo(Duration.ofSeconds(4));
        var attributes = ((Asking.Report) pothole.asking()).attributes();
        assertThat(attributes.getFirst().isRequired()).isTrue();
        assertThat(attributes.getFirst().values()).isEqualTo(Map.of("small", "S", "large", "L"));
        assertThat(attributes.getLast().values()).isEqualTo(Map.of("left", "left", "right", "right"));

        var callback =
                (Asking.NewRecord) services.find("callback").orElseThrow().asking();
        assertThat(callback.number()).isEqualTo("/ticket/id");
        assertThat(callback.status().orElseThrow().closed()).containsExactly("done");
    }

    @Test
    void theExampleCityHasServicesAndACityMayHaveNone() throws IOException {
        assertThat(ExampleCity.city().services().byName())
                .containsKeys("pothole", "street-light", "graffiti", "abandoned-car", "noise", "tree", "missed-pickup");
        Files.delete(folder.resolve(ServicesFile.NAME));
        assertThat(city().services()).isEqualTo(ServiceDefinitions.NONE);
    }

    @Test
    void itsVariablesAreListed() {
        assertThat(CityConfig.variablesOfServices(folder))
                .extracting(Variable::name)
                .contains("GLASSLINE_WORKS_KEY");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind: open311                | kind: open31                | "open31" is not a kind of system; did you mean "open311"?
            ${GLASSLINE_WORKS_KEY}"      | hunter2"                    | a secret must not stand here
            https://311.example          | http://311.example          | this is without TLS
            system: works                | system: work                | "work" is not a system of this file; did you mean "works"?
            queue: general               | queue: genral               | "genral" is not a queue; did you mean "general"?
            code: LANE                   | code: SIZE                  | "SIZE" is here twice
            lane: {                      | address: {                  | "address" is what every service has
            code: POTHOLE                | post: /potholes             | this is for a system of kind http
            post: /tickets               | code: TICKET                | this is for a system of kind open311
            settle-seconds: 30           | settle-seconds: 3           | settle-seconds is at least 7
            number: /ticket/id           | number: id                  | a JSON pointer begins with /
            "/tickets/{number}"          | /tickets                    | this is not a path with {number}
            Number {number}.             | Number {numbr}.             | {numbr}
            format: json                 | format: yaml                | "yaml" is not json or xml
            photos: url                  | photos: link                | "link" is not a way to take photos
            {description}                | {photo}                     | a photo is given to systems of kind open311 only
            """)
    void aMistakeIsToldWithItsPlace(String was, String is, String says) throws IOException {
        var path = folder.resolve(ServicesFile.NAME);
        var text = Files.readString(path);
        assertThat(text).contains(was);
        Files.writeString(path, text.replace(was, is));
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(ServicesFile.NAME);
            assertThat(problem.says()).contains(says);
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
        });
    }

    private static Optional<String> environment(String name) {
        return name.equals("GLASSLINE_WORKS_KEY") ? Optional.of("s3cret") : ExampleCity.ENVIRONMENT.apply(name);
    }

    private CityConfig city() {
        return switch (CityConfig.read(folder, ExampleCity.KINDS, ServicesFileTest::environment)) {
            case Parsed.Good<CityConfig>(var city) -> city;
            case Parsed.Bad<CityConfig>(var problems) -> throw new AssertionError(problems);
        };
    }

    private List<Problem> problems() {
        return switch (CityConfig.read(folder, ExampleCity.KINDS, ServicesFileTest::environment)) {
            case Parsed.Good<CityConfig> _ -> List.of();
            case Parsed.Bad<CityConfig>(var problems) -> problems;
        };
    }
}

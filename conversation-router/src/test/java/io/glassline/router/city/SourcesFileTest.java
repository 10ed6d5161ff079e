package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.ExampleCity;
import io.glassline.source.Question;
import io.glassline.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `sources.yml`, and the look-ups that name what is in it.
class SourcesFileTest {

    private static final String SOURCES = """
            sources:
              records:
                kind: mariadb
                url: "${GLASSLINE_RECORDS_URL}"
                user: glassline
                password: "${GLASSLINE_RECORDS_PASSWORD}"
                connections: 2
                cache-seconds: 30
              office:
                kind: http
                url: "https://office.example/api/"
                headers: { X-Api-Key: "${GLASSLINE_OFFICE_KEY}" }
                oauth:
                  token-url: "https://office.example/token"
                  client-id: glassline
                  client-secret: "${GLASSLINE_OFFICE_SECRET}"
            """;

    private static final String LOOKUPS = """
              bill:
                source: records
                sql: select owed from bill where account = :account
                columns: [owed]
              sign:
                source: office
                get: /signs/{sign}
                query: { street: "{street}" }
                rows: /signs
                next-page: /next
                columns: { number: /number, closed_on: "/closed?" }
                check-with: { sign: 12, street: Elm Street }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void aCopyOfTheExampleCityWithSources() throws IOException {
        ExampleCity.copyTo(folder);
        Files.writeString(folder.resolve("sources.yml"), SOURCES);
        var lookups = folder.resolve("lookups.yml");
        Files.writeString(lookups, Files.readString(lookups).stripTrailing() + "\n\n" + LOOKUPS);
    }

    @Test
    void readsADatabaseAndAnApi() {
        var city = city();
        assertThat(city.sources()).extracting(Source::name).containsExactly("records", "office");
        assertThat(city.sources().getFirst()).isInstanceOfSatisfying(Source.Database.class, records -> {
            assertThat(records.dialect()).isEqualTo("mariadb");
            assertThat(records.limits().connectionsMax()).isEqualTo(2);
            assertThat(records.toString()).doesNotContain("s3cret", "jdbc:");
        });
        var bill = city.lookups().get("bill");
        assertThat(bill.asked().source().name()).isEqualTo("records");
        assertThat(bill.parameters()).containsExactly("account");
        assertThat(bill.asked().timeLimit()).hasMillis(1_000);
        var sign = city.lookups().get("sign");
        assertThat(sign.parameters()).isEqualTo(Set.of("sign", "street"));
        assertThat(sign.columns()).containsExactly("number", "closed_on");
        assertThat(sign.asked().question())
                .isInstanceOfSatisfying(
                        Question.Call.class,
                        call -> assertThat(call.columns().get("closed_on"))
                                .isEqualTo(new Question.Pointer("/closed", true)));
        assertThat(city.lookups().get("permit").asked().source()).isInstanceOf(Source.OwnDatabase.class);
    }

    @Test
    void aColumnThatTheLiveSourceCallsOtherwiseIsToldWhereItStands() {
        assertThat(city().lookups().get("sign").mismatches(List.of("numbr", "closed_on")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.file()).isEqualTo("lookups.yml");
                    assertThat(problem.line()).isPositive();
                    assertThat(problem.column()).isPositive();
                    assertThat(problem.says())
                            .isEqualTo("the source \"office\" gives no \"number\"; did you mean \"numbr\"?");
                });
    }

    @Test
    void itsVariablesAreListed() {
        assertThat(CityConfig.variablesOfSources(folder))
                .extracting(Variable::name)
                .contains("GLASSLINE_RECORDS_URL", "GLASSLINE_OFFICE_SECRET");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sources.yml | kind: mariadb                  | kind: mariadbb                | "mariadbb" is not a kind of source; did you mean "mariadb"?
            sources.yml | kind: mariadb                  | kind: oracle                  | begins with jdbc:oracle: and not with jdbc:mariadb:
            sources.yml | ${GLASSLINE_RECORDS_PASSWORD}  | hunter2                       | a secret must not stand here
            sources.yml | ${GLASSLINE_RECORDS_URL}       | jdbc:mariadb://h/d?password=x | a password must not stand in the address
            sources.yml | cache-seconds: 30              | cache-second: 30              | unknown key "cache-second"; did you mean "cache-seconds"?
            sources.yml | https://office.example/api/    | http://office.example/api     | this is without TLS
            sources.yml | https://office.example/api/    | office                        | this is not an address like
            lookups.yml | source: records                | source: record                | "record" is not a source; did you mean "records"?
            lookups.yml | source: records                | source: office                | this is for a database
            lookups.yml | source: office                 | source: records               | this is for a source of kind http
            lookups.yml | get: /signs                    | get: signs                    | a path begins with /
            lookups.yml | number: /number                | number: number                | a JSON pointer begins with /, as in /number
            lookups.yml | { sign: 12,                    | { sing: 12,                   | "sing" is nothing this look-up asks with; did you mean "sign"?
            lookups.yml | select owed from bill          | select owed into x from bill  | a look-up reads only
            lookups.yml | query: {                       | body: {                       | a get has no body
            """)
    void aMistakeIsToldWithItsPlace(String file, String was, String is, String says) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(was);
        Files.writeString(path, text.replace(was, is));
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(file);
            assertThat(problem.says()).contains(says);
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
        });
    }

    private static Optional<String> environment(String name) {
        return switch (name) {
            case "GLASSLINE_RECORDS_URL" -> Optional.of("jdbc:mariadb://records.example/records");
            case "GLASSLINE_RECORDS_PASSWORD", "GLASSLINE_OFFICE_KEY", "GLASSLINE_OFFICE_SECRET" ->
                Optional.of("s3cret");
            default -> ExampleCity.ENVIRONMENT.apply(name);
        };
    }

    private CityConfig city() {
        return switch (CityConfig.read(folder, ExampleCity.KINDS, SourcesFileTest::environment)) {
            case Parsed.Good<CityConfig>(var city) -> city;
            case Parsed.Bad<CityConfig>(var problems) -> throw new AssertionError(problems);
        };
    }

    private List<Problem> problems() {
        return switch (CityConfig.read(folder, ExampleCity.KINDS, SourcesFileTest::environment)) {
            case Parsed.Good<CityConfig> _ -> List.of();
            case Parsed.Bad<CityConfig>(var problems) -> problems;
        };
    }
}

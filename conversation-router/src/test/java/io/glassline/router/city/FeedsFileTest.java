package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.glassline.audit.AuditKind;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.feed.Feed;
import io.glassline.router.ExampleCity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedsFileTest {

    private static final String FEEDS = """
            feeds:
              records:
                url: https://records.city.example/glassline/
                secret: ${GLASSLINE_FEED_RECORDS_SECRET}
                next-secret: ${GLASSLINE_FEED_RECORDS_NEXT_SECRET:}
                kinds: [message.received, message.decided]
                channels: [sms]
                sealed: yes
              office:
                url: http://office.internal:8080/entries
                inside: yes
                secret: ${GLASSLINE_FEED_OFFICE_SECRET}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void aCopyOfTheExampleCityWithFeeds() throws IOException {
        ExampleCity.copyTo(folder);
        Files.writeString(folder.resolve(FeedsFile.NAME), FEEDS);
    }

    private static Optional<String> variable(String name) {
        return switch (name) {
            case "GLASSLINE_FEED_RECORDS_SECRET", "GLASSLINE_FEED_OFFICE_SECRET" ->
                Optional.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
            case "GLASSLINE_OTHER_SECRET" -> Optional.of("hunter2");
            default -> ExampleCity.ENVIRONMENT.apply(name).filter(_ -> !name.contains("FEED"));
        };
    }

    private Parsed<CityConfig> read() {
        return CityConfig.read(folder, ExampleCity.KINDS, FeedsFileTest::variable);
    }

    private List<Problem> problems() {
        return switch (read()) {
            case Parsed.Good<CityConfig> _ -> List.of();
            case Parsed.Bad<CityConfig>(var problems) -> problems;
        };
    }

    private List<Feed> feeds() {
        assertThat(problems()).isEmpty();
        return ((Parsed.Good<CityConfig>) read()).value().feeds();
    }

    @Test
    void readsWhatIsSentWhere() {
        var feeds = feeds();
        assertThat(feeds).extracting(Feed::name).containsExactly("records", "office");
        var records = feeds.getFirst();
        assertThat(records.kinds()).isEqualTo(Set.of(AuditKind.MESSAGE_RECEIVED, AuditKind.MESSAGE_DECIDED));
        assertThat(records.takes(AuditKind.SIGNED_IN)).isFalse();
        assertThat(records.takes(Optional.of("sms"))).isTrue();
        assertThat(records.takes(Optional.of("email"))).isFalse();
        assertThat(records.takes(Optional.empty())).isFalse();
        assertThat(records.isSealed()).isTrue();
        assertThat(records.format()).isEqualTo(Feed.Format.CLOUDEVENTS);
        assertThat(records.target()).isInstanceOfSatisfying(Feed.Webhook.class, to -> {
            assertThat(to.url()).hasToString("https://records.city.example/glassline");
            assertThat(to.secrets()).hasSize(1);
            assertThat(to.isInside()).isFalse();
            assertThat(to.toString()).doesNotContain("MfKQ");
        });
        var office = feeds.getLast();
        assertThat(office.isSealed()).isFalse();
        assertThat(office.takes(AuditKind.SIGNED_IN)).isTrue();
        assertThat(office.takes(Optional.empty())).isTrue();
        assertThat(((Feed.Webhook) office.target()).isInside()).isTrue();
    }

    @Test
    void aCityWithoutTheFileSendsNothingOn() throws IOException {
        Files.delete(folder.resolve(FeedsFile.NAME));
        assertThat(feeds()).isEmpty();
    }

    @Test
    void whileASecretIsChangedThereAreTwo() throws IOException {
        replace("${GLASSLINE_FEED_RECORDS_NEXT_SECRET:}", "${GLASSLINE_FEED_OFFICE_SECRET}");
        assertThat(((Feed.Webhook) feeds().getFirst().target()).secrets()).hasSize(2);
    }

    @Test
    void itsVariablesAreListed() {
        assertThat(CityConfig.variablesOfFeeds(folder))
                .extracting(Variable::name)
                .containsExactly(
                        "GLASSLINE_FEED_RECORDS_SECRET",
                        "GLASSLINE_FEED_RECORDS_NEXT_SECRET",
                        "GLASSLINE_FEED_OFFICE_SECRET");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            url: https://records.city.example/glassline/ | url: http://records.city.example        | 3 | this is without TLS
            url: https://records.city.example/glassline/ | url: records                            | 3 | this is not an address like
            ${GLASSLINE_FEED_RECORDS_SECRET}             | whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw  | 4 | a secret must not stand here
            ${GLASSLINE_FEED_RECORDS_SECRET}             | ${GLASSLINE_OTHER_SECRET}               | 4 | a secret is whsec_
            ${GLASSLINE_FEED_RECORDS_SECRET}             | ${GLASSLINE_FEED_MISSING}               | 4 | the variable GLASSLINE_FEED_MISSING is not set
            kinds: [message.received, message.decided]   | kinds: [message.receive]                | 6 | "message.receive" is not a kind of entry; did you mean "message.received"?
            channels: [sms]                              | channels: [telefax]                     | 7 | "telefax" is not a kind of channel
            sealed: yes                                  | sealed: maybe                           | 8 | "maybe" is not yes or no
            sealed: yes                                  | format: xml                             | 8 | "xml" is not a format of a feed
            sealed: yes                                  | format: ocsf                            | 8 | an event of security says who did it
            sealed: yes                                  | seal: yes                               | 8 | unknown key "seal"; did you mean "sealed"?
              records:                                   | Records:                                | 2 | "Records" is not a name
            """)
    void aMistakeIsToldWithItsPlace(String was, String is, int line, String says) throws IOException {
        replace(was, is);
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(FeedsFile.NAME);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.says()).contains(says);
        });
    }

    private static final String KAFKA = """
            feeds:
              lake:
                inside: yes
                sealed: yes
                kafka:
                  servers: [kafka1.internal:9093, "kafka2.internal:9093"]
                  topic: glassline.record
                  login:
                    mechanism: scram-sha-512
                    user: glassline
                    password: ${GLASSLINE_OTHER_SECRET}
            """;

    @Test
    void aFeedMayGoToATopicOfKafka() throws IOException {
        Files.writeString(folder.resolve(FeedsFile.NAME), KAFKA);
        assertThat(feeds().getFirst().target()).isInstanceOfSatisfying(Feed.Kafka.class, to -> {
            assertThat(to.servers()).containsExactly("kafka1.internal:9093", "kafka2.internal:9093");
            assertThat(to.topic()).isEqualTo("glassline.record");
            assertThat(to.isTls()).isTrue();
            assertThat(to.login().orElseThrow().mechanism()).isEqualTo("SCRAM-SHA-512");
            assertThat(to.toString()).doesNotContain("hunter2");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                inside: yes                   | # inside                | 5  | so this is for a cluster inside the city's network only
            "kafka2.internal:9093"            | kafka2                  | 6  | this is no server like
            topic: glassline.record           | topic: a b              | 7  | this is no name of a topic
            mechanism: scram-sha-512          | mechanism: gssapi       | 9  | "gssapi" is not a way to log in
            ${GLASSLINE_OTHER_SECRET}         | hunter2                 | 11 | a secret must not stand here
            sealed: yes                       | url: https://a.example  | 4  | unknown key "url"
            """)
    void aMistakeInATopicIsToldWithItsPlace(String was, String is, int line, String says) throws IOException {
        assertThat(KAFKA).contains(was);
        Files.writeString(folder.resolve(FeedsFile.NAME), KAFKA.replace(was, is));
        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.says()).contains(says);
        });
    }

    @Test
    void thereAreNotTooMany() throws IOException {
        var many = new StringBuilder("feeds:\n");
        IntStream.rangeClosed(1, Feed.FEEDS_MAX + 1)
                .forEach(i -> many.append(
                        "  f%d: {url: 'https://a.example', secret: '${GLASSLINE_FEED_OFFICE_SECRET}'}\n".formatted(i)));
        Files.writeString(folder.resolve(FeedsFile.NAME), many);
        assertThat(problems())
                .extracting(Problem::says)
                .containsExactly("these are 17 feeds, and at most 16 are delivered");
    }

    @Test
    void theSchemaOfEditorsKnowsTheSame() throws IOException {
        var json = new ObjectMapper();
        var schema = json.readTree(folder.resolve("schema/feeds.json").toFile());
        var yaml = new ObjectMapper(YAMLFactory.builder()
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .build());
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(yaml.readTree(FEEDS)))
                .isEmpty();
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(yaml.readTree(KAFKA)))
                .isEmpty();
        var feed = schema.at("/properties/feeds/additionalProperties/properties");
        assertThat(words(feed.at("/kinds/items/enum")))
                .containsExactlyElementsOf(
                        Arrays.stream(AuditKind.values()).map(AuditKind::word).toList());
        assertThat(words(feed.at("/format/enum")))
                .containsExactlyElementsOf(Arrays.stream(Feed.Format.values())
                        .map(Feed.Format::word)
                        .toList());
        replace("sealed: yes", "zzzzzzzzzzzzzzzzzzzz: yes");
        var known = problems().getFirst().says().replaceFirst(".*; known are: ", "");
        assertThat(List.of(known.split(", "))).containsExactlyInAnyOrderElementsOf(() -> feed.fieldNames());
    }

    private static List<String> words(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private void replace(String was, String is) throws IOException {
        assertThat(FEEDS).contains(was);
        Files.writeString(
                folder.resolve(FeedsFile.NAME),
                FEEDS.replaceFirst(java.util.regex.Pattern.quote(was), java.util.regex.Matcher.quoteReplacement(is)));
    }
}

package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.router.CityWithRules;
import io.glassline.router.rule.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules of agencies between those of the city: where they stand, and what they may not do.
class AgenciesTest {

    private static final String ROUTING = """
            rules:
              - name: first
                when: {says: [first]}
                bot: true
              - name: second
                when: {says: [second]}
                bot: true
            otherwise: bot
            agencies:
              - file: agencies/water.yml
                before: second
                queues: [water]
                flows: [permit-status]
                topics: [water]
              - file: agencies/roads.yml
                queues: [roads]
            """;

    private static final String ROADS = """
            rules:
              - name: pothole
                when: {says: [pothole]}
                queue: roads
            """;

    @TempDir
    private Path folder;

    private Parsed<CityConfig> read(String water) {
        return CityWithRules.read(
                folder, Map.of("routing.yml", ROUTING, "agencies/water.yml", water, "agencies/roads.yml", ROADS));
    }

    private static String water(String rule) {
        return "rules:\n  - name: water\n" + rule.replace("; ", "\n").indent(4);
    }

    @Test
    void theirRulesStandWhereTheCitySays() {
        var city = CityWithRules.city(
                folder,
                Map.of(
                        "routing.yml",
                        ROUTING,
                        "agencies/water.yml",
                        water("when: {says: [leak]}; queue: water"),
                        "agencies/roads.yml",
                        ROADS));
        assertThat(city.rules().rules()).extracting(Rule::name).containsExactly("first", "water", "second", "pothole");
        assertThat(city.rules().rules().get(1).agency()).contains("agencies/water.yml");
        assertThat(city.rules().rules().get(2).agency()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # a rule of the Water Department's                  | is told
              when: {says: [a]}; queue: roads                   | agencies/water.yml:4:12: rules[0].queue "roads" is not a queue that routing.yml gives this agency
              when: {says: [a]}; queue: emergency               | "emergency" is not a queue that routing.yml gives this agency
              when: {says: [a]}; flow: permits                  | "permits" is not a flow that routing.yml gives this agency; known are: permit-status
              when: {answer: trash-day}; queue: water           | rules[0].when.answer "trash-day" is not an approved answer of this agency
              when: {topic: waste}; queue: water                | rules[0].when.topic "waste" is not a topic of the knowledge of this agency
              when: always; queue: water                        | an agency's rule cannot hold always: it would take what is meant for others
              when: {says: [a]}; stop: Nobody needs to answer.  | only the city's own rules may leave a message without an answer
              when: {says: [a]}; jurisdiction: county           | only the city's own rules hand to another jurisdiction
            """)
    void whatTheyMayNotDo(String rule, String told) {
        assertThat(read(water(rule)))
                .isInstanceOfSatisfying(
                        Parsed.Bad.class,
                        bad -> assertThat(bad.problems().getFirst().toString())
                                .startsWith("agencies/water.yml:")
                                .contains(told));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what else stands in its file | is told
              otherwise: water             | agencies/water.yml:5:1: otherwise unknown key "otherwise"
              jurisdictions: {}            | agencies/water.yml:5:1: jurisdictions unknown key "jurisdictions"
              agencies: []                 | agencies/water.yml:5:1: agencies unknown key "agencies"
              hours: {}                    | agencies/water.yml:5:1: hours unknown key "hours"
            """)
    void theirFileHasRulesAndNothingElse(String line, String told) {
        assertThat(problems(read(water("when: {says: [a]}; queue: water") + line + "\n")))
                .startsWith(told);
    }

    @Test
    void aNameIsThereOnceInAllFiles() {
        assertThat(problems(read("rules:\n  - name: second\n    when: {says: [a]}\n    queue: water\n")))
                .isEqualTo(
                        "agencies/water.yml:2:5: rules[0].name \"second\" is the name of a rule of routing.yml, line 5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # in routing.yml              | written as                    | is told
              before: second              | before: secnd                 | routing.yml:11:13: agencies[0].before "secnd" is not a rule of this file; did you mean "second"?
              queues: [roads]             | queues: [road]                | routing.yml:16:14: agencies[1].queues[0] "road" is not a queue; did you mean "roads"?
              topics: [water]             | topics: [watr]                | routing.yml:14:14: agencies[0].topics[0] "watr" is not a topic of the knowledge; did you mean "water"?
              file: agencies/roads.yml    | file: agencies/water.yml      | routing.yml:15:11: agencies[1].file "agencies/water.yml" is here twice
              file: agencies/roads.yml    | file: ../roads.yml            | routing.yml:15:11: agencies[1].file "../roads.yml" is not an agency's file; write it as agencies/water.yml
              file: agencies/roads.yml    | file: agencies/rods.yml       | agencies/rods.yml:0:  the file is missing
              queues: [roads]             | queue: roads                  | agencies[1].queue unknown key "queue"; did you mean "queues"?
            """)
    void whatTheCityMayGetWrong(String was, String is, String told) {
        var read = CityWithRules.read(
                folder,
                Map.of(
                        "routing.yml",
                        ROUTING.replace(was, is),
                        "agencies/water.yml",
                        water("when: {says: [leak]}; queue: water"),
                        "agencies/roads.yml",
                        ROADS));
        assertThat(((Parsed.Bad<CityConfig>) read).problems().stream().map(Object::toString))
                .anyMatch(problem -> problem.contains(told));
    }

    private static String problems(Parsed<CityConfig> read) {
        return switch (read) {
            case Parsed.Good<CityConfig> _ -> "";
            case Parsed.Bad<CityConfig>(var problems) ->
                String.join("\n", problems.stream().map(Object::toString).toList());
        };
    }

    @Test
    void anotherFileIsAnotherVersion() {
        var versions = List.of("leak", "drip").stream()
                .map(word -> ((Parsed.Good<CityConfig>) read(water("when: {says: [" + word + "]}; queue: water")))
                        .value()
                        .version())
                .toList();
        assertThat(versions).doesNotHaveDuplicates();
    }
}

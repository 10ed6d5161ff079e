package io.glassline.router;

import static io.glassline.router.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.conversation.Stage;
import io.glassline.router.city.CityConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people complain about in the rules, triggers and automations of other desks, and that it is not
/// so here. The table of all of it is `docs/rules-elsewhere.md`.
class RulesElsewhereTest {

    @TempDir
    private Path folder;

    private CityRouter router(String routing) {
        var city = CityWithRules.city(folder, Map.of("routing.yml", routing));
        return new CityRouter(city, new KeywordAnswers(city.knowledge()), _ -> Optional.empty());
    }

    private List<Problem> mistakes(String routing) {
        return CityWithRules.read(folder, Map.of("routing.yml", routing))
                        instanceof Parsed.Bad<CityConfig>(var problems)
                ? problems
                : List.of();
    }

    /// Chatwoot #10455 and #12694: a rule cannot be held to business hours, or to a time.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-23T10:00 | in hours
            2026-11-23T19:00 | after hours
            2026-11-21T10:00 | after hours
            2026-11-26T10:00 | holiday
            2026-11-23T23:30 | night
            """)
    void aRuleIsHeldToHoursHolidaysAndTimes(String at, String rule) {
        var talk = new Talk(router("""
                rules:
                  - {name: night, when: {time: Mon-Fri 22:00-24:00}, queue: general}
                  - {name: holiday, when: {hours: {queue: water, is: holiday}}, queue: general}
                  - {name: after hours, when: {hours: {queue: water, is: closed}}, queue: general}
                  - {name: in hours, when: {hours: {queue: water, is: open}}, queue: general}
                otherwise: bot
                """), "sms").at(at);

        assertThat(talk.says("my tap is dry").decision().because().rule()).isEqualTo(rule);
    }

    /// Chatwoot #6861: a rule cannot ask how long somebody waits. Here it can, when the citizen writes
    /// again; nothing is written to anyone by the clock alone.
    @ParameterizedTest(name = "{0} minutes: {1}")
    @CsvSource({"19, stays", "20, general"})
    void aRuleAsksHowLongACitizenWaits(int minutes, String stands) {
        var talk = new Talk(router("""
                rules:
                  - name: waits long
                    when: {conversation: {waiting-minutes-min: 20}}
                    tag: waits-long
                  - {name: dry, when: {says: [dry]}, queue: water}
                otherwise: general
                """), "sms").at("2026-11-23T10:00");
        talk.says("my tap is dry");
        assertThat(talk.conversation.stage()).isInstanceOf(Stage.Waiting.class);
        talk.at("2026-11-23T10:" + minutes);
        var route = talk.says("my tap is dry");

        assertThat(route.session().tags().contains("waits-long")).isEqualTo(stands.equals("general"));
    }

    /// Chatwoot #12478: a rule cannot ask for a label that the conversation has.
    @Test
    void aRuleAsksForATagOfTheConversation() {
        var talk = new Talk(router("""
                rules:
                  - {name: storm, when: {says: [storm]}, tag: storm}
                  - {name: tree in a storm, when: {says: [tree], conversation: {tag: storm}}, queue: roads}
                otherwise: bot
                """), "sms");
        talk.says("there was a storm");

        assertThat(talk.says("a tree fell").decision().outcome()).isEqualTo("queue:roads");
    }

    /// Chatwoot #10290: a rule is saved that never holds, and nobody says so. Here no condition can be
    /// written that is not looked at: a name, a value and a whole rule that can never decide are told
    /// when the file is read.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
              {priority: urgent}                       | unknown key "priority"
              {conversation: {state: snoozed}}         | "snoozed" is not a state of a conversation
              {conversation: {priority: urgent}}       | unknown key "priority"
              {channel: pigeon}                        | "pigeon" is not a channel
              {language: fr}                           | "fr" is not a language of this city
              {hours: {queue: watter, is: open}}       | did you mean "water"?
              {conversation: {misses-min: 3, misses-max: 1}} | no number is at least 3 and at most 1
            """)
    void aConditionThatCouldNeverHoldIsToldWhenTheFileIsRead(String when, String told) {
        assertThat(mistakes("rules:\n  - name: tried\n    when: " + when + "\n    bot: true\notherwise: bot\n"))
                .anyMatch(problem -> problem.toString().contains(told));
    }

    @Test
    void aRuleThatNeverDecidesIsWarnedOf() {
        var city = CityWithRules.city(folder, Map.of("routing.yml", """
                rules:
                  - {name: dogs, when: {says: [dog]}, bot: true}
                  - {name: lost dogs, when: {says: [lost dog]}, queue: general}
                otherwise: bot
                """));

        assertThat(city.warnings())
                .singleElement()
                .asString()
                .contains("the rule \"lost dogs\" never decides", "\"dogs\"");
    }

    /// Chatwoot #9293: the message that says "we are closed" comes beside the bot's answer.
    @Test
    void thatTheOfficeIsClosedIsSaidOnlyToWhoGoesToPeople() {
        var router = router("""
                rules:
                  - {name: dry, when: {says: [dry]}, queue: water}
                otherwise: bot
                """);

        var answered = new Talk(router, "sms").at("2026-11-22T10:00").says("when is trash day");
        var handedOver = new Talk(router, "sms").at("2026-11-22T10:00").says("my tap is dry");

        assertThat(answered.decision().outcome()).isEqualTo("bot:trash-day");
        assertThat(said(answered)).doesNotContain("closed now");
        assertThat(said(handedOver)).contains("They are closed now");
    }

    /// Zammad #5655: what goes by the time happens once a day.
    @Test
    void aRuleOfTheTimeHoldsAsOftenAsAMessageComes() {
        var router = router("""
                rules:
                  - {name: night, when: {time: Mon-Fri 22:00-24:00}, stop: Nobody answers at night in this test.}
                otherwise: bot
                """);
        var talk = new Talk(router, "sms");

        for (var minute : List.of("22:01", "22:30", "23:59")) {
            assertThat(talk.at("2026-11-23T" + minute)
                            .says("anybody there")
                            .decision()
                            .because()
                            .rule())
                    .as(minute)
                    .isEqualTo("night");
        }
    }

    /// Zammad, `manage/trigger.rst`: triggers go by the alphabet of their names. Here the order is the
    /// file's.
    @ParameterizedTest
    @CsvSource({"zebra, alpha, zebra", "alpha, zebra, alpha"})
    void theOrderOfRulesIsTheOrderOfTheFile(String first, String second, String decides) {
        var route = new Talk(router("""
                rules:
                  - {name: %s, when: {says: [dry]}, queue: water}
                  - {name: %s, when: {says: [dry tap]}, queue: general}
                otherwise: bot
                """.formatted(first, second)), "sms").says("my tap is dry");

        assertThat(route.decision().because().rule()).isEqualTo(decides);
    }

    /// Zammad #4550: the same trigger fires at other times after an upgrade. Here what a rule decides
    /// depends on the message, the conversation and the time, and on nothing that was changed besides:
    /// the same question has the same answer, and the cases beside the rules say what it is.
    @Test
    void theSameMessageIsDecidedTheSameHoweverOftenItIsAsked() {
        var router = router("""
                rules:
                  - {name: dry, when: {says: [dry]}, queue: water, priority: urgent}
                otherwise: bot
                """);

        var decisions = List.of("a", "b", "c").stream()
                .map(_ -> new Talk(router, "sms").says("my tap is dry"))
                .toList();

        assertThat(decisions)
                .allMatch(decided ->
                        decided.decision().equals(decisions.getFirst().decision()));
        assertThat(decisions)
                .extracting(decided -> decided.decision().outcome())
                .containsOnly("queue:water");
    }
}

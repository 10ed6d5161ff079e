package io.glassline.router.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.config.Parsed;
import io.glassline.router.CityWithRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mistakes that people make in rules, and how they are told: with line, column and what was meant.
class RoutingMistakesTest {

    @TempDir
    private Path folder;

    private List<String> told(String lines) {
        var routing = "rules:\n  - name: tried\n" + lines.replace("; ", "\n").indent(4) + "otherwise: bot\n";
        return switch (CityWithRules.read(folder, Map.of("routing.yml", routing))) {
            case Parsed.Good<CityConfig> _ -> List.of();
            case Parsed.Bad<CityConfig>(var problems) ->
                problems.stream().map(Object::toString).toList();
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # a rule                                                    | is told
              when: message.hasMedia; bot: true                         | routing.yml:3:11: rules[0].when a condition is a line such as "channel: sms" below when:, or the word always; an expression in CEL stands behind cel:
              when: [{channel: sms}, {has: picture}]; bot: true         | routing.yml:3:5: rules[0].when a list does not say whether one of them must hold or all; write any: or all: above it
              when: {}; bot: true                                       | rules[0].when there is no condition here; write one such as "channel: sms"
              bot: true                                                 | rules[0] "when" is missing
              when: {chanel: sms}; bot: true                            | routing.yml:3:12: rules[0].when.chanel unknown key "chanel"; did you mean "channel"?
              when: {channel: txt}; bot: true                           | routing.yml:3:21: rules[0].when.channel "txt" is not a channel; known are: email, sms, telegram, voice, web, whatsapp
              when: {channel: [sms, whatsap]}; bot: true                | routing.yml:3:27: rules[0].when.channel[1] "whatsap" is not a channel; did you mean "whatsapp"?
              when: {channel: []}; bot: true                            | rules[0].when.channel there is nothing in this list
              when: {account: city-smss}; bot: true                     | "city-smss" is not an account of channels.yml; did you mean "city-sms"?
              when: {language: english}; bot: true                      | "english" is not a language of this city; known are: en, es
              when: {has: photo}; bot: true                             | "photo" is not something a message has; known are: file, picture, place, video, voice, words
              when: {kind: plce}; bot: true                             | "plce" is not a kind of message; did you mean "place"?
              when: {hours: {queue: watter, is: open}}; bot: true       | routing.yml:3:27: rules[0].when.hours.queue "watter" is not a queue; did you mean "water"?
              when: {hours: {queue: water, is: opened}}; bot: true      | "opened" is not open, closed or holiday; known are: closed, holiday, open
              when: {hours: {queue: water}}; bot: true                  | rules[0].when.hours "is" is missing
              when: {hours: open}; bot: true                            | rules[0].when.hours this must be keys with values
              when: {time: 8am-5pm}; bot: true                          | routing.yml:3:18: rules[0].when.time "8am-5pm" is not days and hours; write Mon-Fri 08:00-17:00
              when: {time: Mon-Fri 17:00-08:00}; bot: true              | "17:00-08:00" ends before it starts
              when: {answer: trash-dy}; bot: true                       | "trash-dy" is not an approved answer; did you mean "trash-day"?
              when: {topic: wast}; bot: true                            | "wast" is not a topic of the knowledge; did you mean "waste"?
              when: {answer: trash-day, confidence: 90}; bot: true      | "90" is not a confidence; write a number from 0 to 1, such as 0.9
              when: {confidence: 0.9}; bot: true                        | rules[0].when.confidence a confidence belongs to an answer: or a topic: beside it
              when: {conversation: {misses: 2}}; bot: true              | rules[0].when.conversation.misses unknown key "misses"; known are: messages-max
              when: {conversation: {misses-min: two}}; bot: true        | "two" is not a number from 0 to 100000
              when: {conversation: {misses-min: 3, misses-max: 2}}; bot: true | no number is at least 3 and at most 2
              when: {conversation: {state: wating}}; bot: true          | "wating" is not a state of a conversation; did you mean "waiting"?
              when: {contact: {consent: opted-out}}; bot: true          | "opted-out" is not a consent; known are: implied, opted-in
              when: {number: "20260117"}; bot: true                     | "20260117" does not show how a number looks; write one with its letters and digits, such as PRM-2026-0117
              when: {any: {channel: sms}}; bot: true                    | rules[0].when.any this must be a list
              when: {any: [channel]}; bot: true                         | rules[0].when.any[0] this must be keys with values
              when: {none: []}; bot: true                               | rules[0].when.none "none" has no conditions; write each behind a hyphen
              when: {says: []}; bot: true                               | rules[0].when.says there is no phrase in this list
              when: {says: {fr: [bonjour]}}; bot: true                  | rules[0].when.says.fr unknown key "fr"
              when: {says: {en: []}}; bot: true                         | rules[0].when.says.en there is no phrase in this list
              when: {says: {within: 3}}; bot: true                      | there is nothing that it says; write phrases below en: or es:
              when: {says: [status.*permit]}; bot: true                 | `routing.yml:3:19: rules[0].when.says[0] "status.*permit" is not a phrase: "." has no meaning here: a phrase is plain words, (one | other), [left out or not], "exactly so" and begin*`
              `when: {says: ["(lost | stray dog"]}; bot: true`          | `"(lost | stray dog" is not a phrase: a ")" is missing`
              when: {says: ["[dog]"]}; bot: true                        | "[dog]" is not a phrase: there is no word in it that must be there
              when: {says: [do*]}; bot: true                            | write at least 3 letters before the *
              when: {says: {en: [lost dog], examples: [my dog is here]}}; bot: true | routing.yml:3:46: rules[0].when.says.examples[0] no phrase is in this example; add one that is, or take the example out
              when: {says: {en: [dog], not: [hot], examples: [a hot dog]}}; bot: true | the example is refused by "hot" below not:
              when: {says: {en: [dog], counter-examples: [hot dogs]}}; bot: true | the counter-example says "dog"; make that narrower, or write what is different below not:
              when: {says: {en: [dog], within: 99}}; bot: true          | "99" is not a number from 0 to 30
              when: {cel: "message.hasMedai"}; bot: true                | routing.yml:3:17: rules[0].when.cel not a condition, column 8: undefined field 'hasMedai'
              when: {cel: "clock.hour"}; bot: true                      | not a condition, column 6: expected type 'bool' but found 'int'
              when: {channel: sms}; queue: watter                       | routing.yml:4:12: rules[0].queue "watter" is not a queue; did you mean "water"?
              when: {channel: sms}; queue: water; bot: true             | routing.yml:2:5: rules[0] a rule must say one of queue, flow, bot, jurisdiction and stop, or do something besides (tag, language and say); this says queue and bot
              when: {channel: sms}                                      | a rule must say one of queue, flow, bot, jurisdiction and stop, or do something besides (tag, language and say); this says none
              when: {channel: sms}; bot: true; priority: urgent         | rules[0].priority "priority" belongs to a queue: beside it
              when: {channel: sms}; queue: water; priority: high        | "high" is not a priority; known are: emergency, normal, urgent
              when: {channel: sms}; queue: water; says: urgent-call     | routing.yml:5:5: rules[0].says unknown key "says"; did you mean "say"?
              when: {channel: sms}; say: urgent-cal                     | "urgent-cal" is not a phrase; did you mean "urgent-call"?
              when: {channel: sms}; tag: Very Important                 | "Very Important" is not a name; use small letters, digits and hyphens
              when: {channel: sms}; language: fr                        | "fr" is not a language that this city answers in; known are: en, es
              when: {channel: sms}; jurisdiction: county                | "county" is not a jurisdiction of this file; there are none here
              when: {channel: sms}; stop: spam                          | routing.yml:4:11: rules[0].stop write behind stop: why nobody needs to answer, in a sentence; it is kept on the record
              when: {channel: sms}; stop: It is spam.; say: thanks      | rules[0].say nothing is said where a rule stops
            """)
    void isToldWithItsPlace(String rule, String told) {
        assertThat(told(rule)).as(rule).isNotEmpty().anyMatch(problem -> problem.contains(told));
    }

    @Test
    void anExpressionHasALengthAndALimitOfBrackets() {
        var longer = "clock.hour == 1" + " || clock.hour == 1".repeat(200);
        assertThat(told("when: {cel: \"" + longer + "\"}; bot: true"))
                .singleElement()
                .asString()
                .contains("rules[0].when.cel not a condition, column 1: it is longer than 2000 signs");
        assertThat(told("when: {cel: \"" + "(".repeat(60) + "true" + ")".repeat(60) + "\"}; bot: true"))
                .isNotEmpty()
                .allMatch(problem -> problem.contains("rules[0].when.cel not a condition"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            # a rule above                                   | a rule below                                  | is warned of
              when: always; bot: true                        | when: {says: [dog]}; queue: water             | the rule "below" is never reached: "above" (routing.yml, line 2) above it always holds
              when: {cel: "true"}; bot: true                 | when: {says: [dog]}; queue: water             | is never reached
              when: always; tag: seen                        | when: {says: [dog]}; queue: water             | -
              when: {says: [dog]}; bot: true                 | when: {says: [dog]}; queue: water             | the rule "below" never decides: "above" (routing.yml, line 2) above it has the same conditions
              when: {says: [dog]}; bot: true                 | when: {says: [lost dog]}; queue: water        | the rule "below" never decides: "above" (routing.yml, line 2) above it holds whenever this does
              when: {says: [lost dog]}; bot: true            | when: {says: [dog]}; queue: water             | -
              `when: {says: [(cat | dog)]}; bot: true`       | when: {says: [dog, lost cat]}; queue: water   | holds whenever this does
              when: {says: {en: [dog], not: [hot]}}; bot: true | when: {says: [dog]}; queue: water           | -
              when: {says: [dog], channel: sms}; bot: true   | when: {says: [lost dog], channel: sms}; queue: water | holds whenever this does
              when: {says: [dog], channel: sms}; bot: true   | when: {says: [lost dog]}; queue: water        | -
              when: {channel: [sms, email]}; bot: true       | when: {channel: sms, has: picture}; queue: water | holds whenever this does
              when: {any: [{says: [cat]}, {says: [dog]}]}; bot: true | when: {says: [dog]}; queue: water     | holds whenever this does
              when: {conversation: {misses-min: 1}}; bot: true | when: {conversation: {misses-min: 3}}; queue: water | holds whenever this does
              when: {none: [{has: picture}]}; bot: true      | when: {none: [{has: [picture, file]}]}; queue: water | holds whenever this does
            """)
    void rulesThatNeverDecideAreWarnedOf(String above, String below, String warning) {
        var routing = "rules:\n  - name: above\n" + above.replace("; ", "\n").indent(4) + "  - name: below\n"
                + below.replace("; ", "\n").indent(4) + "otherwise: bot\n";
        var warnings =
                CityWithRules.city(folder, Map.of("routing.yml", routing)).warnings();
        if (warning == null) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith("routing.yml:5:5: ")
                    .contains(warning);
        }
    }
}

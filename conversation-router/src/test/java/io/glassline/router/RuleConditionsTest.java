package io.glassline.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each kind of condition that `when` of a rule may have, and messages of which it holds and does not. The one rule
/// here tags the conversation, so that its tag shows whether it held.
class RuleConditionsTest {

    @TempDir
    private Path folder;

    private Talk talk(String when, String channel) {
        var routing =
                "rules:\n  - name: tried\n    when: %s\n    tag: held\n    bot: true\notherwise: bot\n".formatted(when);
        var city = CityWithRules.city(folder, Map.of("routing.yml", routing));
        return new Talk(new CityRouter(city, new KeywordAnswers(city.knowledge()), _ -> Optional.empty()), channel)
                .session(new Session(Optional.empty(), List.of(), true, 0, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # when                                                  | of a text                              | holds
              {says: [pothole]}                                     | there are two potholes on Elm          | true
              {says: [pothole]}                                     | there is a potholle on Elm             | true
              {says: [pothole]}                                     | there is a hole on Elm                 | false
              {says: [leak pipe]}                                   | the pipes under my road are leaking    | true
              {says: [leak pipe]}                                   | a pipe a b c d e f leaks               | false
              {says: {en: [leak pipe], within: 8}}                  | a pipe a b c d e f leaks               | true
              {says: [leak pipe]}                                   | my pipe is fine                        | false
              `{says: [(lost | ran away) dog]}`                     | my dog ran away yesterday              | true
              `{says: [(lost | ran away) dog]}`                     | my dog ran into a car                  | false
              {says: ['(look [it] up) permit']}                     | can you look it up, my permit          | true
              {says: ['(look [it] up) permit']}                     | can you look up my permit              | true
              {says: ['"is it ready"']}                             | is it ready?                           | true
              {says: ['"is it ready"']}                             | it is ready                            | false
              {says: ['"leaks"']}                                   | it is leaking                          | false
              {says: [hydra*]}                                      | the hydrants                           | true
              {says: [Rompió]}                                      | se rompio el tubo                      | true
              {says: {es: [permiso]}}                               | los permisos                           | true
              {says: {en: [dog], not: {en: [license]}}}             | my dog is lost                         | true
              {says: {en: [dog], not: {en: [license]}}}             | a licence or license for my dog        | false
              {says: {en: [dog], not: [licens*]}}                   | a licence or license for my dog        | false
              {says: {en: [hot dog]}}                               | a dog on a hot day                     | true
              {number: PRM-2026-0117}                               | it is prm20260117                      | true
              {number: PRM-2026-0117}                               | p r m 2026 0117 please                 | true
              {number: PRM-2026-0117}                               | PRM-2026-117                           | true
              {number: PRM-2026-0117}                               | PRM-2026-01170                         | false
              {number: PRM-2026-0117}                               | prm-2026-0117, sent 3 weeks ago        | true
              {number: PRM-2026-0117}                               | 2026-0117                              | false
              {number: PRM-2026-0117}                               | xprm20260117                           | false
              {answer: trash-day}                                   | when is trash day                      | true
              {answer: [trash-day, pothole]}                        | pothole                                | true
              {answer: trash-day}                                   | my bins                                | false
              {answer: trash-day, confidence: 1.0}                  | my bins                                | true
              {topic: waste}                                        | when is trash day                      | true
              {topic: roads}                                        | when is trash day                      | false
              {has: words}                                          | hm, plums                               | true
              {has: picture}                                        | hm, plums                               | false
              {kind: text}                                          | hm, plums                               | true
              {kind: [place, media]}                                | hm, plums                               | false
              {language: en}                                        | hm, plums                               | true
              {language: es}                                        | hm, plums                               | false
              {any: [{says: [cat]}, {says: [dog]}]}                 | a dog                                  | true
              {any: [{says: [cat]}, {says: [dog]}]}                 | a bird                                 | false
              {all: [{says: [cat]}, {says: [dog]}]}                 | a dog and a cat                        | true
              {all: [{says: [cat]}, {says: [dog]}]}                 | a dog                                  | false
              {none: [{says: [cat]}, {says: [dog]}]}                | a bird                                 | true
              {none: [{says: [cat]}, {says: [dog]}]}                | a cat                                  | false
              {says: [bird], any: [{channel: sms}, {has: picture}]} | a bird                                 | true
              {says: [bird], none: [{any: [{channel: sms}]}]}       | a bird                                 | false
              {cel: "message.words.exists(w, w == 'bird')"}         | a bird                                 | true
              {cel: "message.account == 'city-sms'"}                | a bird                                 | true
              {cel: "'words' in message.has"}                       | a bird                                 | true
              {cel: "answer.id == 'trash-day' && answer.sure"}      | when is trash day                      | true
              {cel: "contact.consent == 'implied'"}                 | a bird                                 | true
              {cel: "size(conversation.tags) > 0"}                  | a bird                                 | false
              always                                                | anything at all                        | true
            """)
    void ofWords(String when, String text, boolean holds) {
        assertThat(held(talk(when, "sms"), new Content.Text(text))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
              {channel: sms}                 | sms      | true
              {channel: [sms, whatsapp]}     | whatsapp | true
              {channel: email}               | sms      | false
              {account: city-sms}            | sms      | true
              {account: city-telegram}       | sms      | false
            """)
    void ofTheWayItCame(String when, String channel, boolean holds) {
        assertThat(held(talk(when, channel), new Content.Text("hm, plums"))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
              {has: picture} | image/jpeg      | true
              {has: video}   | video/mp4       | true
              {has: voice}   | audio/ogg       | true
              {has: file}    | application/pdf | true
              {has: picture} | application/pdf | false
              {has: words}   | image/jpeg      | false
              {kind: media}  | image/jpeg      | true
            """)
    void ofAFile(String when, String mediaType, boolean holds) {
        var file = new Content.Media(mediaType, URI.create("https://media.example/1"), Optional.empty());
        assertThat(held(talk(when, "sms"), file)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # when                                 | at               | holds
              {hours: {queue: water, is: open}}    | 2026-11-23T10:00 | true
              {hours: {queue: water, is: open}}    | 2026-11-23T07:59 | false
              {hours: {queue: water, is: closed}}  | 2026-11-22T10:00 | true
              {hours: {queue: water, is: closed}}  | 2026-11-23T10:00 | false
              {hours: {queue: water, is: holiday}} | 2026-11-26T10:00 | true
              {hours: {queue: water, is: holiday}} | 2026-11-22T10:00 | false
              {hours: {queue: emergency, is: holiday}} | 2026-11-26T10:00 | false
              {time: Mon-Fri 22:00-24:00}          | 2026-11-23T23:30 | true
              {time: Mon-Fri 22:00-24:00}          | 2026-11-22T23:30 | false
              {time: [Sat 00:00-24:00, Sun 00:00-24:00]} | 2026-11-22T12:00 | true
              {time: Mon-Fri 08:00-17:00}          | 2026-11-26T10:00 | true
              {cel: clock.holiday}                 | 2026-11-26T10:00 | true
            """)
    void ofTheHour(String when, String at, boolean holds) {
        assertThat(held(talk(when, "sms").at(at), new Content.Text("hm, plums")))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # when                                       | holds
              {conversation: {state: waiting}}           | true
              {conversation: {state: [bot, closed]}}     | false
              {conversation: {queue: water}}             | true
              {conversation: {queue: roads}}             | false
              {conversation: {waiting-minutes-min: 20}}  | true
              {conversation: {waiting-minutes-min: 21}}  | false
              {conversation: {waiting-minutes-max: 20}}  | true
              {conversation: {misses-min: 2}}            | true
              {conversation: {misses-min: 3}}            | false
              {conversation: {misses-max: 1}}            | false
              {conversation: {messages-max: 1}}          | true
              {conversation: {messages-min: 2}}          | false
              {conversation: {tag: storm}}               | true
              {conversation: {tag: [sun, storm]}}        | true
              {conversation: {tag: sun}}                 | false
              {contact: {consent: opted-in}}             | true
              {contact: {consent: implied}}              | false
            """)
    void ofTheConversation(String when, boolean holds) {
        var talk = talk(when, "sms").standing(Standing.OPTED_IN);
        var now = talk.now();
        talk.stage(new Stage.Waiting(new QueueId("water"), Stage.Priority.NORMAL, now.minusSeconds(20 * 60)));
        talk.session(talk.conversation
                .session()
                .missing(List.of(), 2, now)
                .withBotGoingOn(true)
                .tagged(Set.of("storm")));
        assertThat(held(talk, new Content.Text("hm, plums"))).isEqualTo(holds);
    }

    private static boolean held(Talk talk, Content content) {
        return talk.gives(content).session().tags().contains("held");
    }

    /// A message that the bot is not asked about costs no search in the knowledge.
    @Test
    void theBotIsAskedOnlyWhereAllElseHolds() {
        var talk = talk("{answer: trash-day, says: [rubbish]}", "sms");
        var trace = talk.says("a bird").decision().because().trace();
        assertThat(trace.getFirst().saw())
                .isEqualTo("message.text=(2 words), answer.id=(not asked), answer.confidence=(not asked)");
    }

    @Test
    void whatARuleSawIsShownWithoutTheCitizensWords() {
        var trace = talk("{any: [{says: ['(stray | lost) dog']}, {has: picture}]}", "sms")
                .says("there is a lost dog at Pine")
                .decision()
                .because()
                .trace();
        assertThat(trace.getFirst().expression()).isEqualTo("(says “(stray | lost) dog” or has picture)");
        assertThat(trace.getFirst().saw())
                .isEqualTo("message.text=(7 words), message.has=words; says (stray | lost) dog");
    }
}

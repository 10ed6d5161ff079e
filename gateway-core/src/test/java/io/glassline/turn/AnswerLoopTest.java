package io.glassline.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.message.Address;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each row is the mails of one address within an hour, one after the other and each in a thread of its
/// own, and which of them a machine answers. The city here repeats what it hears.
class AnswerLoopTest {

    private static final Lane SHOP = new Lane("city-sms", new Address(Samples.EMAIL, "info@shop.example"));

    private final City city = new City();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # who writes                                  | the mails                                                                                                                                      | answered
              "a program, always the same"                | We got your mail and will look at it soon. ; We got your mail and will look at it soon. ; We got your mail and will look at it soon.            | yes yes no
              "a program with ticket numbers"             | Ticket #4711 is open, thank you for writing. ; Ticket #4712 is open, thank you for writing. ; Ticket #4713 is open, thank you for writing.      | yes yes no
              "a program that names times and cases"      | Case AB-12/26 of 09:14 is with our team. ; Case AB-13/26 of 09:15 is with our team. ; Case AC-99/26 of 09:20 is with our team.                  | yes yes no
              "a program with two texts in turn"          | Your request was received by us. ; Your request was closed by the team. ; Your request was received by us. ; Your request was closed by the team. | yes yes no no
              "a program that sends back what we said"    | Our shop is open daily. ; Our shop is open daily.! ; Our shop is open daily.!!                                                                  | yes yes no
              "a program in Spanish"                      | Hemos recibido su mensaje 1. ; Hemos recibido su mensaje 2. ; Hemos recibido su mensaje 3.                                                      | yes yes no
              "a program in Chinese"                      | 您的工单1001已收到 ; 您的工单1002已收到 ; 您的工单1003已收到                                                                                   | yes yes no
              "a program that only counts"                | 1001 ; 1002 ; 1003                                                                                                                              | yes yes no
              "a person with four questions"              | When are the bins emptied in Oak Street? ; Is the library open on Sunday? ; How much is a dog licence? ; Where do I pay my water bill?          | yes yes yes yes
              "a person who answers in sentences"         | The light in Elm Road is out. ; It is the third lamp after the church. ; No, nobody was hurt, but it is dark at night.                          | yes yes yes
              "a person whom no answer helps"             | My bin was not emptied again. ; My bin was not emptied! ; Again: my bin was not emptied!                                                        | yes yes no
            """)
    void threeAnswersToOneAddressWithinAnHourNeedNewWords(String who, String mails, String answered) {
        var expected = List.of(answered.split(" "));
        var texts = Arrays.stream(mails.split(" ; ")).map(String::strip).toList();
        for (var n = 0; n < texts.size(); n++) {
            assertThat(isAnswered(texts.get(n), n))
                    .as(texts.get(n))
                    .isEqualTo(expected.get(n).equals("yes"));
            city.clock.advance(Duration.ofMinutes(5));
        }
    }

    @Test
    void whatIsNotAnsweredStaysAskedAndAPersonSeesIt() {
        for (var n = 0; n < 6; n++) {
            isAnswered("We got your mail and will look at it soon.", n);
        }
        assertThat(city.said().stream().filter(line -> line.startsWith("citizen")))
                .hasSize(6);
        assertThat(city.record.decisions).hasSize(6);
        assertThat(city.marksSeen).endsWith(Set.of(Mark.ANSWERED_ENOUGH));
    }

    @Test
    void afterAnHourItIsAnsweredAgain() {
        for (var n = 0; n < 3; n++) {
            isAnswered("We got your mail and will look at it soon.", n);
        }
        city.clock.advance(Duration.ofMinutes(61));

        assertThat(isAnswered("We got your mail and will look at it soon.", 3)).isTrue();
    }

    @Test
    void whatOthersWriteDoesNotCount() {
        for (var n = 0; n < 3; n++) {
            isAnswered("We got your mail and will look at it soon.", n);
        }
        var other = new Lane(SHOP.accountId(), new Address(Samples.EMAIL, "ana@citizens.example"));

        assertThat(isAnswered(other, "We got your mail and will look at it soon.", 3))
                .isTrue();
    }

    private boolean isAnswered(String text, int thread) {
        return isAnswered(SHOP, text, thread);
    }

    private boolean isAnswered(Lane lane, String text, int thread) {
        var before = answers();
        city.writes(
                lane,
                text,
                Optional.of(new MailThread("<m" + thread + "@x>", List.of(), Optional.empty(), Optional.empty())),
                Set.of());
        city.turns.run(lane);
        return answers() > before;
    }

    private long answers() {
        return city.said().stream().filter(line -> line.startsWith("bot")).count();
    }
}

package io.glassline.person;

import static io.glassline.conversation.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.message.Message;
import io.glassline.person.PersonLinks.Answer;
import io.glassline.person.PersonLinks.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is promised of links between addresses, wherever they are kept.
public abstract class PersonLinksContract {

    private static final Actor KIM = Actor.atConsole("kim");

    private final Lane phone = Samples.lane();
    private final Lane mail = Samples.lane(Samples.EMAIL);
    private final Lane chat = Samples.lane();
    private PersonLinks links;

    protected abstract PersonLinks links();

    /// The precise kinds of the entries about links that were written since the last time this was asked,
    /// in order.
    protected abstract List<String> entries();

    @BeforeEach
    void open() {
        links = links();
        entries();
    }

    @Test
    void addressesAreOnePersonsOverEveryStepAndNobodyElses() {
        assertThat(links.of(phone)).isEmpty();
        assertThat(links.link(staff(phone, mail), KIM)).isTrue();
        assertThat(links.link(staff(chat, mail), KIM)).isTrue();

        assertThat(links.others(phone)).containsExactlyInAnyOrder(mail, chat);
        assertThat(links.others(mail)).containsExactlyInAnyOrder(phone, chat);
        assertThat(links.others(Samples.lane())).isEmpty();
        assertThat(entries()).containsExactly("person.linked", "person.linked");
    }

    @Test
    void whatIsOnePersonAlreadyIsNotLinkedAgain() {
        links.link(staff(phone, mail), KIM);
        links.link(staff(mail, chat), KIM);
        entries();

        assertThat(links.link(staff(mail, phone), KIM)).isFalse();
        assertThat(links.link(staff(phone, chat), KIM)).isFalse();
        assertThat(entries()).isEmpty();
    }

    @Test
    void undoingALinkLeavesTheOthersAsTheyWere() {
        var first = staff(phone, mail);
        var second = staff(mail, chat);
        links.link(first, KIM);
        links.link(second, KIM);
        entries();

        assertThat(links.unlink(first.id(), chat, "it is his brother's", KIM, NOW))
                .isEqualTo(Optional.of(first));

        assertThat(links.others(phone)).isEmpty();
        assertThat(links.others(mail)).containsExactly(chat);
        assertThat(links.unlink(first.id(), phone, "again", KIM, NOW)).isEmpty();
        assertThat(entries()).containsExactly("person.unlinked");
        assertThat(links.link(staff(phone, mail), KIM)).as("linked anew").isTrue();
    }

    @Test
    void aLinkOfSomeoneElseIsNotUndoneFromHere() {
        var link = staff(phone, mail);
        links.link(link, KIM);

        assertThat(links.unlink(link.id(), chat, "a guess", KIM, NOW)).isEmpty();
        assertThat(links.others(phone)).containsExactly(mail);
    }

    @Test
    void nobodyHasSoManyAddresses() {
        for (var i = 1; i < PersonLinks.ADDRESSES_MAX; i++) {
            assertThat(links.link(staff(phone, Samples.lane()), KIM)).isTrue();
        }
        assertThat(links.link(staff(phone, mail), KIM)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # from  | these codes            | after so many minutes | come to
              mail  | 482913                 | 1                     | linked
              phone | 482913                 | 1                     | linked
              phone | 482913                 | 14                    | linked
              phone | 482913                 | 15                    | over
              phone | 111111, 482913         | 1                     | wrong 4, linked
              mail  | 1, 2, 3, 4, 482913     | 1                     | wrong 4, wrong 3, wrong 2, wrong 1, linked
              mail  | 1, 2, 3, 4, 5, 482913  | 1                     | wrong 4, wrong 3, wrong 2, wrong 1, over, over
              phone | 482913, 482913         | 1                     | linked, no code
              chat  | 482913                 | 1                     | no code
              phone | 482913                 | 1441                  | no code
            """)
    void aCodeIsGoodForOnceForAWhileAndForFewTries(String from, String codes, int minutes, String comeTo) {
        assertThat(links.keep(code(phone, mail, NOW))).isPresent();
        var lane = from.equals("mail") ? mail : from.equals("phone") ? phone : chat;

        var answers = List.of(codes.split(", ")).stream()
                .map(code -> word(links.redeem(lane, code, message(), NOW.plus(Duration.ofMinutes(minutes)))))
                .toList();

        assertThat(answers).containsExactly(comeTo.split(", "));
        assertThat(links.others(phone).contains(mail)).isEqualTo(comeTo.contains("linked"));
        assertThat(entries()).hasSize(comeTo.contains("linked") ? 1 : 0);
    }

    @Test
    void theSameMessageHasTheSameAnswer() {
        links.keep(code(phone, mail, NOW));
        var wrong = message();
        var right = message();

        for (var time = 0; time < 3; time++) {
            assertThat(links.redeem(mail, "000000", wrong, NOW)).isEqualTo(new Answer.Wrong(4));
        }
        for (var time = 0; time < 3; time++) {
            assertThat(links.redeem(mail, "482913", right, NOW)).isEqualTo(new Answer.Linked());
        }
        assertThat(entries()).containsExactly("person.linked");
    }

    @Test
    void aLaterCodeTakesThePlaceOfTheOneBefore() {
        links.keep(code(phone, mail, NOW));
        links.keep(code(phone, chat, NOW.plusSeconds(1)));

        assertThat(links.redeem(mail, "482913", message(), NOW.plusSeconds(2))).isEqualTo(new Answer.NoCode());
        assertThat(links.redeem(chat, "482913", message(), NOW.plusSeconds(2))).isEqualTo(new Answer.Linked());
    }

    @Test
    void fewCodesAreSentInAnHour() {
        for (var i = 0; i < LinkCode.CODES_MAX; i++) {
            assertThat(links.keep(code(phone, Samples.lane(), NOW))).isPresent();
            assertThat(links.keep(code(Samples.lane(), mail, NOW))).isPresent();
        }
        assertThat(links.keep(code(phone, Samples.lane(), NOW.plusSeconds(3_599))))
                .as("from one address")
                .isEmpty();
        assertThat(links.keep(code(Samples.lane(), mail, NOW.plusSeconds(3_599))))
                .as("to one address")
                .isEmpty();
        assertThat(links.keep(code(phone, mail, NOW.plusSeconds(3_600)))).isPresent();
    }

    @Test
    void aCodeThatIsKeptIsKept() {
        var code = code(phone, mail, NOW);
        assertThat(links.keep(code)).contains(new Kept(code, true));
        var again = new LinkCode(code.id(), code.lane(), code.other(), "111111", code.by(), code.because(), code.at());
        for (var time = 0; time < 5; time++) {
            assertThat(links.keep(again)).contains(new Kept(code, false));
        }
    }

    private static PersonLink staff(Lane lane, Lane other) {
        return new PersonLink(
                UUID.randomUUID(), lane, other, PersonLink.How.STAFF, "kim", "showed both at the counter", NOW);
    }

    private static LinkCode code(Lane lane, Lane other, Instant at) {
        return new LinkCode(UUID.randomUUID(), lane, other, "482913", PersonLink.CITIZEN, "", at);
    }

    private static Message.Id message() {
        return new Message.Id(UUID.randomUUID());
    }

    private static String word(Answer answer) {
        return switch (answer) {
            case Answer.Linked _ -> "linked";
            case Answer.NoCode _ -> "no code";
            case Answer.Over _ -> "over";
            case Answer.Wrong(var left) -> "wrong " + left;
        };
    }
}

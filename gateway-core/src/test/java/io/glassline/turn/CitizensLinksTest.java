package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.message.Address;
import io.glassline.person.LinkCode;
import io.glassline.person.PersonLink;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A citizen says which other address is theirs. Codes are 482913.
class CitizensLinksTest {

    private static final Lane MAIL = new Lane("paper-email", new Address(Samples.EMAIL, "ana@mail.example"));

    private final City city = new City();

    private String says(Lane lane, String words) {
        city.writes(lane, words);
        city.turns.run(lane);
        return city.said().getLast();
    }

    @ParameterizedTest
    @CsvSource({"here", "there"})
    void halfACodeComesToEachAndAllOfItLinksThem(String where) {
        assertThat(says(ANA, "LINK ana@mail.example")).isEqualTo("system: SENT 482 in en");
        assertThat(city.said()).contains("system: The rest is 913.");

        assertThat(says(where.equals("here") ? ANA : MAIL, "482913")).isEqualTo("system: LINKED in en");
        assertThat(city.links.others(ANA)).containsExactly(MAIL);
        assertThat(city.links.of(ANA)).extracting(PersonLink::by).containsExactly(PersonLink.CITIZEN);
    }

    @Test
    void halfACodeLinksNothing() {
        says(ANA, "LINK ana@mail.example");

        says(ANA, "482000");
        says(MAIL, "000913");

        assertThat(city.links.others(ANA)).isEmpty();
    }

    @Test
    void aTurnThatIsRunAgainSendsNoOtherCode() {
        says(ANA, "hello");
        var asked = city.writes(ANA, "LINK ana@mail.example");
        city.linkCodes()
                .send(city.conversation(ANA), "ana@mail.example", asked.id().value());

        city.turns.run(ANA);

        assertThat(city.said().stream().filter(said -> said.contains("The rest is")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "LINK, HOW",
        "LINK my other one, NO_ADDRESS",
        "LINK nobody@, NO_ADDRESS",
        "LINK +1 (555) 0199, OWN",
        "LINK 5550199, OWN",
        "UNLINK, NONE",
    })
    void whatCannotBeLinkedIsSaid(String says, String answer) {
        assertThat(says(ANA, says)).isEqualTo("system: " + answer + " in en");
        assertThat(city.links.of(ANA)).isEmpty();
    }

    @Test
    void theSecondTimeTheyAreLinkedAlready() {
        says(ANA, "LINK ana@mail.example");
        says(ANA, "482913");

        assertThat(says(ANA, "LINK ana@mail.example")).isEqualTo("system: ALREADY in en");
    }

    @Test
    void fewCodesAreSent() {
        for (var i = 0; i < LinkCode.CODES_MAX; i++) {
            says(ANA, "LINK ana" + i + "@mail.example");
        }

        assertThat(says(ANA, "LINK ana@mail.example")).isEqualTo("system: TOO_MANY in en");
    }

    @Test
    void whetherTheOtherOptedOutIsNotTold() {
        says(MAIL, "stop");

        assertThat(says(ANA, "LINK ana@mail.example")).isEqualTo("system: SENT 482 in en");
        assertThat(city.said()).noneMatch(said -> said.contains("The rest is"));
    }

    @Test
    void whoeverUnlinksIsApartAgain() {
        says(ANA, "LINK ana@mail.example");
        says(ANA, "482913");

        assertThat(says(MAIL, "UNLINK")).isEqualTo("system: UNLINKED in en");
        assertThat(city.links.of(ANA)).isEmpty();
    }

    @Test
    void nothingIsLinkedByACallOrByAMailThatAnyoneMayHaveWritten() {
        says(ANA, "hello");
        var codes = new CodesBack(city.links, city.linkCodes(), city.erasures);
        var called = city.writes(ANA, "LINK ana@mail.example");
        var spoken = codes.answer(city.router, city.conversation(ANA), called, true, city.clock.instant());
        assertThat(spoken).isEmpty();
        city.writes(MAIL, "LINK +15550199", Optional.empty(), Set.of(Mark.SENDER_UNPROVEN));
        city.turns.run(MAIL);

        assertThat(city.said()).noneMatch(said -> said.contains("The rest is") || said.contains("SENT"));
    }
}

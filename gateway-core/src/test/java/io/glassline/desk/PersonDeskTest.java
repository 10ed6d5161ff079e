package io.glassline.desk;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.desk.Desk.Outcome;
import io.glassline.message.Address;
import io.glassline.person.LinkCode;
import io.glassline.store.Change;
import io.glassline.turn.City;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One person with a phone and a mailbox, at the desk and in their own turns.
class PersonDeskTest {

    private static final Agent KIM = new Agent("kim", "Kim", Set.of(Agent.Role.AGENT));
    private static final Agent LEE = new Agent("lee", "Lee", Set.of(Agent.Role.AGENT));
    private static final Lane MAIL = new Lane("paper-email", new Address(Samples.EMAIL, "ana@mail.example"));

    private final City city = new City();
    private final PersonDesk desk = new PersonDesk(
            city.ports.store(),
            city.links,
            city.channels,
            new OtherLanes(
                    city.ports.store(),
                    city.sessions,
                    city.channels,
                    city.ports.ledger(),
                    Samples.AUDIT,
                    city.clock,
                    city::id),
            city.linkCodes(),
            city.clock,
            city::id);

    @BeforeEach
    void kimHasAnasConversation() {
        city.writes(ANA, "person");
        city.turns.run(ANA);
        var waiting = city.conversation(ANA);
        var held = waiting.with(
                new Stage.WithAgent(new QueueId("general"), "kim", city.clock.instant()),
                waiting.session(),
                waiting.language());
        keep(held);
    }

    private void keep(Conversation moved) {
        assertThat(city.ports
                        .store()
                        .commit(new Change(
                                moved.nextVersion(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of())))
                .isTrue();
        city.sessions.keep(moved.nextVersion());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # on account | the agent types      | because       | and is told
              paper-email | Ana@Mail.example    | showed me     |
              paper-email | ana@mail.example    | ' '           | Say why: the reason is kept on the record.
              paper-email | 555 0199            | showed me     | “555 0199” is no address of this channel.
              paper-voice | +15550199           | showed me     | Nobody has written to the city from this address on this channel.
              nowhere     | +15550199           | showed me     | Choose the channel of the other address.
              city-sms    | +1 (555) 0199       | showed me     | This is the address of this conversation itself.
              slow-sms    | +1 (555) 01-99      | showed me     |
            """)
    void staffLinkAnAddressForAReason(String account, String typed, String because, String told) {
        var outcome = desk.link(id(), account, typed, because, KIM);

        if (told == null) {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(kinds()).endsWith("person.linked");
        } else {
            assertThat(outcome).isEqualTo(new Outcome.Refused(told));
            assertThat(city.links.of(ANA)).isEmpty();
        }
    }

    @Test
    void onlyWhoeverHasTheConversationDoesAnyOfIt() {
        var no = new Outcome.Refused("Take the conversation first.");
        assertThat(desk.link(id(), "paper-email", "ana@mail.example", "I know", LEE))
                .isEqualTo(no);
        assertThat(desk.sendCode(id(), "paper-email", "ana@mail.example", LEE)).isEqualTo(no);
        assertThat(desk.unlink(id(), city.id(), "I know", LEE)).isEqualTo(no);
        assertThat(desk.replyOver(id(), MAIL, "Hello", LEE)).isEqualTo(no);
    }

    @Test
    void aLinkIsUndoneAndTheAddressCannotBeWrittenToFromHere() {
        desk.link(id(), "paper-email", "ana@mail.example", "showed me", KIM);
        var link = city.links.of(ANA).getFirst();

        assertThat(desk.unlink(id(), link.id(), "it is her sister's", KIM)).isInstanceOf(Outcome.Done.class);

        assertThat(desk.reachable(city.conversation(ANA))).isEmpty();
        assertThat(desk.replyOver(id(), MAIL, "Hello", KIM))
                .isEqualTo(new Outcome.Gone("This address is no longer linked. Nothing was sent."));
        assertThat(kinds()).endsWith("person.linked", "person.unlinked");
    }

    @Test
    void aConversationGoesOnOverTheOtherAddress() {
        desk.link(id(), "paper-email", "ana@mail.example", "showed me", KIM);

        var outcome = desk.replyOver(id(), MAIL, " The form is attached. ", KIM);

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        var there = ((Outcome.Done) outcome).conversation();
        assertThat(there.lane()).isEqualTo(MAIL);
        assertThat(there.stage()).isInstanceOf(Stage.WithAgent.class);
        assertThat(sentTo(MAIL)).containsExactly("The form is attached.");
        assertThat(kinds()).endsWith("desk.taken", "desk.replied", "message.written");
        city.writes(MAIL, "thanks");
        city.turns.run(MAIL);
        assertThat(city.conversation(MAIL).id()).as("she answers there").isEqualTo(there.id());
    }

    /// Who goes on over an address where the citizen waits takes that conversation, as at the desk.
    @Test
    void whatWaitsThereKeepsItsPlace() {
        city.writes(MAIL, "person");
        city.turns.run(MAIL);
        var there = city.conversation(MAIL);
        var waiting = new Stage.Waiting(new QueueId("waste"), Stage.Priority.EMERGENCY, city.clock.instant());
        keep(there.with(waiting, there.session(), there.language()));
        city.clock.advance(Duration.ofMinutes(5));
        desk.link(id(), "paper-email", "ana@mail.example", "showed me", KIM);

        desk.replyOver(id(), MAIL, "Are you safe?", KIM);

        assertThat(city.conversation(MAIL).stage())
                .isInstanceOfSatisfying(
                        Stage.WithAgent.class,
                        held -> assertThat(held.givenTo(held.queue())).isEqualTo(waiting));
    }

    @Test
    void whoOptedOutThereIsNotWrittenToThere() {
        city.writes(MAIL, "stop");
        city.turns.run(MAIL);
        desk.link(id(), "paper-email", "ana@mail.example", "showed me", KIM);
        var before = sentTo(MAIL).size();

        assertThat(desk.reachable(city.conversation(ANA))).isEmpty();
        assertThat(desk.replyOver(id(), MAIL, "Hello", KIM)).isInstanceOf(Outcome.Refused.class);
        assertThat(desk.sendCode(id(), "paper-email", "ana@mail.example", KIM)).isInstanceOf(Outcome.Refused.class);
        assertThat(sentTo(MAIL)).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # from | are written back                             | so many minutes later | and the last is answered  | linked
              mail | 482913                                       | 3                     | LINKED in en              | true
              sms  | The code is 482 913                          | 3                     | LINKED in en              | true
              sms  | 111111                                       | 3                     | WRONG in en               | false
              sms  | 111111;222222;333333;444444;482913           | 3                     | LINKED in en              | true
              sms  | 111111;222222;333333;444444;555555           | 3                     | OVER in en                | false
              sms  | 111111;222222;333333;444444;555555;482913    | 3                     | OVER in en                | false
              mail | 482913                                       | 15                    | OVER in en                | false
              mail | my street number is 12                       | 3                     | my street number is 12!   | false
            """)
    void aCodeLinksFromEitherSide(String from, String writes, int minutes, String answered, boolean linked) {
        assertThat(desk.sendCode(id(), "paper-email", "ana@mail.example", KIM)).isInstanceOf(Outcome.Done.class);
        assertThat(sentTo(MAIL)).containsExactly("Your code is 482913.");
        city.clock.advance(Duration.ofMinutes(minutes));
        var lane = from.equals("mail") ? MAIL : ANA;

        for (var words : writes.split(";")) {
            city.writes(lane, words);
            city.turns.run(lane);
        }

        assertThat(sentTo(lane).getLast()).isEqualTo(answered);
        assertThat(city.links.others(ANA).contains(MAIL)).isEqualTo(linked);
        assertThat(kinds().contains("person.linked")).isEqualTo(linked);
    }

    /// Six digits where no code is waited for are what they always were, and nothing tells whether one is.
    @Test
    void sixDigitsAreAnOrdinaryMessageWhereNoCodeIsWaitedFor() {
        var ben = Samples.lane("city-sms");
        city.writes(ben, "482913");
        city.turns.run(ben);

        assertThat(sentTo(ben)).containsExactly("482913!");
        assertThat(city.links.of(ben)).isEmpty();
    }

    @Test
    void fewCodesAreSent() {
        for (var i = 0; i < LinkCode.CODES_MAX; i++) {
            assertThat(desk.sendCode(id(), "paper-email", "ana" + i + "@mail.example", KIM))
                    .isInstanceOf(Outcome.Done.class);
        }
        assertThat(desk.sendCode(id(), "paper-email", "ana@mail.example", KIM)).isInstanceOf(Outcome.Refused.class);
        assertThat(sentTo(MAIL)).isEmpty();
    }

    private Conversation.Id id() {
        return city.conversation(ANA).id();
    }

    private List<String> kinds() {
        return city.record.entries().stream().map(entry -> entry.kind()).toList();
    }

    private List<String> sentTo(Lane lane) {
        return city.record.outbox.values().stream()
                .map(sending -> sending.send)
                .filter(send -> send.lane().equals(lane))
                .map(send -> send.message().text())
                .toList();
    }
}

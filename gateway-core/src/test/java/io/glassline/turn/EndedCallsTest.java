package io.glassline.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.message.Address;
import io.glassline.message.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a call that is over.
class EndedCallsTest {

    private static final Lane FIRST = call("CA1");
    private static final Lane SECOND = call("CA2");

    private final City city = new City();
    private final PhoneLines lines = new InMemoryPhoneLines(city.record);
    private final EndedCalls ended =
            new EndedCalls(lines, city.ports.store(), city.ports.outbox(), Samples.AUDIT, city.clock);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the caller said | and then hangs up: the conversation is
              hello           | closed
              person          | waiting
            """)
    void theBotsConversationEndsWithTheCallAndThePersonsWork(String words, String state) {
        says(FIRST, words);
        ended.ended(FIRST, city.clock.instant());

        assertThat(conversation(FIRST).stage().state()).isEqualTo(state);
    }

    @Test
    void whatAnAgentHasStaysWithTheAgent() {
        says(FIRST, "person");
        take(FIRST);
        ended.ended(FIRST, city.clock.instant());

        assertThat(conversation(FIRST).stage()).isInstanceOf(Stage.WithAgent.class);
    }

    @Test
    void whatWasPreparedAndNotHeardIsADeadLetterAndNeverSaidToTheNextCaller() {
        says(FIRST, "person");
        var taken = take(FIRST);
        city.ports.store().commit(Samples.said(taken, "Your eviction is stayed.", 1));
        ended.ended(FIRST, city.clock.instant());

        says(SECOND, "hello");
        assertThat(heard(SECOND)).containsExactly("hello!");
        assertThat(heard(FIRST)).isEmpty();
        assertThat(deadLetters()).contains("Your eviction is stayed.");
    }

    @Test
    void twoCallsFromOneNumberAtOnceHearEachItsOwn() {
        says(FIRST, "hello");
        says(SECOND, "one");
        says(FIRST, "two");

        assertThat(heard(SECOND)).containsExactly("one!");
        assertThat(heard(FIRST)).containsExactly("hello!", "two!");
    }

    @Test
    void aCallWhoseEndIsNeverToldIsOverAfterAWhile() {
        lines.heard(FIRST, city.clock.instant());
        says(FIRST, "hello");
        assertThat(ended.settleAll()).isFalse();
        assertThat(conversation(FIRST).isOpen()).isTrue();

        city.clock.advance(PhoneLines.QUIET_MAX.plus(Duration.ofSeconds(1)));
        ended.settleAll();

        assertThat(conversation(FIRST).isOpen()).isFalse();
        assertThat(deadLetters()).contains("hello!");
    }

    @Test
    void wordsOverWhichTheCallerHungUpGetTheirTurnFirst() {
        city.writes(FIRST, "person");
        ended.ended(FIRST, city.clock.instant());
        assertThat(lines.unsettled(city.clock.instant(), 10)).contains(FIRST);

        city.turns.run(FIRST);
        ended.settleAll();

        assertThat(conversation(FIRST).stage().state()).isEqualTo("waiting");
        assertThat(lines.unsettled(city.clock.instant(), 10)).isEmpty();
    }

    @Test
    void anAnswerToWordsThatCameAfterTheEndIsNobodysToHear() {
        says(FIRST, "hello");
        heard(FIRST);
        ended.ended(FIRST, city.clock.instant());

        says(FIRST, "one");
        lines.heard(FIRST, city.clock.instant());
        ended.settleAll();

        assertThat(heard(FIRST)).isEmpty();
        assertThat(deadLetters()).containsExactly("one!");
        assertThat(city.record.conversations.values()).noneMatch(Conversation::isOpen);
    }

    @Test
    void theEndMayBeToldTwice() {
        says(FIRST, "hello");
        ended.ended(FIRST, city.clock.instant());
        ended.ended(FIRST, city.clock.instant());

        assertThat(city.record.entries())
                .filteredOn(entry -> entry.kind().equals("conversation.ended"))
                .hasSize(1);
    }

    private void says(Lane call, String words) {
        city.writes(call, words);
        city.turns.run(call);
    }

    private List<String> heard(Lane call) {
        return city.ports.outbox().say(call, "step " + city.id(), city.clock.instant()).stream()
                .map(message -> message.text())
                .toList();
    }

    private Conversation take(Lane call) {
        var taken = Samples.move(
                conversation(call), new Stage.WithAgent(new QueueId("general"), "kim", city.clock.instant()));
        city.ports.store().commit(taken);
        return taken.after();
    }

    private Conversation conversation(Lane call) {
        return city.record.conversations.values().stream()
                .filter(conversation -> conversation.lane().equals(call))
                .findFirst()
                .orElseThrow();
    }

    private List<String> deadLetters() {
        return city.record.outbox.values().stream()
                .filter(sending -> sending.parts.getFirst().delivery == Delivery.FAILED)
                .map(sending -> sending.send.message().text())
                .toList();
    }

    private static Lane call(String id) {
        return new Lane("city-sms", Address.ofCaller(Samples.SMS, Optional.of("+15550142"), id));
    }
}

package io.glassline.turn;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.MailThread;
import io.glassline.channel.TrafficBudget;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Traffic;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.routing.Flood;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much one address and the city may say to each other within an hour. The account allows 60 messages
/// and 40 answers.
class HourlyBudgetTest {

    private static final Instant NOW = Samples.NOW;
    private static final TrafficBudget BUDGET = new TrafficBudget(60, 40, 50);

    private final City city = new City();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # what the hour was like                 | messages | answers | the same | why the machine is silent
              a question and its answer              | 1        | 0       | 0        | -
              as many messages as are allowed        | 60       | 12      | 3        | -
              one more                               | 61       | 12      | 3        | This address wrote more than 60 messages within the hour.
              one answer is left                     | 50       | 39      | 3        | -
              none is left                           | 50       | 40      | 3        | This address was answered 40 times within the hour.
              the same for the eighth time, it may be| 20       | 19      | 7        | -
              it would be the ninth time             | 20       | 19      | 8        | This address was given the same answer 8 times within the hour.
            """)
    void theMachineIsSilentAboveTheBudget(String title, int messages, int answers, int same, String because) {
        var traffic = new Traffic(NOW, messages, answers, 0, Map.of("a", same, "b", 1), false, true);

        assertThat(HourlyBudget.exceeded(traffic, BUDGET))
                .isEqualTo(
                        Optional.ofNullable(because).map(why -> new Flood(why, NOW.plus(Duration.ofHours(1)), true)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # replies | minutes gone | what an agent is told
              49      | 0            | -
              50      | 0            | This citizen was sent 50 replies within the hour, and no more may be sent on this account. Nothing was sent. Send it in 60 min.
              50      | 59           | This citizen was sent 50 replies within the hour, and no more may be sent on this account. Nothing was sent. Send it in 1 min.
              50      | 60           | -
            """)
    void peopleAreToldWhenTheyMayWriteAgain(int replies, int minutes, String told) {
        var now = NOW.plus(Duration.ofMinutes(minutes));
        var traffic = new Traffic(NOW, 0, 0, replies, Map.of(), false, false).at(now);

        assertThat(HourlyBudget.refusal(traffic, BUDGET, now)).isEqualTo(Optional.ofNullable(told));
    }

    /// 600 texts: one line for staff, one sentence to the citizen, and all of it in the conversation.
    @Test
    void sixHundredTextsAreKeptAndAnsweredAsOftenAsTheBudgetAllows() {
        flood(600, n -> "text " + n);

        assertThat(answers()).isEqualTo(41);
        assertThat(city.said()).filteredOn("system: very many"::equals).hasSize(1);
        assertThat(city.said()).filteredOn(said -> said.startsWith("citizen")).hasSize(600);
        assertThat(city.record.outbox).hasSize(41);
        var after = city.conversation(ANA);
        assertThat(after.stage()).isInstanceOf(Stage.WithBot.class);
        assertThat(after.traffic().isOver()).isTrue();
        assertThat(after.traffic().messages()).isEqualTo(600);
    }

    @Test
    void twoMachinesThatSayTheSameStopBeforeAnyOfItIsADeadLetter() {
        flood(100, _ -> "out of office");

        assertThat(city.said()).filteredOn("bot: out of office!"::equals).hasSize(8);
        assertThat(answers()).isEqualTo(9);
    }

    @Test
    void whenTheHourIsOverTheBotAnswersAgain() {
        flood(70, n -> "text " + n);
        city.clock.advance(Duration.ofMinutes(61));

        says("hello");

        assertThat(city.said()).last().isEqualTo("bot: hello!");
        assertThat(city.conversation(ANA).traffic().isOver()).isFalse();
    }

    /// What a gate says is owed: ten times above the budget, and no more.
    @Test
    void whatAGateSaysIsGivenAboveTheBudgetAndBounded() {
        flood(50, n -> "text " + n);
        assertThat(answers()).isEqualTo(41);

        says("stop");
        assertThat(city.said()).last().isEqualTo("system: stopped");
        assertThat(city.record.consents).hasSize(1);

        flood(30, _ -> "stop");
        assertThat(answers()).isEqualTo(50);
        assertThat(city.record.consents).as("it is heard each time").hasSize(31);
    }

    @Test
    void whoAsksForAPersonGetsOne() {
        flood(50, n -> "text " + n);

        says("person");

        assertThat(city.conversation(ANA).stage()).isInstanceOf(Stage.Waiting.class);
    }

    @Test
    void messagesThatCameOverHoursAndAreHandledAtOnceAreNoFlood() {
        for (var n = 0; n < 100; n++) {
            city.writes(ANA, "text " + n);
            city.clock.advance(Duration.ofMinutes(3));
        }
        city.turns.run(ANA);

        assertThat(answers()).isEqualTo(100);
    }

    @Test
    void withRedisEmptiedTheRecordCountsOn() {
        flood(35, n -> "text " + n);
        var other = city.turns(city.ports.store(), new InMemorySessions(city.clock));
        for (var n = 35; n < 70; n++) {
            city.writes(ANA, "text " + n);
            other.run(ANA);
        }

        assertThat(answers()).isEqualTo(41);
    }

    @Test
    void aNewConversationIsNoNewBudget() {
        flood(41, n -> "text " + n);
        city.ports.store().commit(Samples.move(city.conversation(ANA), new Stage.Closed(NOW, "resolved")));
        flood(20, n -> "text " + n);

        assertThat(answers()).isEqualTo(41);
    }

    /// Each mail begins a thread, and so a conversation of its own; none says what another said, so that it is no loop.
    @Test
    void aNewThreadIsNoNewBudget() {
        var writer = new Lane("paper-email", new Address(new ChannelKind("email"), "loop@example.org"));
        for (var n = 0; n < 80; n++) {
            var thread = new MailThread("m" + n, List.of(), Optional.empty(), Optional.empty());
            var word = "lamp" + (char) ('a' + n / 10) + (char) ('a' + n % 10);
            city.writes(writer, word, Optional.of(thread), Set.of());
            city.turns.run(writer);
        }

        assertThat(answers()).isEqualTo(41);
        assertThat(city.record.conversations).hasSize(80);
    }

    @Test
    void anotherAddressIsAnsweredMeanwhile() {
        flood(100, n -> "text " + n);
        var ben = Samples.lane("city-sms");
        city.writes(ben, "hello");
        city.turns.run(ben);

        assertThat(city.said()).last().isEqualTo("bot: hello!");
    }

    private void flood(int count, IntFunction<String> words) {
        for (var n = 0; n < count; n++) {
            says(words.apply(n));
        }
    }

    private void says(String words) {
        city.writes(ANA, words);
        city.turns.run(ANA);
    }

    private long answers() {
        return city.said().stream().filter(said -> !said.startsWith("citizen")).count();
    }
}

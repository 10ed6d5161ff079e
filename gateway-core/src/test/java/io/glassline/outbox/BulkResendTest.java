package io.glassline.outbox;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.InMemoryPorts;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.outbox.BulkResend.Count;
import io.glassline.outbox.BulkResend.Obstacle;
import io.glassline.outbox.BulkResend.Outcome;
import io.glassline.outbox.Outbox.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkResendTest {

    private static final String SMS = "city-sms";
    private static final Actor ADA = Actor.atConsole("ada");
    private static final Actor OLGA = Actor.atConsole("olga.stern");

    private final InMemoryRecord record = new InMemoryRecord();
    private final Ports ports = InMemoryPorts.over(record);
    private final FakeAccounts accounts = new FakeAccounts();
    private Instant now = NOW;
    private final BulkResend resend = new BulkResend(ports.deadLetters(), ports.ledger(), accounts, () -> now);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing stands against it                                    |
            the account's token has expired                              | ACCOUNT_FAULT
            the citizen has said STOP                                    | OPTED_OUT
            the provider wants the citizen to have written within a day  | WINDOW_CLOSED
            written four days ago                                        | TOO_OLD
            handed over, and no answer came                              | MAY_HAVE_ARRIVED
            """)
    void countsWhatWouldBeSentAndWhatNotAndWhy(String what, Obstacle obstacle) {
        var lane = lane(SMS);
        var letter = dead(lane, obstacle == Obstacle.MAY_HAVE_ARRIVED);
        if (obstacle == Obstacle.ACCOUNT_FAULT) {
            accounts.faulty.add(SMS);
        }
        if (obstacle == Obstacle.OPTED_OUT) {
            ports.ledger()
                    .write(new ConsentChange(lane, ConsentChange.ALL, Standing.OPTED_OUT, "keyword", "STOP", NOW));
        }
        if (obstacle == Obstacle.WINDOW_CLOSED) {
            accounts.windows.put(SMS, Duration.ofHours(24));
        }
        if (obstacle == Obstacle.TOO_OLD) {
            now = NOW.plus(Duration.ofDays(4));
        }

        assertThat(resend.count(DeadLetterChoice.ALL))
                .isEqualTo(
                        obstacle == null
                                ? new Count(1, false, 1, Map.of())
                                : new Count(1, false, 0, Map.of(obstacle, 1)));
        if (obstacle != null) {
            assertThat(resend.send(UUID.randomUUID(), DeadLetterChoice.ALL, 0, ADA))
                    .isInstanceOf(Outcome.Changed.class);
            assertThat(record.outbox.get(letter).settled)
                    .as("it still lies there")
                    .isTrue();
        }
    }

    @Test
    void whatIsConfirmedIsSentInBulk() {
        var letter = dead(lane(SMS), false);

        var outcome = resend.send(UUID.randomUUID(), DeadLetterChoice.ALL, 1, ADA);

        assertThat(outcome).isInstanceOf(Outcome.Begun.class);
        assertThat(record.outbox.get(letter).settled).isFalse();
        assertThat(record.outbox.get(letter).send.message().pace()).isEqualTo(Pace.BULK);
    }

    @Test
    void anotherCountThanWasConfirmedIsRefusedWithTheNewOne() {
        dead(lane(SMS), false);
        var later = dead(lane(SMS), false);

        assertThat(resend.send(UUID.randomUUID(), DeadLetterChoice.ALL, 1, ADA))
                .isEqualTo(new Outcome.Changed(new Count(2, false, 2, Map.of())));
        assertThat(record.outbox.get(later).settled).isTrue();
    }

    @Test
    void theSameActTwiceIsOneAndAnotherPersonFindsNoneLeft() {
        dead(lane(SMS), false);
        var act = UUID.randomUUID();
        var first = resend.send(act, DeadLetterChoice.ALL, 1, ADA);

        assertThat(resend.send(act, DeadLetterChoice.ALL, 1, ADA)).isEqualTo(first);
        assertThat(resend.send(UUID.randomUUID(), DeadLetterChoice.ALL, 1, OLGA))
                .isEqualTo(new Outcome.Changed(new Count(0, false, 0, Map.of())));
        assertThat(record.entries().stream().filter(entry -> entry.kind().equals("send.again")))
                .hasSize(1);
    }

    /// A message that was given up, before or after it was handed over.
    private Message.Id dead(Lane lane, boolean unanswered) {
        assertThat(ports.store().commit(said(conversation(lane), "hello", 1))).isTrue();
        var due =
                ports.outbox().claim(Set.of(SMS), NOW, Duration.ofMinutes(1), 9).getFirst();
        if (unanswered) {
            ports.outbox().handingOver(due, 0, NOW);
            ports.outbox()
                    .move(due, 0, new Step(Delivery.UNKNOWN, Optional.empty(), Optional.empty(), "timed out"), NOW);
        }
        ports.outbox().release(due, Optional.empty(), "provider away", NOW);
        return due.send().message().id();
    }
}

package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.STAMP;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.conversation.Lane;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.PartState;
import io.glassline.outbox.Outbox.Step;
import io.glassline.storage.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgDeadLettersTest {

    private Database database;
    private PgOutbox outbox;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
        outbox = new PgOutbox(database, STAMP);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasGivenUpIsShownWholeAndOnlyThat() {
        var sent = claimed(lane(), "sent");
        accept(sent, 0, "p1");
        accept(sent, 1, "p1");
        outbox.release(sent, Optional.empty(), "sent", NOW);
        var givenUp = claimed(lane(), "given up");
        accept(givenUp, 0, "p2");
        outbox.release(givenUp, Optional.empty(), "part 1: rejected", NOW.plusSeconds(5));
        claimed(lane(), "still being sent");

        assertThat(outbox.deadLetters(10))
                .containsExactly(new PgOutbox.DeadLetter(givenUp.send(), "part 1: rejected", NOW.plusSeconds(5)));
    }

    @Test
    void isSentAgainInTheOnesThatFailed() {
        var lane = lane();
        var due = claimed(lane, "hello");
        accept(due, 0, "p1");
        outbox.release(due, Optional.empty(), "part 1: rejected", NOW);

        assertThat(outbox.sendAgain(due.send().message().id(), NOW.plusSeconds(9)))
                .isTrue();
        assertThat(outbox.sendAgain(due.send().message().id(), NOW.plusSeconds(9)))
                .isFalse();

        assertThat(outbox.deadLetters(10)).isEmpty();
        assertThat(outbox.claim(Set.of(lane.accountId()), NOW.plusSeconds(9), Duration.ofMinutes(1), 9))
                .singleElement()
                .satisfies(again -> assertThat(again.parts())
                        .extracting(PartState::delivery)
                        .containsExactly(Delivery.ACCEPTED, Delivery.QUEUED));
    }

    @Test
    void whatAProviderCouldNotDeliverIsOneUntilItSaysOtherwise() {
        var due = claimed(lane(), "hello");
        accept(due, 0, "p1");
        accept(due, 1, "p2");
        outbox.release(due, Optional.empty(), "sent", NOW);

        report(due, "p2", Delivery.FAILED);
        assertThat(outbox.deadLetters(10)).hasSize(1);

        report(due, "p2", Delivery.DELIVERED);
        assertThat(outbox.deadLetters(10)).isEmpty();
    }

    private void report(Due due, String providerId, Delivery delivery) {
        outbox.report(
                due.send().lane().accountId(),
                new DeliveryReported(Optional.of(providerId), Optional.empty(), delivery, Optional.of("30003"), NOW),
                NOW);
    }

    private void accept(Due due, int part, String providerId) {
        outbox.handingOver(due, part, NOW);
        outbox.move(due, part, new Step(Delivery.ACCEPTED, Optional.of(providerId), Optional.empty(), "accepted"), NOW);
    }

    /// A message in two parts, taken up.
    private Due claimed(Lane lane, String text) {
        assertThat(new PgConversationStore(database).commit(said(conversation(lane), text, 2)))
                .isTrue();
        List<Due> due = outbox.claim(Set.of(lane.accountId()), NOW, Duration.ofMinutes(1), 9);
        assertThat(due).hasSize(1);
        return due.getFirst();
    }
}

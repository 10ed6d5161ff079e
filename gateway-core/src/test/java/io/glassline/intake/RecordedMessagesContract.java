package io.glassline.intake;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.conversation.Ports;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.outbox.Outbox.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [RecordedMessages] promises.
public abstract class RecordedMessagesContract {

    /// The record under test and its neighbours. May hold what other tests left.
    protected abstract Ports ports();

    @Test
    void tellsWhichMessagesWereAccepted() {
        var lane = lane();
        var accepted = inbound(lane, "SM1", "hello");
        ports().inbound().accept(arrival(accepted)).join();
        var never = Message.Id.received(lane.accountId(), "SM2");

        assertThat(ports().recorded().received(List.of(accepted.id(), never))).containsExactly(accepted.id());
        assertThat(ports().recorded().received(List.of())).isEmpty();
    }

    @Test
    void tellsWherePartsStandByTheProvidersIds() {
        var lane = lane();
        ports().store().commit(said(conversation(lane), "hello", 2));
        var due = ports().outbox()
                .claim(Set.of(lane.accountId()), NOW, Duration.ofMinutes(1), 9)
                .getFirst();
        for (var part = 0; part < 2; part++) {
            ports().outbox().handingOver(due, part, NOW);
            ports().outbox()
                    .move(
                            due,
                            part,
                            new Step(Delivery.ACCEPTED, Optional.of("SM" + part), Optional.empty(), "taken"),
                            NOW);
        }
        ports().outbox().release(due, Optional.empty(), "sent", NOW);
        ports().outbox()
                .report(
                        lane.accountId(),
                        new DeliveryReported(
                                Optional.of("SM1"), Optional.empty(), Delivery.FAILED, Optional.of("30003"), NOW),
                        NOW);

        assertThat(ports().recorded().sent(lane.accountId(), List.of("SM0", "SM1", "SM2")))
                .isEqualTo(Map.of("SM0", Delivery.ACCEPTED, "SM1", Delivery.FAILED));
        assertThat(ports().recorded().sent(lane().accountId(), List.of("SM0"))).isEmpty();

        ports().deadLetters().sendAgain(due.send().message().id(), Actor.atConsole("ada"), NOW);
        assertThat(ports().recorded().sent(lane.accountId(), List.of("SM0", "SM1")))
                .isEqualTo(Map.of("SM0", Delivery.ACCEPTED, "SM1", Delivery.READ));
    }
}

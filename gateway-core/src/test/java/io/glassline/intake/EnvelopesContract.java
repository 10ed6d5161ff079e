package io.glassline.intake;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Lane;
import io.glassline.intake.Envelopes.Said;
import io.glassline.intake.InboundLog.Arrival;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [Envelopes] promises.
public abstract class EnvelopesContract {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Lane lane = lane();

    protected abstract Envelopes envelopes();

    /// Stores the arrival, with its call.
    protected abstract void arrives(Arrival arrival);

    @Test
    void givesTheCallsOfATimePageByPage() {
        for (var hour = 0; hour < 6; hour++) {
            arrives(at(NOW.plus(HOUR.multipliedBy(hour)), "m" + hour));
        }
        arrives(arrival(inbound(lane(), "another's", "hello")));

        var since = NOW.plus(HOUR);
        var until = NOW.plus(HOUR.multipliedBy(4));
        var first = envelopes().page(lane.accountId(), since, until, 0, 2);
        var second =
                envelopes().page(lane.accountId(), since, until, first.getLast().number(), 2);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1);
        assertThat(List.of(first.getFirst(), first.getLast(), second.getFirst()))
                .extracting(envelope -> envelope.call().receivedAt())
                .containsExactly(NOW.plus(HOUR), NOW.plus(HOUR.multipliedBy(2)), NOW.plus(HOUR.multipliedBy(3)));
        assertThat(first.getFirst().call())
                .usingRecursiveComparison()
                .isEqualTo(at(NOW.plus(HOUR), "m1").call());
        assertThat(envelopes()
                        .page(lane.accountId(), since, until, second.getLast().number(), 2))
                .isEmpty();
    }

    @Test
    void knowsWhatWasReadOutOfThem() {
        arrives(at(NOW, "m1"));
        var known = Message.Id.received(lane.accountId(), "m1");
        var unknown = Message.Id.received(lane.accountId(), "m2");

        assertThat(envelopes().said(List.of(known, unknown)))
                .containsExactlyEntriesOf(java.util.Map.of(known, new Said(lane.citizen(), new Content.Text("m1"))));
        assertThat(envelopes().said(List.of())).isEmpty();
    }

    @Test
    void forgetsTheOldestAndKeepsTheirMessages() {
        var longAgo = NOW.minus(Duration.ofDays(9_000));
        for (var n = 0; n < 5; n++) {
            arrives(at(longAgo.plus(HOUR.multipliedBy(n)), "m" + n));
        }
        var before = longAgo.plus(HOUR.multipliedBy(3));

        assertThat(envelopes().forget(before, 2)).isEqualTo(2);
        assertThat(envelopes().forget(before, 2)).isEqualTo(1);
        assertThat(envelopes().forget(before, 2)).isZero();

        assertThat(envelopes().page(lane.accountId(), longAgo, NOW, 0, 9)).hasSize(2);
        assertThat(envelopes().said(List.of(Message.Id.received(lane.accountId(), "m0"))))
                .hasSize(1);
    }

    private Arrival at(Instant receivedAt, String text) {
        return arrival(inbound(lane, text, new Content.Text(text), Optional.empty(), receivedAt));
    }
}

package io.glassline.outbox;

import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Outgoing;
import io.glassline.channel.SendOutcome;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Samples;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox.Due;
import io.glassline.turn.City;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DelivererTest {

    private final City city = new City();
    private final Script provider = new Script();
    private final Deliverer deliverer = new Deliverer(
            city.ports.outbox(), city.ports.ledger(), provider, RetrySchedule.DEFAULT, city.clock, () -> 0);

    @Test
    void sendsEachPartOnceAndInOrder() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "long", 3));

        assertThat(step()).isEqualTo(1);
        assertThat(step()).isZero();

        assertThat(provider.sent).containsExactly("long 0", "long 1", "long 2");
    }

    @Test
    void aPartThatFailsStopsThoseAfterItAndTheFirstIsNotSentAgain() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "long", 3));
        provider.answers(new SendOutcome.Accepted("p0"), new SendOutcome.Retry("busy", Optional.empty()));

        step();
        assertThat(step()).as("not due yet").isZero();
        city.clock.advance(Duration.ofSeconds(2));
        step();

        assertThat(provider.sent).containsExactly("long 0", "long 1", "long 1", "long 2");
    }

    @Test
    void waitsAsLongAsTheProviderAsks() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        provider.answers(new SendOutcome.Retry("429", Optional.of(Duration.ofSeconds(30))));

        step();
        city.clock.advance(Duration.ofSeconds(29));
        assertThat(step()).isZero();
        city.clock.advance(Duration.ofSeconds(2));
        assertThat(step()).isEqualTo(1);
    }

    @Test
    void whatWasHandedOverWithoutAnAnswerIsAskedAfterBeforeItIsSentAgain() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        provider.answers(new SendOutcome.Unknown("connection reset"));
        provider.knows = new SendOutcome.Accepted("p0");

        step();
        city.clock.advance(Duration.ofMinutes(1));
        step();

        assertThat(provider.sent).containsExactly("hello 0");
        assertThat(city.record.outbox.values().iterator().next().parts.getFirst().delivery)
                .isEqualTo(Delivery.ACCEPTED);
    }

    @Test
    void saysNothingToWhoSaidStopButTheConfirmation() {
        city.writes(ANA, "stop");
        city.turns.run(ANA);
        city.ports.store().commit(Samples.said(city.conversation(ANA), "news", 1));

        while (step() > 0) {}

        assertThat(provider.sent).containsExactly("stopped");
        assertThat(city.record.outbox.values().stream().toList().getLast().parts.getFirst().delivery)
                .isEqualTo(Delivery.FAILED);
    }

    @Test
    void whoBlocksUsIsWrittenIntoTheLedger() {
        city.ports.store().commit(Samples.said(Samples.conversation(ANA), "hello", 1));
        provider.answers(new SendOutcome.Unwanted("blocked by the user"));

        step();

        assertThat(city.ports.ledger().standing(ANA)).isEqualTo(Standing.OPTED_OUT);
    }

    private int step() {
        var due = deliverer.claim(Set.of("city-sms"), 100);
        due.forEach(deliverer::deliver);
        return due.size();
    }

    /// A provider that answers from a script, accepts when the script has run out, and remembers what it was given.
    private static final class Script implements Deliverer.Sender {

        final List<String> sent = new ArrayList<>();
        SendOutcome knows = new SendOutcome.Unknown("cannot be asked");
        private final Deque<SendOutcome> script = new ArrayDeque<>();

        void answers(SendOutcome... outcomes) {
            script.addAll(List.of(outcomes));
        }

        @Override
        public SendOutcome send(Due due, Outgoing.Part part) {
            sent.add(part.text());
            return script.isEmpty() ? new SendOutcome.Accepted("p" + sent.size()) : script.remove();
        }

        @Override
        public SendOutcome askAfter(Due due, Outgoing.Part part, Instant handedOverAt) {
            return knows;
        }
    }
}

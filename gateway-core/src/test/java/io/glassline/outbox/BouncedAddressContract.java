package io.glassline.outbox;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.said;
import static io.glassline.conversation.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing.PartRef;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.conversation.Samples;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every [Outbox] makes of mail that comes back: an address that is nobody's counts as such, and a
/// full mailbox is tried again.
public abstract class BouncedAddressContract {

    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int ALL = 1_000_000;

    /// The outbox under test and its neighbours. May hold what other tests left.
    protected abstract Ports ports();

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # the server says              | when     | journal      | dead letter | the next mail is held back
              5.1.1 no such mailbox        | at once  | unreachable  | true        | true
              5.1.1 no such mailbox        | later    | unreachable  | true        | true
              5.1.2 no such domain         | later    | unreachable  | true        | true
              5.1.10 takes no mail         | later    | unreachable  | true        | true
              5.2.1 mailbox closed         | at once  | unreachable  | true        | true
              5.2.2 full                   | at once  | mailbox-full | false       | false
              4.2.2 full                   | at once  | mailbox-full | false       | false
              5.2.2 full                   | later    | mailbox-full | false       | false
              5.7.1 taken for spam         | later    | 5.7.1        | true        | false
              5.3.4 too large              | at once  | 5.3.4        | true        | false
              30003 the phone is off       | later    | 30003        | true        | false
            """)
    void whatServersSayOfAnAddress(String says, String when, String journal, boolean dead, boolean isHeldBack) {
        var lane = lane(Samples.EMAIL);
        var first = queue(lane, "first");
        var code = says.split(" ", 2)[0];

        if (when.equals("at once")) {
            refused(first, code, NOW);
        } else {
            sent(first, NOW);
            reported(first, code, NOW.plusSeconds(5));
        }

        assertThat(codes(first.send().message().id())).isEqualTo(dead ? List.of(journal) : List.of());
        assertThat(lastMoves(first)).endsWith(journal);
        var next = queue(lane, "next");
        assertThat(next.bouncedAt().isPresent()).isEqualTo(isHeldBack);
        assertThat(queue(lane(Samples.EMAIL), "to another").bouncedAt()).isEmpty();
    }

    @Test
    void itCountsNoMoreOnceTheCitizenWrites() {
        var lane = lane(Samples.EMAIL);
        var first = queue(lane, "first");
        sent(first, NOW.minusSeconds(90));
        reported(first, "5.1.1", NOW.minusSeconds(60));
        var second = queue(lane, "second");
        assertThat(second.bouncedAt()).contains(NOW.minusSeconds(60));
        refused(second, "unreachable", NOW.minusSeconds(50));

        var question = inbound(lane, "m1", "hello, here I am");
        ports().inbound().accept(arrival(question)).join();
        var open = ports().store().findOpen(lane).orElseThrow();
        assertThat(ports().store().commit(turn(open, question, "good day"))).isTrue();

        assertThat(claimed(lane, NOW).send().message().text()).isEqualTo("good day");
        assertThat(claimed(lane, NOW.plus(LEASE)).bouncedAt()).isEmpty();
    }

    @Test
    void itCountsNoMoreOnceAPersonSendsAgain() {
        var lane = lane(Samples.EMAIL);
        var first = queue(lane, "first");
        refused(first, "5.1.1", NOW);
        refused(queue(lane, "sent all the same"), "5.1.1", NOW);
        var id = first.send().message().id();

        assertThat(ports().deadLetters().sendAgain(id, Actor.atConsole("ada"), NOW))
                .isTrue();

        assertThat(claimed(lane, NOW).bouncedAt()).isEmpty();
    }

    @Test
    void aFullMailboxIsTriedAgainAndHoldsNothingMeanwhile() {
        var lane = lane(Samples.EMAIL);
        var first = queue(lane, "first");
        sent(first, NOW);
        reported(first, "5.2.2", NOW.plusSeconds(5));
        var roomAt = AddressStatus.roomAwaitedUntil(NOW, NOW.plusSeconds(5)).orElseThrow();

        sent(queue(lane, "what came next"), NOW);
        ports().outbox().tryFullMailboxes(roomAt.minusMillis(1), ALL);
        assertThat(claim(lane, roomAt)).as("not yet").isEmpty();

        ports().outbox().tryFullMailboxes(roomAt, ALL);
        var again = claimed(lane, roomAt);
        assertThat(again.send().message().text()).isEqualTo("first");
        sent(again, roomAt);
        assertThat(codes(first.send().message().id())).as("it arrived").isEmpty();
    }

    @Test
    void aMailboxThatStaysFullEndsAsADeadLetter() {
        var lane = lane(Samples.EMAIL);
        var due = queue(lane, "first");
        var now = NOW;
        var tries = 0;
        while (codes(due.send().message().id()).isEmpty()) {
            refused(due, "5.2.2", now);
            tries++;
            var next = AddressStatus.roomAwaitedUntil(NOW, now);
            if (next.isPresent()) {
                now = next.get();
                ports().outbox().tryFullMailboxes(now, ALL);
                due = claimed(lane, now);
            }
        }
        assertThat(codes(due.send().message().id())).containsExactly("mailbox-full");
        assertThat(Duration.between(NOW, now)).isBetween(Duration.ofDays(4), Duration.ofDays(5));
        assertThat(tries).isBetween(5, 20);
    }

    @Test
    void anotherMailboxOfTheCityLearnsItByItself() {
        var lane = lane(Samples.EMAIL);
        refused(queue(lane, "first"), "5.1.1", NOW);

        var elsewhere = new Lane(lane().accountId(), lane.citizen());
        assertThat(queue(elsewhere, "by another mailbox of the city").bouncedAt())
                .isEmpty();
    }

    private void refused(Due due, String code, Instant now) {
        ports().outbox().handingOver(due, 0, now);
        var step = new Step(Delivery.FAILED, Optional.empty(), Optional.of(code), "the server said " + code);
        ports().outbox().moveAndRelease(due, 0, step, Optional.empty(), "part 0: the server said " + code, now);
    }

    private void sent(Due due, Instant now) {
        var id = "<" + due.send().message().id() + "." + due.lease() + "@city.example>";
        ports().outbox().handingOver(due, 0, now);
        var step = new Step(Delivery.ACCEPTED, Optional.of(id), Optional.empty(), "accepted");
        ports().outbox().moveAndRelease(due, 0, step, Optional.empty(), "sent", now);
    }

    private void reported(Due due, String code, Instant at) {
        var reference = new PartRef(due.send().message().id(), 0).toString();
        ports().outbox()
                .report(
                        due.send().lane().accountId(),
                        new DeliveryReported(
                                Optional.empty(), Optional.of(reference), Delivery.FAILED, Optional.of(code), at),
                        at);
    }

    private Due queue(Lane lane, String text) {
        var conversation = ports().store().findOpen(lane).orElseGet(() -> conversation(lane));
        var change = said(conversation, text, 1);
        assertThat(ports().store().commit(change)).isTrue();
        return claim(lane, NOW.plus(Duration.ofDays(10))).stream()
                .filter(due -> due.send().message().text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private Due claimed(Lane lane, Instant now) {
        return claim(lane, now).getFirst();
    }

    private List<Due> claim(Lane lane, Instant now) {
        return ports().outbox().claim(Set.of(lane.accountId()), now, LEASE, 10);
    }

    /// The codes of the failed parts, if it is a dead letter.
    private List<String> codes(Message.Id message) {
        return ports().deadLetters().list(Optional.empty(), 1_000).letters().stream()
                .filter(letter -> letter.send().message().id().equals(message))
                .flatMap(letter -> letter.fates().stream())
                .flatMap(fate -> fate.code().stream())
                .toList();
    }

    private String lastMoves(Due due) {
        return ports().entries().get().stream()
                .filter(entry -> entry.kind().equals("message.delivery"))
                .filter(entry ->
                        entry.message().equals(Optional.of(due.send().message().id())))
                .map(Samples::sealed)
                .reduce((_, last) -> last)
                .map(last -> last.replaceAll(".*\"code\":\"([^\"]*)\".*", "$1"))
                .orElse("");
    }
}

package io.glassline.outbox;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntry;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.conversation.Samples;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.outbox.DeadLetters.DeadLetter;
import io.glassline.outbox.DeadLetters.Fate;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.PartState;
import io.glassline.outbox.Outbox.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [DeadLetters] promises.
public abstract class DeadLettersContract {

    private static final Actor ADA = Actor.atConsole("ada");
    private static final Actor OLGA = Actor.atConsole("olga.stern");

    private static final int ALL = 1_000;

    /// The dead letters under test and their neighbours. May hold what other tests left.
    protected abstract Ports ports();

    @Test
    void whatWasGivenUpIsListedWholeAndOnlyThat() {
        var sent = claimed(lane(), "sent");
        accept(sent, 0, "p1");
        accept(sent, 1, "p2");
        ports().outbox().release(sent, Optional.empty(), "sent", NOW);
        claimed(lane(), "still being sent");
        var before = ports().deadLetters().count(ALL);
        var givenUp = claimed(lane(), "given up");
        accept(givenUp, 0, "p3");
        reject(givenUp, 1, "21610");
        ports().outbox().release(givenUp, Optional.empty(), "part 1: blocked", NOW.plusSeconds(5));

        assertThat(ports().deadLetters().count(ALL)).isEqualTo(before + 1);
        assertThat(ports().deadLetters().count(before)).isEqualTo(before);
        assertThat(letters()).extracting(l -> l.send().message().text()).doesNotContain("sent", "still being sent");
        assertThat(letter(givenUp))
                .isEqualTo(new DeadLetter(
                        givenUp.send(),
                        List.of(
                                new Fate(
                                        givenUp.send().parts().get(0),
                                        Delivery.ACCEPTED,
                                        Optional.of(NOW),
                                        Optional.of("p3"),
                                        Optional.empty()),
                                new Fate(
                                        givenUp.send().parts().get(1),
                                        Delivery.FAILED,
                                        Optional.of(NOW),
                                        Optional.empty(),
                                        Optional.of("21610"))),
                        "part 1: blocked",
                        1,
                        NOW.plusSeconds(5)));
    }

    @Test
    void theLatestAreFirstAndPagesLeaveNoneOut() {
        var first = dead("first", NOW.plusSeconds(1_000));
        var second = dead("second", NOW.plusSeconds(1_001));
        var third = dead("third", NOW.plusSeconds(1_001));

        var page = ports().deadLetters().list(Optional.empty(), 2);
        var next = ports().deadLetters().list(page.nextCursor(), 2);

        assertThat(ids(page.letters())).containsExactly(id(third), id(second));
        assertThat(ids(next.letters())).startsWith(id(first));
        assertThat(ports().deadLetters().list(Optional.empty(), ALL).nextCursor())
                .isEmpty();
    }

    @Test
    void aCursorThatIsNoneIsRefused() {
        assertThatThrownBy(() -> ports().deadLetters().list(Optional.of("made up"), 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whetherTheCitizenMayHaveItAlreadyIsTold() {
        var unanswered = claimed(lane(), "no answer came");
        ports().outbox().handingOver(unanswered, 0, NOW);
        ports().outbox()
                .move(unanswered, 0, new Step(Delivery.UNKNOWN, Optional.empty(), Optional.empty(), "timed out"), NOW);
        ports().outbox().release(unanswered, Optional.empty(), "timed out", NOW);
        var refused = claimed(lane(), "refused");
        reject(refused, 0, "400");
        ports().outbox().release(refused, Optional.empty(), "refused", NOW);
        var neverTried = dead("never tried", NOW);

        assertThat(letter(unanswered).mayHaveArrived()).isTrue();
        assertThat(letter(refused).mayHaveArrived()).isFalse();
        assertThat(letter(neverTried).mayHaveArrived()).isFalse();
    }

    @Test
    void isSentAgainOnceAndOnlyInThePartsThatFailed() {
        var lane = lane();
        var due = claimed(lane, "hello");
        accept(due, 0, "p1");
        reject(due, 1, "400");
        ports().outbox().release(due, Optional.empty(), "part 1: rejected", NOW);

        assertThat(ports().deadLetters().sendAgain(id(due), ADA, NOW.plusSeconds(9)))
                .isTrue();
        assertThat(ports().deadLetters().sendAgain(id(due), ADA, NOW.plusSeconds(9)))
                .isFalse();

        assertThat(ids(letters())).doesNotContain(id(due));
        assertThat(claim(lane, NOW.plusSeconds(9)))
                .singleElement()
                .satisfies(again -> assertThat(again.parts())
                        .containsExactly(
                                new PartState(due.send().parts().get(0), Delivery.ACCEPTED, Optional.of(NOW)),
                                new PartState(due.send().parts().get(1), Delivery.QUEUED, Optional.empty())));
        assertThat(kindsAbout(due)).endsWith("send.again", "message.delivery");
    }

    @Test
    void whatIsSentAgainAndFailsAgainIsADeadLetterAgain() {
        var lane = lane();
        var due = dead(lane, "hello", NOW);
        ports().deadLetters().sendAgain(id(due), ADA, NOW.plusSeconds(9));

        var again = claim(lane, NOW.plusSeconds(9)).getFirst();
        ports().outbox().release(again, Optional.empty(), "still away", NOW.plusSeconds(10));

        assertThat(letter(due).because()).isEqualTo("still away");
        assertThat(letter(due).attempts()).isEqualTo(2);
    }

    @Test
    void whatIsLeftBeIsOffTheListForGoodAndOnTheRecord() {
        var due = claimed(lane(), "hello");
        accept(due, 0, "p1");
        accept(due, 1, "p2");
        ports().outbox().release(due, Optional.empty(), "sent", NOW);
        report(due, "p1", Delivery.FAILED);

        assertThat(ports().deadLetters().leaveBe(id(due), OLGA, "told by phone", NOW.plusSeconds(9)))
                .isTrue();
        assertThat(ports().deadLetters().leaveBe(id(due), OLGA, "told by phone", NOW.plusSeconds(9)))
                .isFalse();
        report(due, "p2", Delivery.FAILED);

        assertThat(ids(letters())).doesNotContain(id(due));
        assertThat(ports().deadLetters().sendAgain(id(due), OLGA, NOW.plusSeconds(9)))
                .isFalse();
        assertThat(kindsAbout(due)).contains("send.left");
        assertThat(leavesAbout(due)).noneMatch(leaf -> leaf.contains("olga.stern") || leaf.contains("phone"));
        assertThat(about(due))
                .anySatisfy(entry -> assertThat(Samples.sealed(entry))
                        .contains("\"who\":\"olga.stern\"")
                        .doesNotContain("phone"));
    }

    @Test
    void whatAProviderCouldNotDeliverIsOneUntilItSaysOtherwise() {
        var due = claimed(lane(), "hello");
        accept(due, 0, "p1");
        accept(due, 1, "p2");
        ports().outbox().release(due, Optional.empty(), "sent", NOW);

        report(due, "p2", Delivery.FAILED);
        assertThat(letter(due).fates().get(1).code()).contains("30003");

        report(due, "p2", Delivery.DELIVERED);
        assertThat(ids(letters())).doesNotContain(id(due));
    }

    @Test
    void whatIsNoDeadLetterIsLeftAsItIs() {
        var due = claimed(lane(), "still being sent");
        var nobodys = new Message.Id(new UUID(7, 7));

        assertThat(ports().deadLetters().sendAgain(id(due), ADA, NOW)).isFalse();
        assertThat(ports().deadLetters().leaveBe(id(due), ADA, "", NOW)).isFalse();
        assertThat(ports().deadLetters().sendAgain(nobodys, ADA, NOW)).isFalse();
        assertThat(ports().deadLetters().leaveBe(nobodys, ADA, "", NOW)).isFalse();
        assertThat(kindsAbout(due)).doesNotContain("send.again", "send.left");
    }

    private Due dead(String text, Instant at) {
        return dead(lane(), text, at);
    }

    /// A message that was given up before any part of it was handed over.
    private Due dead(Lane lane, String text, Instant at) {
        var due = claimed(lane, text);
        ports().outbox().release(due, Optional.empty(), "provider away", at);
        return due;
    }

    /// A message in two parts, taken up.
    private Due claimed(Lane lane, String text) {
        assertThat(ports().store().commit(said(conversation(lane), text, 2))).isTrue();
        return claim(lane, NOW).getFirst();
    }

    private List<Due> claim(Lane lane, Instant at) {
        return ports().outbox().claim(Set.of(lane.accountId()), at, Duration.ofMinutes(1), 9);
    }

    private void accept(Due due, int part, String providerId) {
        ports().outbox().handingOver(due, part, NOW);
        ports().outbox()
                .move(due, part, new Step(Delivery.ACCEPTED, Optional.of(providerId), Optional.empty(), "taken"), NOW);
    }

    private void reject(Due due, int part, String code) {
        ports().outbox().handingOver(due, part, NOW);
        ports().outbox()
                .move(due, part, new Step(Delivery.FAILED, Optional.empty(), Optional.of(code), "rejected"), NOW);
    }

    private void report(Due due, String providerId, Delivery delivery) {
        ports().outbox()
                .report(
                        due.send().lane().accountId(),
                        new DeliveryReported(
                                Optional.of(providerId), Optional.empty(), delivery, Optional.of("30003"), NOW),
                        NOW);
    }

    private List<DeadLetter> letters() {
        return ports().deadLetters().list(Optional.empty(), ALL).letters();
    }

    private DeadLetter letter(Due due) {
        return letters().stream()
                .filter(letter -> letter.send().message().id().equals(id(due)))
                .findFirst()
                .orElseThrow();
    }

    private static List<Message.Id> ids(List<DeadLetter> letters) {
        return letters.stream().map(letter -> letter.send().message().id()).toList();
    }

    private static Message.Id id(Due due) {
        return due.send().message().id();
    }

    private List<String> kindsAbout(Due due) {
        return about(due).stream().map(AuditEntry::kind).toList();
    }

    private List<String> leavesAbout(Due due) {
        return about(due).stream()
                .map(entry -> new String(entry.leaf(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<AuditEntry> about(Due due) {
        return ports().entries().get().stream()
                .filter(entry -> entry.message().equals(Optional.of(id(due))))
                .toList();
    }
}

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
import io.glassline.message.ChannelKind;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.outbox.DeadLetters.Candidate;
import io.glassline.outbox.DeadLetters.DeadLetter;
import io.glassline.outbox.DeadLetters.Fate;
import io.glassline.outbox.DeadLetters.Progress;
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
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            all of its account            | true  |       |               | -1 | 99 | refused, gave up
            its channel                   | true  | sms   |               | -1 | 99 | refused, gave up
            another channel               | true  | fax   |               | -1 | 99 |
            another account               | false |       |               | -1 | 99 |
            by the provider's code        | true  |       | 400           | -1 | 99 | refused
            by our words where it has none| true  |       | provider away | -1 | 99 | gave up
            since the second ended        | true  |       |               | 5  | 99 | gave up
            until the second ended        | true  |       |               | -1 | 5  | refused
            """)
    void areChosenByAccountChannelReasonAndTime(
            String what, boolean itsAccount, String channel, String reason, int since, int until, String chosen) {
        var account = "account-" + UUID.randomUUID();
        var refused = claimed(lane(account), "refused");
        reject(refused, 0, "400");
        reject(refused, 1, "400");
        ports().outbox().release(refused, Optional.empty(), "refused", NOW);
        dead(lane(account), "gave up", NOW.plusSeconds(5));
        claimed(lane(account), "still being sent");

        var found = ports().deadLetters()
                .choose(
                        new DeadLetterChoice(
                                Optional.of(itsAccount ? account : "account-nobodys"),
                                Optional.ofNullable(channel).map(ChannelKind::new),
                                Optional.ofNullable(reason),
                                Optional.of(NOW.plusSeconds(since)),
                                Optional.of(NOW.plusSeconds(until))),
                        ALL);

        assertThat(found)
                .extracting(candidate -> letter(candidate.id()).send().message().text())
                .containsExactlyElementsOf(chosen == null ? List.of() : List.of(chosen.split(", ")));
    }

    @Test
    void whatDecidesOverALetterIsToldWithIt() {
        var account = "account-" + UUID.randomUUID();
        var due = claimed(lane(account), "no answer came");
        ports().outbox().handingOver(due, 0, NOW);
        ports().outbox().move(due, 0, new Step(Delivery.UNKNOWN, Optional.empty(), Optional.empty(), "timed out"), NOW);
        ports().outbox().release(due, Optional.empty(), "timed out", NOW);

        assertThat(chosenOf(account))
                .singleElement()
                .isEqualTo(new Candidate(
                        id(due), due.send().lane(), false, due.send().at(), Optional.empty(), true));
    }

    @Test
    void whenTheCitizenLastWroteIsToldWithALetter() {
        var lane = lane("account-" + UUID.randomUUID());
        var inbound = Samples.inbound(lane, "m-" + UUID.randomUUID(), "When is trash day?");
        ports().inbound().accept(Samples.arrival(inbound)).join();
        assertThat(ports().store().commit(Samples.turn(conversation(lane), inbound, "On Tuesday.")))
                .isTrue();
        ports().outbox().release(claim(lane, NOW).getFirst(), Optional.empty(), "provider away", NOW);

        assertThat(chosenOf(lane.accountId()))
                .extracting(Candidate::citizenWroteAt)
                .containsExactly(Optional.of(NOW));
    }

    @Test
    void manyAreSentAgainByOneActThatCountsOnceAfterWhatIsLive() {
        var account = "account-" + UUID.randomUUID();
        var first = dead(lane(account), "first", NOW);
        var second = dead(lane(account), "second", NOW);
        var bulk = UUID.randomUUID();

        assertThat(ports().deadLetters().sendAllAgain(bulk, List.of(id(first), id(second)), ADA, NOW.plusSeconds(9)))
                .isTrue();
        assertThat(ports().deadLetters().sendAllAgain(bulk, List.of(id(first), id(second)), OLGA, NOW.plusSeconds(9)))
                .as("the same act again")
                .isFalse();

        assertThat(ids(letters())).doesNotContain(id(first), id(second));
        assertThat(ports().deadLetters().progress(bulk)).contains(new Progress("ada", NOW.plusSeconds(9), 2, 2, 0, 0));
        assertThat(about(first).stream().filter(entry -> entry.kind().equals("send.again")))
                .singleElement()
                .satisfies(entry -> assertThat(Samples.sealed(entry)).contains("\"who\":\"ada\""));
        var liveOnly = new Outbox.Allowance(account, 9, 0);
        assertThat(ports().outbox().claim(List.of(liveOnly), NOW.plusSeconds(9), Duration.ofMinutes(1), 9))
                .as("they are not live")
                .isEmpty();
    }

    @Test
    void ofManyWhereOneIsNoDeadLetterAnyMoreNoneIsSent() {
        var account = "account-" + UUID.randomUUID();
        var first = dead(lane(account), "first", NOW);
        var second = dead(lane(account), "second", NOW);
        ports().deadLetters().sendAgain(id(second), OLGA, NOW.plusSeconds(1));
        var bulk = UUID.randomUUID();

        assertThat(ports().deadLetters().sendAllAgain(bulk, List.of(id(first), id(second)), ADA, NOW.plusSeconds(9)))
                .isFalse();

        assertThat(ids(letters())).contains(id(first));
        assertThat(ports().deadLetters().progress(bulk)).isEmpty();
        assertThat(kindsAbout(first)).doesNotContain("send.again");
    }

    @Test
    void ofTwoPeopleWhoPressAtOnceOneSends() throws Exception {
        var account = "account-" + UUID.randomUUID();
        var letters = IntStream.range(0, 20)
                .mapToObj(n -> id(dead(lane(account), "letter " + n, NOW)))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pressed = Stream.of(ADA, OLGA)
                    .map(by -> threads.submit(() ->
                            ports().deadLetters().sendAllAgain(UUID.randomUUID(), letters, by, NOW.plusSeconds(9))))
                    .toList();

            assertThat(List.of(pressed.get(0).get(), pressed.get(1).get())).containsExactlyInAnyOrder(true, false);
        }
        assertThat(letters)
                .allSatisfy(letter -> assertThat(ports().entries().get().stream()
                                .filter(entry -> entry.message().equals(Optional.of(letter)))
                                .filter(entry -> entry.kind().equals("send.again")))
                        .hasSize(1));
    }

    @Test
    void howFarAnActHasComeIsTold() {
        var account = "account-" + UUID.randomUUID();
        var sent = dead(lane(account), "sent", NOW);
        var failed = dead(lane(account), "failed", NOW);
        var waits = dead(lane(account), "waits", NOW);
        var again = dead(lane(account), "again", NOW);
        var bulk = UUID.randomUUID();
        ports().deadLetters()
                .sendAllAgain(bulk, List.of(id(sent), id(failed), id(waits), id(again)), ADA, NOW.plusSeconds(1));
        var claimed = claim(sent.send().lane(), NOW.plusSeconds(2));
        for (var due : List.of(sent, failed, again)) {
            var taken = claimed.stream()
                    .filter(one -> id(one).equals(id(due)))
                    .findFirst()
                    .orElseThrow();
            if (due == sent) {
                accept(taken, 0, "p-" + UUID.randomUUID());
                accept(taken, 1, "p-" + UUID.randomUUID());
            }
            ports().outbox().release(taken, Optional.empty(), "over", NOW.plusSeconds(2));
        }
        ports().deadLetters().sendAllAgain(UUID.randomUUID(), List.of(id(again)), OLGA, NOW.plusSeconds(3));

        assertThat(ports().deadLetters().progress(bulk)).contains(new Progress("ada", NOW.plusSeconds(1), 4, 1, 1, 1));
    }

    private List<Candidate> chosenOf(String account) {
        return ports().deadLetters()
                .choose(
                        new DeadLetterChoice(
                                Optional.of(account),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        ALL);
    }

    private DeadLetter letter(Message.Id id) {
        return letters().stream()
                .filter(letter -> letter.send().message().id().equals(id))
                .findFirst()
                .orElseThrow();
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

package io.glassline.outbox;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.lane;
import static io.glassline.conversation.Samples.paced;
import static io.glassline.conversation.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.channel.Outgoing.PartRef;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Ports;
import io.glassline.conversation.Samples;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.outbox.Outbox.Allowance;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.PartState;
import io.glassline.outbox.Outbox.Step;
import io.glassline.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every [Outbox] promises.
public abstract class OutboxContract {

    protected static final Duration LEASE = Duration.ofMinutes(2);
    private static final Pattern DELIVERY = Pattern.compile("\"delivery\":\"([a-z ]+)\"");

    /// The outbox under test and its neighbours. May hold what other tests left.
    protected abstract Ports ports();

    @Test
    void givesOutTheOldestOfEachLaneAndTheNextOnlyWhenItIsSettled() {
        var lane = lane();
        var conversation = queue(lane, "first", "second");

        var first = claim(lane, NOW);
        assertThat(first).extracting(due -> due.send().message().text()).containsExactly("first");
        assertThat(first.getFirst().tries()).isZero();
        assertThat(first.getFirst().send().lane()).isEqualTo(lane);
        assertThat(first.getFirst().send().message().conversation())
                .isEqualTo(conversation.id().value());
        assertThat(claim(lane, NOW)).isEmpty();

        send(first.getFirst(), "p1");

        assertThat(claim(lane, NOW))
                .extracting(due -> due.send().message().text())
                .containsExactly("second");
    }

    @Test
    void aMessageThatIsToBeTriedAgainHoldsTheLane() {
        var lane = lane();
        queue(lane, "first", "second");
        var due = claim(lane, NOW).getFirst();

        ports().outbox().release(due, Optional.of(NOW.plusSeconds(10)), "provider answered 503", NOW);

        assertThat(claim(lane, NOW.plusSeconds(9))).isEmpty();
        var again = claim(lane, NOW.plusSeconds(10));
        assertThat(again).extracting(d -> d.send().message().text()).containsExactly("first");
        assertThat(again.getFirst().tries()).isEqualTo(1);
    }

    @Test
    void aLeaseThatRunsOutMakesTheMessageDueAgainWithItsJournal() {
        var lane = lane();
        queue(lane, "first");
        var due = claim(lane, NOW).getFirst();
        ports().outbox().handingOver(due, 0, NOW.plusSeconds(1));

        assertThat(claim(lane, NOW.plus(LEASE).minusMillis(1))).isEmpty();
        var again = claim(lane, NOW.plus(LEASE));

        assertThat(again).hasSize(1);
        assertThat(again.getFirst().parts())
                .containsExactly(new PartState(
                        due.parts().getFirst().part(), Delivery.HANDED_OVER, Optional.of(NOW.plusSeconds(1))));
    }

    @Test
    void whoLostTheLeaseHandsNothingOverAndEndsNothing() {
        var lane = lane();
        queue(lane, "first");
        var slow = claim(lane, NOW).getFirst();
        var quick = claim(lane, NOW.plus(LEASE)).getFirst();

        assertThatThrownBy(() -> ports().outbox().handingOver(slow, 0, NOW.plus(LEASE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lease");
        ports().outbox().release(slow, Optional.empty(), "gave up", NOW.plus(LEASE));

        ports().outbox().handingOver(quick, 0, NOW.plus(LEASE));
        ports().outbox().move(slow, 0, step(Delivery.QUEUED), NOW.plus(LEASE));
        assertThat(moves(quick)).as("and takes nothing back").containsExactly("handed over");
    }

    /// One node waits for its provider, or for the record, until its lease is over; another takes the message, and asks
    /// the provider in vain. Then the first learns that the part was accepted.
    @Test
    void whatIsLearnedToBeSentIsNotHandedOverAgain() {
        var lane = lane();
        queue(lane, "first");
        var slow = claim(lane, NOW).getFirst();
        ports().outbox().handingOver(slow, 0, NOW);
        var later = NOW.plus(LEASE);
        var quick = claim(lane, later).getFirst();
        ports().outbox().move(slow, 0, new Step(Delivery.ACCEPTED, Optional.of("p1"), Optional.empty(), "ok"), later);

        assertThatThrownBy(() -> ports().outbox().handingOver(quick, 0, later))
                .isInstanceOf(IllegalStateException.class);

        assertThat(claim(lane, later))
                .as("due at once, to be ended")
                .singleElement()
                .satisfies(due -> assertThat(due.parts().getFirst().delivery()).isEqualTo(Delivery.ACCEPTED));
        assertThat(moves(quick)).containsExactly("handed over", "accepted");
    }

    @Test
    void takesOnlyTheAccountsAskedForAndTheLongestDueFirst() {
        var account = lane().accountId();
        var lanes = List.of(laneOf(account), laneOf(account), laneOf(account));
        for (var i = 0; i < lanes.size(); i++) {
            queue(lanes.get(i), "message " + i);
        }
        var all = ports().outbox().claim(Set.of(account), NOW, LEASE, 9);
        assertThat(all).hasSize(3);
        ports().outbox().release(all.get(0), Optional.of(NOW.plusSeconds(30)), "later", NOW);
        ports().outbox().release(all.get(1), Optional.of(NOW.plusSeconds(10)), "later", NOW);
        ports().outbox().release(all.get(2), Optional.of(NOW.plusSeconds(20)), "later", NOW);

        assertThat(ports().outbox().claim(Set.of("another account"), NOW.plusSeconds(60), LEASE, 9))
                .isEmpty();
        assertThat(ports().outbox().claim(Set.of(), NOW.plusSeconds(60), LEASE, 9))
                .isEmpty();
        var due = ports().outbox().claim(Set.of(account, "another account"), NOW.plusSeconds(60), LEASE, 2);

        assertThat(due)
                .extracting(d -> d.send().message().id())
                .containsExactly(
                        all.get(1).send().message().id(),
                        all.get(2).send().message().id());
    }

    @Test
    void twoClaimersNeverGetTheSame() throws Exception {
        var account = lane().accountId();
        for (var i = 0; i < 40; i++) {
            queue(laneOf(account), "message " + i);
        }
        var start = new CountDownLatch(1);
        var taken = new ArrayList<Future<List<Due>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                taken.add(threads.submit(() -> {
                    start.await();
                    return ports().outbox().claim(Set.of(account), NOW, LEASE, 10);
                }));
            }
            start.countDown();
        }
        var ids = new ArrayList<>();
        for (var claim : taken) {
            claim.get().forEach(due -> ids.add(due.send().message().id()));
        }
        assertThat(ids).doesNotHaveDuplicates();
        ports().outbox()
                .claim(Set.of(account), NOW, LEASE, 100)
                .forEach(due -> ids.add(due.send().message().id()));
        assertThat(ids).hasSize(40).doesNotHaveDuplicates();
    }

    /// `to` is a delivery; the same one may be told by our own send or reported by the provider.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the part stands at | is told    | and then stands at
              HANDED_OVER        | QUEUED     | QUEUED
              UNKNOWN            | QUEUED     | UNKNOWN
              ACCEPTED           | QUEUED     | ACCEPTED
              HANDED_OVER        | UNKNOWN    | UNKNOWN
              HANDED_OVER        | ACCEPTED   | ACCEPTED
              UNKNOWN            | ACCEPTED   | ACCEPTED
              ACCEPTED           | SENT       | SENT
              DELIVERED          | SENT       | DELIVERED
              READ               | DELIVERED  | READ
              SENT               | FAILED     | FAILED
              FAILED             | DELIVERED  | DELIVERED
              DELIVERED          | FAILED     | DELIVERED
            """)
    void movesForwardOnly(Delivery from, Delivery told, Delivery then) {
        var lane = lane();
        queue(lane, "first");
        var due = claim(lane, NOW).getFirst();
        ports().outbox().handingOver(due, 0, NOW);
        if (from != Delivery.HANDED_OVER) {
            ports().outbox().move(due, 0, step(from), NOW);
        }
        var movesBefore = moves(due).size();

        ports().outbox().move(due, 0, step(told), NOW);

        assertThat(part(lane).delivery()).isEqualTo(then);
        assertThat(moves(due)).hasSize(movesBefore + (from == then ? 0 : 1));
        assertThat(part(lane).handedOverAt().isPresent()).isEqualTo(then != Delivery.QUEUED);
    }

    @Test
    void everyMoveIsOnTheRecord() {
        var lane = lane();
        queue(lane, "first");
        var due = claim(lane, NOW).getFirst();
        ports().outbox().handingOver(due, 0, NOW);
        ports().outbox().move(due, 0, step(Delivery.QUEUED), NOW);
        ports().outbox().release(due, Optional.of(NOW), "busy", NOW);
        var again = claim(lane, NOW).getFirst();
        send(again, "p1-" + lane.accountId());
        report(lane, "p1-" + lane.accountId(), Delivery.DELIVERED);
        report(lane, "p1-" + lane.accountId(), Delivery.DELIVERED);
        report(lane, "p1-" + lane.accountId(), Delivery.SENT);

        assertThat(moves(due)).containsExactly("handed over", "queued", "handed over", "accepted", "delivered");
    }

    @Test
    void onePartsFailureLeavesTheOtherAsItWas() {
        var lane = lane();
        commit(said(conversation(lane), "long", 3));
        var due = claim(lane, NOW).getFirst();
        ports().outbox().handingOver(due, 0, NOW);
        ports().outbox().move(due, 0, step(Delivery.ACCEPTED), NOW);
        ports().outbox().handingOver(due, 1, NOW);
        ports().outbox().move(due, 1, step(Delivery.FAILED), NOW);
        assertThat(due.parts()).extracting(p -> p.part().number()).containsExactly(0, 1, 2);

        ports().outbox().release(due, Optional.empty(), "part 1: rejected", NOW);

        assertThat(claim(lane, NOW.plus(LEASE).plus(LEASE))).isEmpty();
        assertThat(moves(due)).containsExactly("handed over", "accepted", "handed over", "failed", "failed");
    }

    @Test
    void aReportThatComesTooEarlyWaitsForItsPart() {
        var lane = lane();
        queue(lane, "first");
        var due = claim(lane, NOW).getFirst();
        var providerId = "early-" + lane.accountId();
        ports().outbox().handingOver(due, 0, NOW);
        report(lane, providerId, Delivery.DELIVERED);
        report(lane, providerId, Delivery.SENT);
        ports().outbox().report("another account", reported(providerId, Delivery.READ), NOW);
        assertThat(moves(due)).containsExactly("handed over");

        ports().outbox().move(due, 0, accepted(providerId), NOW);

        assertThat(moves(due)).containsExactly("handed over", "accepted", "delivered");
        assertThat(part(lane).delivery()).isEqualTo(Delivery.DELIVERED);
    }

    @Test
    void aReportMayNameThePartByOurOwnReference() {
        var lane = lane();
        commit(said(conversation(lane), "long", 2));
        var due = claim(lane, NOW).getFirst();
        ports().outbox().handingOver(due, 1, NOW);
        ports().outbox().move(due, 1, step(Delivery.UNKNOWN), NOW);
        var ref = new PartRef(due.send().message().id(), 1).toString();
        var providerId = "found-" + lane.accountId();

        ports().outbox()
                .report(
                        lane.accountId(),
                        new DeliveryReported(
                                Optional.of(providerId), Optional.of(ref), Delivery.SENT, Optional.empty(), NOW),
                        NOW);
        report(lane, providerId, Delivery.READ);

        assertThat(claim(lane, NOW.plus(LEASE)).getFirst().parts())
                .extracting(PartState::delivery)
                .containsExactly(Delivery.QUEUED, Delivery.READ);
    }

    @Test
    void anotherAccountsReportMovesNothing() {
        var lane = lane();
        queue(lane, "first");
        var due = claim(lane, NOW).getFirst();
        var providerId = "mine-" + lane.accountId();
        send(due, providerId);

        ports().outbox().report("another account", reported(providerId, Delivery.READ), NOW);
        var ref = Optional.of(new PartRef(due.send().message().id(), 0).toString());
        ports().outbox()
                .report(
                        "another account",
                        new DeliveryReported(Optional.empty(), ref, Delivery.READ, Optional.empty(), NOW),
                        NOW);

        assertThat(moves(due)).containsExactly("handed over", "accepted");
    }

    @Test
    void reportsAndTheIdTheyAwaitMayRace() throws Exception {
        for (var round = 0; round < 20; round++) {
            var lane = lane();
            queue(lane, "first");
            var due = claim(lane, NOW).getFirst();
            ports().outbox().handingOver(due, 0, NOW);
            var providerId = "race-" + lane.accountId();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                threads.submit(() -> report(lane, providerId, Delivery.DELIVERED));
                threads.submit(() -> ports().outbox().move(due, 0, accepted(providerId), NOW));
            }
            assertThat(part(lane).delivery()).isEqualTo(Delivery.DELIVERED);
        }
    }

    @Test
    void liveGoesBeforeBulkAndNoFurtherThanAllowed() {
        var account = lane().accountId();
        var news = List.of(laneOf(account), laneOf(account), laneOf(account));
        news.forEach(lane -> queue(lane, Pace.BULK, "news"));
        var talks = List.of(laneOf(account), laneOf(account), laneOf(account));
        talks.forEach(lane -> queue(lane, "talk"));

        var first = ports().outbox().claim(List.of(new Allowance(account, 2, 1)), NOW, LEASE, 9);
        var second = ports().outbox().claim(List.of(new Allowance(account, 9, 9)), NOW, LEASE, 2);
        var third = ports().outbox().claim(List.of(new Allowance(account, 9, 0)), NOW, LEASE, 9);
        var fourth = ports().outbox().claim(List.of(new Allowance(account, 9, 2)), NOW, LEASE, 9);

        assertThat(first).extracting(due -> due.send().message().text()).containsExactly("talk", "talk");
        assertThat(second).extracting(due -> due.send().message().text()).containsExactly("talk");
        assertThat(third).isEmpty();
        assertThat(fourth).extracting(due -> due.send().message().text()).containsExactly("news", "news");
        assertThat(fourth.getLast().send().message().pace()).isEqualTo(Pace.BULK);
    }

    @Test
    void newsDoesNotHoldUpTheTalkOfTheSameLane() {
        var lane = lane();
        queue(lane, Pace.BULK, "news 1");
        queue(lane, "talk 1");
        queue(lane, Pace.BULK, "news 2");
        queue(lane, "talk 2");

        assertThat(claim(lane, NOW))
                .extracting(due -> due.send().message().text())
                .containsExactly("talk 1");
        assertThat(claim(lane, NOW))
                .as("talk 2 waits for talk 1")
                .extracting(due -> due.send().message().text())
                .containsExactly("news 1");
    }

    @Test
    void toBePutBackIsNoTryAndToBeTriedAgainIsOne() {
        var lane = lane();
        queue(lane, "first");
        var first = claim(lane, NOW).getFirst();
        ports().outbox().putBack(first, NOW, "left alone", NOW);
        var second = claim(lane, NOW).getFirst();
        assertThat(second.tries()).isZero();
        ports().outbox().putBack(first, NOW, "lost its lease", NOW);
        assertThat(claim(lane, NOW)).isEmpty();

        ports().outbox().release(second, Optional.of(NOW.plusSeconds(60)), "503", NOW);
        assertThat(claim(lane, NOW.plusSeconds(59))).isEmpty();
        assertThat(claim(lane, NOW.plusSeconds(60)).getFirst().tries()).isEqualTo(1);
    }

    @Test
    void whatWaitsForAProviderThatIsBackIsDueNow() {
        var account = lane().accountId();
        var waiting = laneOf(account);
        var leased = laneOf(account);
        queue(waiting, "waiting");
        queue(leased, "leased");
        var due = ports().outbox().claim(Set.of(account), NOW, LEASE, 9);
        ports().outbox().release(due.getFirst(), Optional.of(NOW.plusSeconds(600)), "503", NOW);

        ports().outbox().hurry("another account", NOW.plusSeconds(5));
        assertThat(claim(waiting, NOW.plusSeconds(5))).isEmpty();
        ports().outbox().hurry(account, NOW.plusSeconds(5));

        assertThat(claim(waiting, NOW.plusSeconds(5)))
                .extracting(d -> d.send().message().text())
                .containsExactly("waiting");
    }

    /// A part handed over late in its lease is not given to another while its provider is called.
    @Test
    void handingOverHoldsTheLease() {
        var lane = lane();
        queue(lane, "first");
        var due = claim(lane, NOW).getFirst();
        var late = NOW.plus(LEASE).minusSeconds(1);

        ports().outbox().handingOver(due, 0, late);

        assertThat(claim(lane, late.plus(Outbox.HELD_WHILE_CALLING).minusMillis(1)))
                .isEmpty();
        assertThat(claim(lane, late.plus(Outbox.HELD_WHILE_CALLING))).hasSize(1);
    }

    @Test
    void movesAndReleasesAtOnce() {
        var lane = lane();
        queue(lane, "first", "second");
        var due = claim(lane, NOW).getFirst();
        ports().outbox().handingOver(due, 0, NOW);

        ports().outbox().moveAndRelease(due, 0, accepted("once-" + lane.accountId()), Optional.empty(), "sent", NOW);

        assertThat(moves(due)).containsExactly("handed over", "accepted");
        assertThat(claim(lane, NOW)).extracting(d -> d.send().message().text()).containsExactly("second");
        assertThat(ports().outbox().knows(lane.accountId(), "once-" + lane.accountId()))
                .isTrue();
        assertThat(ports().outbox().knows("another account", "once-" + lane.accountId()))
                .isFalse();
    }

    /// A report of a provider names the message, and only our own record says whose it was.
    @Test
    void tellsToWhomAMessageOfTheAccountWasWritten() {
        var lane = lane();
        queue(lane, "hello");
        var message = claim(lane, NOW).getFirst().send().message().id();

        assertThat(ports().outbox().laneOf(lane.accountId(), message)).contains(lane);
        assertThat(ports().outbox().laneOf("another account", message)).isEmpty();
        assertThat(ports().outbox().laneOf(lane.accountId(), message.answer(0))).isEmpty();
    }

    @Test
    void countsTheSameWordsToTheSameCitizen() {
        var lane = lane();
        var other = lane();
        queue(lane, "hello", "hello", "good bye", "hello");
        queue(other, "hello");

        assertThat(claim(other, NOW).getFirst().sameWords()).isEqualTo(1);
        var counts = new ArrayList<Integer>();
        for (var due = claim(lane, NOW); !due.isEmpty(); due = claim(lane, NOW)) {
            counts.add(due.getFirst().sameWords());
            send(due.getFirst(), "same-" + due.getFirst().send().message().id());
        }
        assertThat(counts).containsExactly(1, 2, 1, 3);
    }

    @Test
    void aReportAskedForLaterIsWrittenWhenItCompletes() {
        var lane = lane();
        queue(lane, "first");
        var due = claim(lane, NOW).getFirst();
        send(due, "later-" + lane.accountId());

        ports().outbox()
                .reportLater(lane.accountId(), reported("later-" + lane.accountId(), Delivery.DELIVERED), NOW)
                .join();

        assertThat(moves(due)).containsExactly("handed over", "accepted", "delivered");
    }

    @Test
    void saysWhatIsQueuedInOrderAndTheSameAgainForTheSameStep() {
        var lane = lane();
        queue(lane, "first", "second");

        var said = ports().outbox().say(lane, "call:1", NOW);

        assertThat(said).extracting(Outgoing::text).containsExactly("first", "second");
        assertThat(ports().outbox().say(lane, "call:1", NOW.plusSeconds(5))).isEqualTo(said);
        assertThat(ports().outbox().say(lane, "call:2", NOW)).isEmpty();
        assertThat(claim(lane, NOW.plus(LEASE))).isEmpty();
        assertThat(said).allSatisfy(one -> assertThat(moves(one)).containsExactly("sent"));

        queue(lane, "third");
        assertThat(ports().outbox().say(lane, "call:1", NOW)).isEqualTo(said);
        assertThat(ports().outbox().say(lane, "call:2", NOW))
                .extracting(Outgoing::text)
                .containsExactly("third");
    }

    @Test
    void whatWasSaidOverASocketAndNotReportedIsUnheardUntilTheCallerSpeaks() {
        var lane = lane();
        var first = said(conversation(lane), "first", 1);
        commit(first);
        ports().outbox().say(lane, "call:1", NOW);
        assertThat(ports().outbox().unheard(lane, "call:socket:"))
                .as("said in an answer to a request")
                .isEmpty();

        var second = said(first.after(), "second", 1);
        commit(second);
        ports().outbox().say(lane, "call:socket:a.1", NOW.plusSeconds(1));
        var last = said(second.after(), "third", 1);
        commit(last);
        var third = ports().outbox()
                .say(lane, "call:socket:b.1", NOW.plusSeconds(2))
                .getFirst();
        assertThat(ports().outbox().unheard(lane, "call:socket:"))
                .extracting(Outgoing::text)
                .containsExactly("second", "third");
        assertThat(ports().outbox().unheard(lane, "other:socket:")).isEmpty();

        ports().outbox()
                .report(
                        lane.accountId(),
                        new DeliveryReported(
                                Optional.empty(),
                                Optional.of(new PartRef(third.id(), 0).toString()),
                                Delivery.DELIVERED,
                                Optional.empty(),
                                NOW),
                        NOW.plusSeconds(3));
        assertThat(ports().outbox().unheard(lane, "call:socket:"))
                .extracting(Outgoing::text)
                .containsExactly("second");

        commit(saidByCitizen(last.after(), NOW.plusSeconds(4)));
        assertThat(ports().outbox().unheard(lane, "call:socket:")).isEmpty();
    }

    private static Change saidByCitizen(Conversation before, Instant at) {
        var after = before.counting(at);
        var message = new Message(
                new Message.Id(UUID.randomUUID()),
                after.messageCount(),
                new Author.Citizen(),
                new Content.Text("yes"),
                List.of(),
                Optional.empty(),
                at);
        return new Change(after.nextVersion(), List.of(message), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    @Test
    void twoRequestsOfOneStepAreToldTheSame() throws Exception {
        var lane = lane();
        queue(lane, "first", "second");
        var start = new CountDownLatch(1);
        var told = new ArrayList<Future<List<Outgoing>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 6; i++) {
                told.add(threads.submit(() -> {
                    start.await();
                    return ports().outbox().say(lane, "call:1", NOW);
                }));
            }
            start.countDown();
        }
        for (var one : told) {
            assertThat(one.get()).extracting(Outgoing::text).containsExactly("first", "second");
        }
    }

    @Test
    void whatCanNoLongerBeSaidHasFailed() {
        var lane = lane();
        var other = lane();
        queue(lane, "first");
        queue(other, "elsewhere");
        var id = claim(lane, NOW).getFirst();

        ports().outbox().lineClosed(lane, NOW);

        assertThat(moves(id)).containsExactly("failed");
        assertThat(ports().outbox().say(lane, "call:9", NOW)).isEmpty();
        assertThat(ports().outbox().say(other, "call:9", NOW)).hasSize(1);
    }

    private void send(Due due, String providerId) {
        for (var part : due.parts()) {
            ports().outbox().handingOver(due, part.part().number(), NOW);
            ports().outbox().move(due, part.part().number(), accepted(providerId), NOW);
        }
        ports().outbox().release(due, Optional.empty(), "sent", NOW);
    }

    private List<Due> claim(Lane lane, Instant now) {
        return ports().outbox().claim(Set.of(lane.accountId()), now, LEASE, 10);
    }

    /// How the lane's one part stands, read by waiting for every lease to run out.
    private PartState part(Lane lane) {
        leases++;
        return claim(lane, NOW.plus(LEASE.multipliedBy(leases)))
                .getFirst()
                .parts()
                .getFirst();
    }

    private int leases = 1;

    private void report(Lane lane, String providerId, Delivery delivery) {
        ports().outbox().report(lane.accountId(), reported(providerId, delivery), NOW);
    }

    private static DeliveryReported reported(String providerId, Delivery delivery) {
        return new DeliveryReported(Optional.of(providerId), Optional.empty(), delivery, Optional.empty(), NOW);
    }

    private static Step accepted(String providerId) {
        return new Step(Delivery.ACCEPTED, Optional.of(providerId), Optional.empty(), "accepted by the provider");
    }

    private static Step step(Delivery delivery) {
        return new Step(delivery, Optional.empty(), Optional.of("code-7"), "because");
    }

    private static Lane laneOf(String account) {
        return new Lane(account, lane().citizen());
    }

    private Conversation queue(Lane lane, String... texts) {
        return queue(lane, Pace.LIVE, texts);
    }

    private Conversation queue(Lane lane, Pace pace, String... texts) {
        var conversation = ports().store().findOpen(lane).orElseGet(() -> conversation(lane));
        for (var text : texts) {
            conversation = commit(paced(said(conversation, text, 1), pace));
        }
        return conversation;
    }

    private Conversation commit(Change change) {
        assertThat(ports().store().commit(change)).isTrue();
        return change.after();
    }

    protected List<String> moves(Due due) {
        return moves(due.send().message());
    }

    /// The deliveries that the audit stream tells of this message, in order.
    private List<String> moves(Outgoing message) {
        return ports().entries().get().stream()
                .filter(entry -> entry.kind().equals("message.delivery"))
                .filter(entry -> entry.message().equals(Optional.of(message.id())))
                .map(entry -> DELIVERY.matcher(Samples.sealed(entry)))
                .filter(java.util.regex.Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }
}

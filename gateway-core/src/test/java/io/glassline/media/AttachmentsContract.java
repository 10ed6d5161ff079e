package io.glassline.media;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.media.Attachment.State;
import io.glassline.media.Attachments.Claim;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [Attachments] promises.
public abstract class AttachmentsContract {

    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final int ALL = 1_000;
    private static final StoredFile FILE = new StoredFile("ab".repeat(32), "image/jpeg", 1_234, 30, 20);
    private static final StoredFile SMALL = new StoredFile("cd".repeat(32), "image/png", 12, 3, 2);

    private final Lane lane = lane();

    /// May hold what other tests left.
    protected abstract Attachments attachments();

    /// Records the message.
    protected abstract void arrives(Inbound message);

    /// The words of the message go, with the key of what commits to them.
    protected abstract void wordsErased(Message.Id message);

    @Test
    void aRecordedMessageWithMediaIsFoundOnceAndIsDueAtOnce() {
        var picture = media("p1");
        arrives(inbound(lane, "words", "{\"kind\":\"media\""));
        arrives(picture);
        enrolAll(NOW);
        enrolAll(NOW.plusSeconds(1));

        var claim = claim(picture.id(), NOW);
        assertThat(claim.media()).isEqualTo(picture.content());
        assertThat(claim.attachment())
                .isEqualTo(Attachment.fresh(
                        picture.id(), lane.accountId(), "image/jpeg", Optional.of("lamp.jpg"), picture.receivedAt()));
        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(attachments().stateOf(Message.Id.received(lane.accountId(), "words")))
                .isEmpty();
    }

    @Test
    void whatOneHasTakenNobodyElseIsGivenUntilTheLeaseRunsOut() {
        var id = enrolled("p2");
        claim(id, NOW);

        assertThat(maybeClaim(id, NOW.plus(LEASE).minusMillis(1))).isEmpty();
        var again = claim(id, NOW.plus(LEASE));
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.firstTriedAt()).isEqualTo(NOW);
    }

    @Test
    void whoGoesOnHoldingIsLeftAloneForLonger() {
        var id = enrolled("p3");
        var claim = claim(id, NOW);
        attachments().hold(List.of(claim), NOW.plus(LEASE.multipliedBy(2)));

        assertThat(maybeClaim(id, NOW.plus(LEASE))).isEmpty();
        assertThat(maybeClaim(id, NOW.plus(LEASE.multipliedBy(2)))).isPresent();
    }

    @Test
    void whoLostTheLeaseChangesNothing() {
        var id = enrolled("p4");
        var late = claim(id, NOW);
        var other = claim(id, NOW.plus(LEASE));

        attachments().hold(List.of(late), NOW.plus(Duration.ofDays(1)));
        assertThat(attachments().write(late, late.attachment().in(State.GONE, "late"), Optional.empty(), false))
                .isFalse();
        assertThat(attachments().write(other, other.attachment().in(State.READY, ""), Optional.empty(), false))
                .isTrue();
        assertThat(attachments().stateOf(id)).contains(State.READY);
    }

    @Test
    void allOfItIsKept() {
        var id = enrolled("p5");
        var claim = claim(id, NOW);
        var next = claim.attachment().stored(FILE).drawn(FILE, SMALL, SMALL).in(State.HELD, "The scanner is away.");

        assertThat(attachments().write(claim, next, Optional.of(NOW.plusSeconds(5)), false))
                .isTrue();
        assertThat(maybeClaim(id, NOW.plusSeconds(4))).isEmpty();
        assertThat(claim(id, NOW.plusSeconds(5)).attachment()).isEqualTo(next);
    }

    @Test
    void whatIsKeptOnTheWayLeavesTheLeaseAsItIs() {
        var id = enrolled("p6");
        var claim = claim(id, NOW);
        var next = claim.attachment().stored(FILE).in(State.HELD, "");

        assertThat(attachments().write(claim, next, Optional.empty(), true)).isTrue();
        assertThat(maybeClaim(id, NOW.plus(LEASE).minusMillis(1))).isEmpty();
        assertThat(claim(id, NOW.plus(LEASE)).attachment()).isEqualTo(next);
    }

    @Test
    void whatIsSettledIsNeverDueAgain() {
        var id = enrolled("p7");
        settle(id, State.READY);
        assertThat(maybeClaim(id, NOW.plus(Duration.ofDays(100)))).isEmpty();
    }

    @Test
    void whatWasErasedIsFoundOnceAndNoLongerWorkedOn() {
        var id = enrolled("p8");
        var claim = claim(id, NOW);
        wordsErased(id);
        var gone = attachments().whoseWordsAreGone(ALL).stream()
                .filter(one -> one.message().equals(id))
                .findFirst();
        assertThat(gone).isPresent();

        attachments().deleted(gone.get().withoutFiles().in(State.ERASED, ""));
        assertThat(attachments().whoseWordsAreGone(ALL))
                .noneMatch(one -> one.message().equals(id));
        assertThat(attachments().write(claim, claim.attachment().in(State.READY, ""), Optional.empty(), false))
                .isFalse();
        assertThat(attachments().stateOf(id)).contains(State.ERASED);
        assertThat(maybeClaim(id, NOW.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void originalsBesideACopyAreFoundWhenTheyAreOld() {
        var id = enrolled("p9");
        settle(id, State.READY);
        assertThat(old(NOW)).isEmpty();
        var found = old(NOW.plusSeconds(1));
        assertThat(found).hasSize(1);

        attachments().deleted(found.getFirst().withoutOriginal());
        assertThat(old(NOW.plusSeconds(1))).isEmpty();
        assertThat(attachments().stateOf(id)).contains(State.READY);
        assertThat(attachments().counts().get(State.READY)).isPositive();
    }

    private List<Attachment> old(Instant before) {
        return attachments().withOriginalFromBefore(lane.accountId(), before, ALL);
    }

    private void settle(Message.Id id, State state) {
        var claim = claim(id, NOW);
        attachments().write(claim, claim.attachment().drawn(FILE, SMALL, SMALL).in(state, ""), Optional.empty(), false);
    }

    private Message.Id enrolled(String providerId) {
        var message = media(providerId);
        arrives(message);
        enrolAll(NOW);
        return message.id();
    }

    private void enrolAll(Instant now) {
        while (attachments().enrol(now, 2) > 0) {
            // more
        }
    }

    private Claim claim(Message.Id id, Instant now) {
        return maybeClaim(id, now).orElseThrow(() -> new AssertionError(id + " is not due at " + now));
    }

    private Optional<Claim> maybeClaim(Message.Id id, Instant now) {
        return attachments().claim(now, LEASE, ALL).stream()
                .filter(claim -> claim.attachment().message().equals(id))
                .findFirst();
    }

    private Inbound media(String providerId) {
        return inbound(
                lane,
                providerId,
                new Content.Media(
                        "image/jpeg",
                        URI.create("https://media.example/" + providerId),
                        Optional.of("a zero \0"),
                        Optional.of("lamp.jpg")),
                Optional.empty(),
                NOW);
    }
}

package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.Outgoing;
import io.glassline.message.Delivery;
import io.glassline.outbox.AddressStatus;
import io.glassline.outbox.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// How one message of the outbox and its parts stand, while news of them is written down, in the order it came. All
/// that is to be known was read before and is written after; what moves is put on the record.
final class DeliveryJournal {

    private static final String SAID_ON_THE_LINE = "said on the line";

    private final Line line;
    private final List<Part> parts;
    private final AuditEntries audit;
    private final Consumer<AuditEntry> record;

    /// @param line the message, locked.
    /// @param parts all its parts, by number.
    DeliveryJournal(Line line, List<Part> parts, AuditEntries audit, Consumer<AuditEntry> record) {
        this.line = line;
        this.parts = parts;
        this.audit = audit;
        this.record = record;
    }

    Line line() {
        return line;
    }

    List<Part> parts() {
        return parts;
    }

    /// What is sent already is not handed over: who had the message before may learn it late. It is due at once then,
    /// for what is left of it.
    ///
    /// @return false when that is so, the lease was lost, or there is no such part.
    boolean handOver(int number, int lease, Instant now) {
        var part = part(number);
        if (!isHeldUnder(lease) || part.isEmpty()) {
            return false;
        }
        var one = part.get();
        if (one.delivery.isSettled()) {
            release(lease, new LeaseEnd(Optional.of(now), false, "part " + number + ": was sent before"), now);
            return false;
        }
        one.handedOverAt = Optional.of(now);
        one.delivery = one.delivery.advancedBy(Delivery.HANDED_OVER);
        one.changed = true;
        var held = now.plus(Outbox.HELD_WHILE_CALLING);
        if (line.dueAt.isBefore(held)) {
            line.dueAt = held;
            line.changed = true;
        }
        enter(one, Delivery.HANDED_OVER, Optional.empty(), now);
        return true;
    }

    /// Undoes [#handOver], and the message is due at once. Nothing happens when the lease was lost.
    void takeBack(int number, int lease, Instant now) {
        if (isHeldUnder(lease)) {
            var because = "part " + number + ": not handed over, the record was away";
            tell(number, new Update(Delivery.QUEUED, Optional.empty(), Optional.empty(), Optional.of(because)), now);
            release(lease, new LeaseEnd(Optional.of(now), false, because), now);
        }
    }

    /// Moves a part forward, or the one step back. News that is none changes nothing.
    void tell(int number, Update update, Instant now) {
        var one = part(number)
                .orElseThrow(() -> new IllegalArgumentException("message " + line.id() + " has no part " + number));
        var before = one.delivery;
        var surelyNotSent = update.delivery == Delivery.QUEUED && before == Delivery.HANDED_OVER;
        var after = surelyNotSent ? Delivery.QUEUED : before.advancedBy(update.delivery);
        if (update.providerId.isPresent() && !update.providerId.equals(one.providerId)) {
            one.providerId = update.providerId;
            one.changed = true;
        }
        if (after == before) {
            return;
        }
        one.handedOverAt = surelyNotSent ? Optional.empty() : one.handedOverAt;
        var status = update.code.filter(_ -> after == Delivery.FAILED).flatMap(AddressStatus::of);
        if (status.isPresent()) {
            fail(one, status.get(), update, now);
        } else {
            set(one, after, update.code, update.because.or(() -> one.note), now);
        }
        seeWhetherDead(now);
    }

    private void fail(Part part, AddressStatus status, Update update, Instant now) {
        var words = status.words(update.code.orElse(""), update.because);
        set(part, Delivery.FAILED, Optional.of(status.code()), Optional.of(words), now);
        line.note = line.settledAt.isPresent() ? Optional.of(words) : line.note; // else the end of the lease says why
        line.bouncedAt = status == AddressStatus.NOBODY ? Optional.of(now) : line.bouncedAt;
        line.changed = true;
    }

    /// Nothing happens when the lease was lost.
    void release(int lease, LeaseEnd end, Instant now) {
        if (!isHeldUnder(lease)) {
            return;
        }
        line.leased = false;
        line.note = Optional.of(end.because);
        line.changed = true;
        if (end.at.isPresent()) {
            line.dueFrom = end.at.get();
            line.dueAt = line.dueFrom;
            line.tries += end.isTry ? 1 : 0;
        } else {
            settle(Optional.empty(), end.because, now);
            line.note = aboutTheAddress().or(() -> line.note);
        }
    }

    private Optional<String> aboutTheAddress() {
        return parts.stream()
                .filter(part -> AddressStatus.codes().anyMatch(code -> part.code.equals(Optional.of(code))))
                .flatMap(part -> part.note.stream())
                .findFirst();
    }

    /// Ends the sending, whoever has the message in hand; what is not settled of it fails.
    void fail(String code, String because, Instant now) {
        line.note = Optional.of(because);
        settle(Optional.of(code), because, now);
    }

    private void settle(Optional<String> code, String because, Instant now) {
        line.settledAt = Optional.of(now);
        line.changed = true;
        parts.stream()
                .filter(part -> !part.delivery.isSettled())
                .forEach(part -> set(part, Delivery.FAILED, code, Optional.of(because), now));
        seeWhetherDead(now);
    }

    /// Ends the sending, for all of it was said on the line.
    void say(Instant now) {
        line.settledAt = Optional.of(now);
        line.note = Optional.of(SAID_ON_THE_LINE);
        line.changed = true;
        parts.forEach(part -> set(part, Delivery.SENT, Optional.empty(), Optional.of(SAID_ON_THE_LINE), now));
    }

    /// Sends what failed or was never heard of again, at once and with all its tries.
    void sendAgain(String because, Instant now) {
        line.settledAt = Optional.empty();
        line.dead = false;
        line.againAt = Optional.empty();
        line.bouncedAt = Optional.empty();
        line.dueFrom = now;
        line.dueAt = now;
        line.tries = 0;
        line.leased = false;
        line.note = Optional.of(because);
        line.changed = true;
        parts.stream()
                .filter(part -> part.delivery == Delivery.FAILED || part.delivery == Delivery.UNKNOWN)
                .forEach(part -> {
                    part.handedOverAt = Optional.empty();
                    part.providerId = Optional.empty();
                    set(part, Delivery.QUEUED, Optional.empty(), part.note, now);
                });
    }

    /// What met a full mailbox is no dead letter before it has been waited for room long enough.
    private void seeWhetherDead(Instant now) {
        if (line.settledAt.isEmpty()) {
            return;
        }
        var failed = DeadLetterRule.isDead(true, parts.stream().map(part -> part.delivery));
        var again =
                failed && isFull() ? AddressStatus.roomAwaitedUntil(line.writtenAt, now) : Optional.<Instant>empty();
        var dead = failed && again.isEmpty();
        if (dead != line.dead || !again.equals(line.againAt)) {
            line.dead = dead;
            line.againAt = again;
            line.changed = true;
        }
    }

    boolean waitsForRoom(Instant now) {
        return line.againAt.filter(at -> !at.isAfter(now)).isPresent();
    }

    private boolean isFull() {
        return parts.stream().anyMatch(part -> part.code.equals(Optional.of(AddressStatus.FULL.code())));
    }

    boolean isHeldUnder(int lease) {
        return line.settledAt.isEmpty() && line.lease == lease;
    }

    private Optional<Part> part(int number) {
        return parts.stream().filter(part -> part.number == number).findFirst();
    }

    /// The one line in a journal, and its entry on the record.
    private void set(Part part, Delivery delivery, Optional<String> code, Optional<String> note, Instant now) {
        part.delivery = delivery;
        part.code = code;
        part.note = note;
        part.changed = true;
        enter(part, delivery, code, now);
    }

    private void enter(Part part, Delivery delivery, Optional<String> code, Instant now) {
        record.accept(audit.of(new MessageEvent.DeliveryStep(line.message, part.number, delivery, code, now)));
    }

    /// What is learned of a part, from our own sending or from the provider.
    record Update(Delivery delivery, Optional<String> providerId, Optional<String> code, Optional<String> because) {}

    /// The end of a lease: for good, or until `at`.
    record LeaseEnd(Optional<Instant> at, boolean isTry, String because) {}

    /// A row of the outbox: `dueFrom` is when it is due, `dueAt` when it may be taken up: not while it is
    /// leased. `againAt` is until when room in a full mailbox is waited for, `bouncedAt` when it came back
    /// because nobody has the address.
    static final class Line {
        final Outgoing message;
        final long seq;
        final Instant writtenAt;
        final int lease;
        Instant dueFrom;
        Instant dueAt;
        int tries;
        boolean leased;
        Optional<Instant> settledAt;
        boolean dead;
        Optional<Instant> againAt;
        Optional<Instant> bouncedAt;
        Optional<String> note;
        boolean changed;

        Line(
                Outgoing message,
                long seq,
                Instant writtenAt,
                int lease,
                Instant dueFrom,
                Instant dueAt,
                int tries,
                boolean leased,
                Optional<Instant> settledAt,
                boolean dead,
                Optional<Instant> againAt,
                Optional<Instant> bouncedAt,
                Optional<String> note) {
            this.message = message;
            this.seq = seq;
            this.writtenAt = writtenAt;
            this.lease = lease;
            this.dueFrom = dueFrom;
            this.dueAt = dueAt;
            this.tries = tries;
            this.leased = leased;
            this.settledAt = settledAt;
            this.dead = dead;
            this.againAt = againAt;
            this.bouncedAt = bouncedAt;
            this.note = note;
        }

        UUID id() {
            return message.id().value();
        }
    }

    /// A row of the journal.
    static final class Part {
        final UUID message;
        final int number;
        Delivery delivery;
        Optional<Instant> handedOverAt;
        Optional<String> providerId;
        Optional<String> code;
        Optional<String> note;
        boolean changed;

        Part(
                UUID message,
                int number,
                Delivery delivery,
                Optional<Instant> handedOverAt,
                Optional<String> providerId,
                Optional<String> code,
                Optional<String> note) {
            this.message = message;
            this.number = number;
            this.delivery = delivery;
            this.handedOverAt = handedOverAt;
            this.providerId = providerId;
            this.code = code;
            this.note = note;
        }
    }
}

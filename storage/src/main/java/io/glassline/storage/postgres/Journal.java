package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.Outgoing;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// How one message of the outbox and its parts stand, while news of them is written down, in the order it came. All
/// that is to be known was read before and is written after; what moves is put on the record.
final class Journal {

    private final Line line;
    private final List<Part> parts;
    private final AuditEntries audit;
    private final Consumer<AuditEntry> record;

    /// @param line the message, locked.
    /// @param parts all its parts, by number.
    Journal(Line line, List<Part> parts, AuditEntries audit, Consumer<AuditEntry> record) {
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
            release(lease, new Release(Optional.of(now), false, "part " + number + ": was sent before"), now);
            return false;
        }
        one.delivery = one.delivery.advancedBy(Delivery.HANDED_OVER);
        one.handedOverAt = Optional.of(now);
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
            tell(number, new Told(Delivery.QUEUED, Optional.empty(), Optional.empty(), Optional.of(because)), now);
            release(lease, new Release(Optional.of(now), false, because), now);
        }
    }

    /// Moves a part forward, or the one step back. News that is none changes nothing.
    void tell(int number, Told told, Instant now) {
        var one = part(number)
                .orElseThrow(() -> new IllegalArgumentException("message " + line.id() + " has no part " + number));
        var before = one.delivery;
        var surelyNotSent = told.delivery == Delivery.QUEUED && before == Delivery.HANDED_OVER;
        var after = surelyNotSent ? Delivery.QUEUED : before.advancedBy(told.delivery);
        if (told.providerId.isPresent() && !told.providerId.equals(one.providerId)) {
            one.providerId = told.providerId;
            one.changed = true;
        }
        if (after == before) {
            return;
        }
        one.delivery = after;
        one.handedOverAt = surelyNotSent ? Optional.empty() : one.handedOverAt;
        one.code = told.code;
        one.note = told.because.or(() -> one.note);
        one.changed = true;
        enter(one, after, told.code, now);
        seeWhetherDead();
    }

    /// Nothing happens when the lease was lost.
    void release(int lease, Release release, Instant now) {
        if (!isHeldUnder(lease)) {
            return;
        }
        line.leased = false;
        line.note = Optional.of(release.because);
        line.changed = true;
        if (release.at.isPresent()) {
            line.dueFrom = release.at.get();
            line.dueAt = line.dueFrom;
            line.tries += release.isTry ? 1 : 0;
        } else {
            line.settledAt = Optional.of(now);
            failTheRest(release.because, now);
            seeWhetherDead();
        }
    }

    private void failTheRest(String because, Instant now) {
        parts.stream().filter(part -> !part.delivery.isSettled()).forEach(part -> {
            part.delivery = Delivery.FAILED;
            part.code = Optional.empty();
            part.note = Optional.of(because);
            part.changed = true;
            enter(part, Delivery.FAILED, Optional.empty(), now);
        });
    }

    private void seeWhetherDead() {
        var dead = line.settledAt.isPresent() && parts.stream().anyMatch(part -> part.delivery == Delivery.FAILED);
        if (line.settledAt.isPresent() && dead != line.dead) {
            line.dead = dead;
            line.changed = true;
        }
    }

    boolean isHeldUnder(int lease) {
        return line.settledAt.isEmpty() && line.lease == lease;
    }

    private Optional<Part> part(int number) {
        return parts.stream().filter(part -> part.number == number).findFirst();
    }

    private void enter(Part part, Delivery delivery, Optional<String> code, Instant now) {
        record.accept(audit.of(new MessageEvent.DeliveryStep(line.message, part.number, delivery, code, now)));
    }

    /// What is learned of a part, from our own sending or from the provider.
    record Told(Delivery delivery, Optional<String> providerId, Optional<String> code, Optional<String> because) {}

    /// The end of a lease: for good, or until `at`.
    record Release(Optional<Instant> at, boolean isTry, String because) {}

    /// A row of the outbox: `dueFrom` is when it is due, `dueAt` when it may be taken up: not while it is leased.
    static final class Line {
        final Outgoing message;
        final long seq;
        final int lease;
        Instant dueFrom;
        Instant dueAt;
        int tries;
        boolean leased;
        Optional<Instant> settledAt;
        boolean dead;
        Optional<String> note;
        boolean changed;

        Line(
                Outgoing message,
                long seq,
                int lease,
                Instant dueFrom,
                Instant dueAt,
                int tries,
                boolean leased,
                Optional<Instant> settledAt,
                boolean dead,
                Optional<String> note) {
            this.message = message;
            this.seq = seq;
            this.lease = lease;
            this.dueFrom = dueFrom;
            this.dueAt = dueAt;
            this.tries = tries;
            this.leased = leased;
            this.settledAt = settledAt;
            this.dead = dead;
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

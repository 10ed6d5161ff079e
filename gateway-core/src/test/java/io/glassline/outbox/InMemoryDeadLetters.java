package io.glassline.outbox;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.MessageEvent;
import io.glassline.audit.UndeliveredEvent;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.InMemoryRecord.Part;
import io.glassline.conversation.InMemoryRecord.Sending;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Dead letters as they lie in the record's outbox.
public final class InMemoryDeadLetters implements DeadLetters {

    private final InMemoryRecord record;
    private final AuditEntries audit;

    public InMemoryDeadLetters(InMemoryRecord record, AuditEntries audit) {
        this.record = record;
        this.audit = audit;
    }

    @Override
    public Listing list(Optional<String> cursor, int countMax) {
        synchronized (record) {
            var from = cursor.map(Integer::parseInt).orElse(0);
            var dead = dead();
            var to = Math.min(from + countMax, dead.size());
            return new Listing(
                    dead.subList(from, to).stream()
                            .map(InMemoryDeadLetters::letter)
                            .toList(),
                    to < dead.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
        }
    }

    @Override
    public int count(int countMax) {
        synchronized (record) {
            return Math.min(dead().size(), countMax);
        }
    }

    private List<Sending> dead() {
        return record.outbox.values().stream().filter(InMemoryDeadLetters::isDead).toList().reversed().stream()
                .sorted(Comparator.comparing((Sending s) -> s.settledAt.orElseThrow())
                        .reversed())
                .toList();
    }

    private static boolean isDead(Sending sending) {
        return sending.settled
                && !sending.leftBe
                && sending.againAt.isEmpty()
                && sending.parts.stream().anyMatch(part -> part.delivery == Delivery.FAILED);
    }

    private static DeadLetter letter(Sending sending) {
        return new DeadLetter(
                sending.send,
                sending.parts.stream().map(InMemoryDeadLetters::fate).toList(),
                sending.note,
                sending.lease,
                sending.settledAt.orElseThrow());
    }

    private static Fate fate(Part part) {
        return new Fate(part.part, part.delivery, part.handedOverAt, part.providerId, part.code);
    }

    @Override
    public boolean sendAgain(Message.Id id, Actor by, Instant at) {
        synchronized (record) {
            var sending = record.outbox.get(id);
            if (sending == null || !isDead(sending)) {
                return false;
            }
            sending.settled = false;
            sending.settledAt = Optional.empty();
            sending.dueAt = at;
            sending.tries = 0;
            record.outbox.values().stream()
                    .filter(other -> other.send.lane().equals(sending.send.lane()))
                    .forEach(other -> other.bouncedAt = Optional.empty());
            record.entries.add(audit.of(new UndeliveredEvent.Resend(sending.send.message(), by, at)));
            for (var number = 0; number < sending.parts.size(); number++) {
                queueAgain(sending, number, at);
            }
            return true;
        }
    }

    private void queueAgain(Sending sending, int number, Instant at) {
        var part = sending.parts.get(number);
        if (part.delivery == Delivery.FAILED) {
            part.delivery = Delivery.QUEUED;
            part.handedOverAt = Optional.empty();
            part.earlierId = part.providerId.or(() -> part.earlierId);
            part.providerId = Optional.empty();
            part.code = Optional.empty();
            record.entries.add(audit.of(new MessageEvent.DeliveryStep(
                    sending.send.message(), number, Delivery.QUEUED, Optional.empty(), at)));
        }
    }

    @Override
    public boolean leaveBe(Message.Id id, Actor by, String because, Instant at) {
        synchronized (record) {
            var sending = record.outbox.get(id);
            if (sending == null || !isDead(sending)) {
                return false;
            }
            sending.leftBe = true;
            record.entries.add(audit.of(new UndeliveredEvent.LeavingBe(sending.send.message(), because, by, at)));
            return true;
        }
    }
}

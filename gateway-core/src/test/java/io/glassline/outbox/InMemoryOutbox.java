package io.glassline.outbox;

import io.glassline.audit.Stamp;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Outgoing.PartRef;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.InMemoryRecord.Parked;
import io.glassline.conversation.InMemoryRecord.Part;
import io.glassline.conversation.InMemoryRecord.Sending;
import io.glassline.conversation.Lane;
import io.glassline.message.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The plainest outbox there can be.
public final class InMemoryOutbox implements Outbox {

    private final InMemoryRecord record;
    private final Stamp stamp;

    public InMemoryOutbox(InMemoryRecord record, Stamp stamp) {
        this.record = record;
        this.stamp = stamp;
    }

    @Override
    public List<Due> claim(Set<String> accountIds, Instant now, Duration lease, int countMax) {
        synchronized (record) {
            var oldest = new java.util.LinkedHashMap<Lane, Sending>();
            record.outbox.values().stream()
                    .filter(sending -> !sending.settled)
                    .forEach(sending -> oldest.putIfAbsent(sending.send.lane(), sending));
            return oldest.values().stream()
                    .filter(sending -> accountIds.contains(sending.send.lane().accountId()))
                    .filter(sending -> !sending.dueAt.isAfter(now))
                    .sorted(Comparator.comparing(sending -> sending.dueAt))
                    .limit(countMax)
                    .map(sending -> taken(sending, now.plus(lease)))
                    .toList();
        }
    }

    private static Due taken(Sending sending, Instant until) {
        sending.dueAt = until;
        sending.attempts++;
        return new Due(
                sending.send,
                sending.parts.stream()
                        .map(part -> new PartState(part.part, part.delivery, part.handedOverAt))
                        .toList(),
                sending.attempts - 1);
    }

    @Override
    public void handingOver(Due due, int part, Instant now) {
        synchronized (record) {
            var sending = sending(due);
            if (!isStillLeased(sending, due)) {
                throw new IllegalStateException(
                        "the lease of " + due.send().message().id() + " was lost");
            }
            var row = sending.parts.get(part);
            row.handedOverAt = Optional.of(now);
            row.delivery = row.delivery.advancedBy(Delivery.HANDED_OVER);
            enter(sending, part, Delivery.HANDED_OVER, Optional.empty(), now);
        }
    }

    @Override
    public void move(Due due, int part, Step step, Instant now) {
        synchronized (record) {
            var sending = sending(due);
            var row = sending.parts.get(part);
            if (step.delivery() == Delivery.QUEUED) {
                if (row.delivery == Delivery.HANDED_OVER) {
                    row.delivery = Delivery.QUEUED;
                    row.handedOverAt = Optional.empty();
                    enter(sending, part, Delivery.QUEUED, step.code(), now);
                }
                return;
            }
            row.providerId = step.providerId().or(() -> row.providerId);
            advance(sending, part, step.delivery(), step.code(), now);
            join(sending, part, now);
        }
    }

    private void join(Sending sending, int part, Instant now) {
        var ours = record.parked.stream()
                .filter(parked -> parked.accountId().equals(sending.send.lane().accountId()))
                .filter(parked -> parked.report().providerId().equals(sending.parts.get(part).providerId)
                        || parked.report()
                                .reference()
                                .equals(Optional.of(
                                        new PartRef(sending.send.message().id(), part).toString())))
                .toList();
        record.parked.removeAll(ours);
        ours.forEach(parked -> advance(
                sending, part, parked.report().delivery(), parked.report().errorCode(), now));
    }

    private void advance(Sending sending, int part, Delivery reported, Optional<String> code, Instant now) {
        var row = sending.parts.get(part);
        var advanced = row.delivery.advancedBy(reported);
        if (advanced != row.delivery) {
            row.delivery = advanced;
            row.code = code;
            enter(sending, part, advanced, code, now);
        }
    }

    @Override
    public void release(Due due, Optional<Instant> retryAt, String because, Instant now) {
        synchronized (record) {
            var sending = sending(due);
            if (!isStillLeased(sending, due)) {
                return;
            }
            sending.note = because;
            retryAt.ifPresentOrElse(at -> sending.dueAt = at, () -> settle(sending, Optional.empty(), now));
        }
    }

    @Override
    public List<Outgoing> say(Lane lane, String reference, Instant now) {
        synchronized (record) {
            var already = new ArrayList<Outgoing>();
            var queued = new ArrayList<Sending>();
            for (var sending : record.outbox.values()) {
                if (sending.send.lane().equals(lane)) {
                    if (sending.saidUnder.equals(Optional.of(reference))) {
                        already.add(sending.send.message());
                    } else if (!sending.settled) {
                        queued.add(sending);
                    }
                }
            }
            if (!already.isEmpty()) {
                return already;
            }
            for (var sending : queued) {
                sending.saidUnder = Optional.of(reference);
                sending.settled = true;
                sending.settledAt = Optional.of(now);
                for (var part = 0; part < sending.parts.size(); part++) {
                    advance(sending, part, Delivery.SENT, Optional.empty(), now);
                }
            }
            return queued.stream().map(sending -> sending.send.message()).toList();
        }
    }

    @Override
    public void lineClosed(Lane lane, Instant now) {
        synchronized (record) {
            record.outbox.values().stream()
                    .filter(sending -> !sending.settled && sending.send.lane().equals(lane))
                    .forEach(sending -> settle(sending, Optional.of("line-closed"), now));
        }
    }

    private void settle(Sending sending, Optional<String> code, Instant now) {
        sending.settled = true;
        sending.settledAt = Optional.of(now);
        for (var part = 0; part < sending.parts.size(); part++) {
            if (!sending.parts.get(part).delivery.isSettled()) {
                advance(sending, part, Delivery.FAILED, code, now);
            }
        }
    }

    @Override
    public void report(String accountId, DeliveryReported report, Instant now) {
        synchronized (record) {
            for (var sending : record.outbox.values()) {
                for (var part = 0; part < sending.parts.size(); part++) {
                    if (sending.send.lane().accountId().equals(accountId) && isAbout(report, sending, part)) {
                        var row = sending.parts.get(part);
                        row.providerId = row.providerId.or(report::providerId);
                        advance(sending, part, report.delivery(), report.errorCode(), now);
                        return;
                    }
                }
            }
            record.parked.add(new Parked(accountId, report));
        }
    }

    private static boolean isAbout(DeliveryReported report, Sending sending, int part) {
        Part row = sending.parts.get(part);
        var reference = new PartRef(sending.send.message().id(), part).toString();
        return report.reference().equals(Optional.of(reference))
                || report.providerId().isPresent() && report.providerId().equals(row.providerId);
    }

    private void enter(Sending sending, int part, Delivery delivery, Optional<String> code, Instant now) {
        record.entries.add(stamp.delivery(sending.send.message(), part, delivery, code, now));
    }

    private Sending sending(Due due) {
        return record.outbox.get(due.send().message().id());
    }

    private static boolean isStillLeased(Sending sending, Due due) {
        return !sending.settled && sending.attempts == due.attempts() + 1;
    }
}

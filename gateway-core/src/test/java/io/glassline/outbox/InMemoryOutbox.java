package io.glassline.outbox;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.MessageEvent;
import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Outgoing.Pace;
import io.glassline.channel.Outgoing.PartRef;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.InMemoryRecord.Parked;
import io.glassline.conversation.InMemoryRecord.Part;
import io.glassline.conversation.InMemoryRecord.Sending;
import io.glassline.conversation.Lane;
import io.glassline.message.Author;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The plainest outbox there can be.
public final class InMemoryOutbox implements Outbox {

    private final InMemoryRecord record;
    private final AuditEntries audit;

    public InMemoryOutbox(InMemoryRecord record, AuditEntries audit) {
        this.record = record;
        this.audit = audit;
    }

    @Override
    public List<Due> claim(List<Allowance> allowances, Instant now, Duration lease, int countMax) {
        synchronized (record) {
            var oldest = new LinkedHashMap<List<Object>, Sending>();
            record.outbox.values().stream()
                    .filter(sending -> !sending.settled)
                    .forEach(sending -> oldest.putIfAbsent(List.of(sending.send.lane(), pace(sending)), sending));
            var due = oldest.values().stream()
                    .filter(sending -> !sending.dueAt.isAfter(now))
                    .sorted(Comparator.<Sending, Pace>comparing(InMemoryOutbox::pace)
                            .thenComparing(sending -> sending.dueAt))
                    .toList();
            var taken = new ArrayList<Sending>();
            for (var allowance : allowances) {
                var account = allowance.accountId();
                taken.addAll(
                        first(due, account, Pace.LIVE, 1).isEmpty()
                                ? first(due, account, Pace.BULK, allowance.bulk())
                                : first(due, account, Pace.LIVE, allowance.live()));
            }
            return due.stream()
                    .filter(taken::contains)
                    .limit(countMax)
                    .map(sending -> taken(sending, now.plus(lease)))
                    .toList();
        }
    }

    private static Pace pace(Sending sending) {
        return sending.send.message().pace();
    }

    private static List<Sending> first(List<Sending> due, String account, Pace pace, int countMax) {
        return due.stream()
                .filter(sending -> sending.send.lane().accountId().equals(account) && pace(sending) == pace)
                .limit(countMax)
                .toList();
    }

    private Due taken(Sending sending, Instant until) {
        var sameWords = sending.isFresh() ? sameWords(sending) : 0;
        sending.dueAt = until;
        sending.leased = true;
        sending.lease++;
        return new Due(
                sending.send,
                sending.parts.stream()
                        .map(part -> new PartState(part.part, part.delivery, part.handedOverAt))
                        .toList(),
                sending.lease,
                sending.tries,
                sameWords,
                bouncedAt(sending.send.lane()));
    }

    /// The citizen has not written since.
    private Optional<Instant> bouncedAt(Lane lane) {
        return record.outbox.values().stream()
                .filter(sending -> sending.send.lane().equals(lane))
                .flatMap(sending -> sending.bouncedAt.stream())
                .max(Comparator.naturalOrder())
                .filter(at -> record.messages.values().stream()
                        .filter(said -> record.conversations
                                .get(said.conversation())
                                .lane()
                                .equals(lane))
                        .noneMatch(said ->
                                said.message().inbound() && said.message().at().isAfter(at)));
    }

    private int sameWords(Sending sending) {
        var since = sending.send.at().minus(STORM_WITHIN);
        var upToIt = new ArrayList<>(record.outbox.values());
        return (int) upToIt.subList(0, upToIt.indexOf(sending) + 1).stream()
                .map(other -> other.send)
                .filter(other -> other.lane().equals(sending.send.lane()))
                .filter(other ->
                        other.message().text().equals(sending.send.message().text()))
                .filter(other -> other.at().isAfter(since))
                .count();
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
            if (row.delivery.isSettled()) {
                sending.dueAt = now;
                sending.leased = false;
                throw new IllegalStateException("part " + part + " is sent");
            }
            row.handedOverAt = Optional.of(now);
            row.delivery = row.delivery.advancedBy(Delivery.HANDED_OVER);
            var held = now.plus(HELD_WHILE_CALLING);
            sending.dueAt = sending.dueAt.isBefore(held) ? held : sending.dueAt;
            enter(sending, part, Delivery.HANDED_OVER, Optional.empty(), now);
        }
    }

    @Override
    public void move(Due due, int part, Step step, Instant now) {
        synchronized (record) {
            var sending = sending(due);
            var row = sending.parts.get(part);
            if (step.delivery() == Delivery.QUEUED) {
                if (row.delivery == Delivery.HANDED_OVER && isStillLeased(sending, due)) {
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
            var status = code.filter(_ -> advanced == Delivery.FAILED).flatMap(AddressStatus::of);
            row.delivery = advanced;
            row.code = status.map(AddressStatus::code).or(() -> code);
            sending.bouncedAt = status.equals(Optional.of(AddressStatus.NOBODY)) ? Optional.of(now) : sending.bouncedAt;
            enter(sending, part, advanced, row.code, now);
            seeWhetherFull(sending, now);
        }
    }

    private static void seeWhetherFull(Sending sending, Instant now) {
        sending.againAt = sending.settled
                        && sending.parts.stream()
                                .anyMatch(part -> part.delivery == Delivery.FAILED
                                        && part.code.equals(Optional.of(AddressStatus.FULL.code())))
                ? AddressStatus.roomAwaitedUntil(sending.send.at(), now)
                : Optional.empty();
    }

    @Override
    public void release(Due due, Optional<Instant> retryAt, String because, Instant now) {
        release(due, retryAt, 1, because, now);
    }

    @Override
    public void moveAndRelease(Due due, int part, Step step, Optional<Instant> retryAt, String because, Instant now) {
        synchronized (record) {
            move(due, part, step, now);
            release(due, retryAt, because, now);
        }
    }

    @Override
    public void putBack(Due due, Instant at, String because, Instant now) {
        release(due, Optional.of(at), 0, because, now);
    }

    private void release(Due due, Optional<Instant> at, int tries, String because, Instant now) {
        synchronized (record) {
            var sending = sending(due);
            if (!isStillLeased(sending, due)) {
                return;
            }
            sending.note = because;
            sending.leased = false;
            if (at.isPresent()) {
                sending.dueAt = at.get();
                sending.tries += tries;
            } else {
                settle(sending, Optional.empty(), now);
            }
        }
    }

    @Override
    public void hurry(String accountId, Instant now) {
        synchronized (record) {
            record.outbox.values().stream()
                    .filter(sending -> sending.send.lane().accountId().equals(accountId))
                    .filter(sending -> !sending.settled && !sending.leased)
                    .filter(sending -> sending.dueAt.isAfter(now))
                    .forEach(sending -> sending.dueAt = now);
        }
    }

    @Override
    public Optional<Lane> laneOf(String accountId, Message.Id message) {
        synchronized (record) {
            return record.outbox.values().stream()
                    .filter(sending -> sending.send.message().id().equals(message))
                    .map(sending -> sending.send.lane())
                    .filter(lane -> lane.accountId().equals(accountId))
                    .findFirst();
        }
    }

    @Override
    public boolean knows(String accountId, String providerId) {
        synchronized (record) {
            return record.outbox.values().stream()
                    .filter(sending -> sending.send.lane().accountId().equals(accountId))
                    .flatMap(sending -> sending.parts.stream())
                    .anyMatch(part -> part.providerId.equals(Optional.of(providerId)));
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
    public List<Outgoing> unheard(Lane lane, String references) {
        synchronized (record) {
            return record.outbox.values().stream()
                    .filter(sending -> sending.send.lane().equals(lane))
                    .filter(sending -> sending.saidUnder
                            .filter(reference -> reference.startsWith(references))
                            .isPresent())
                    .filter(sending -> sending.parts.stream().anyMatch(part -> part.delivery == Delivery.SENT))
                    .filter(sending -> sending.settledAt.orElseThrow().isAfter(lastWords(sending)))
                    .map(sending -> sending.send.message())
                    .toList();
        }
    }

    private Instant lastWords(Sending sending) {
        return record.messages.values().stream()
                .filter(said -> said.conversation()
                        .value()
                        .equals(sending.send.message().conversation()))
                .map(InMemoryRecord.Said::message)
                .filter(message -> message.author() instanceof Author.Citizen)
                .map(Message::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
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
        seeWhetherFull(sending, now);
    }

    @Override
    public int tryFullMailboxes(Instant now, int countMax) {
        synchronized (record) {
            var waiting = record.outbox.values().stream()
                    .filter(sending ->
                            sending.againAt.filter(at -> !at.isAfter(now)).isPresent())
                    .limit(countMax)
                    .toList();
            for (var sending : waiting) {
                sending.settled = false;
                sending.settledAt = Optional.empty();
                sending.againAt = Optional.empty();
                sending.dueAt = now;
                sending.tries = 0;
                for (var part = 0; part < sending.parts.size(); part++) {
                    var row = sending.parts.get(part);
                    if (row.delivery == Delivery.FAILED || row.delivery == Delivery.UNKNOWN) {
                        row.delivery = Delivery.QUEUED;
                        row.handedOverAt = Optional.empty();
                        row.providerId = Optional.empty();
                        enter(sending, part, Delivery.QUEUED, Optional.empty(), now);
                    }
                }
            }
            return waiting.size();
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

    @Override
    public CompletableFuture<Void> reportLater(String accountId, DeliveryReported report, Instant now) {
        report(accountId, report, now);
        return CompletableFuture.completedFuture(null);
    }

    private static boolean isAbout(DeliveryReported report, Sending sending, int part) {
        Part row = sending.parts.get(part);
        var reference = new PartRef(sending.send.message().id(), part).toString();
        return report.reference().equals(Optional.of(reference))
                || report.providerId().isPresent() && report.providerId().equals(row.providerId);
    }

    private void enter(Sending sending, int part, Delivery delivery, Optional<String> code, Instant now) {
        record.entries.add(audit.of(new MessageEvent.DeliveryStep(sending.send.message(), part, delivery, code, now)));
    }

    private Sending sending(Due due) {
        return record.outbox.get(due.send().message().id());
    }

    private static boolean isStillLeased(Sending sending, Due due) {
        return !sending.settled && sending.lease == due.lease();
    }
}

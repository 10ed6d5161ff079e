package io.glassline.outbox;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.MessageEvent;
import io.glassline.audit.UndeliveredEvent;
import io.glassline.channel.Outgoing;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.InMemoryRecord.Part;
import io.glassline.conversation.InMemoryRecord.Sending;
import io.glassline.message.Author;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Dead letters as they lie in the record's outbox.
public final class InMemoryDeadLetters implements DeadLetters {

    private final InMemoryRecord record;
    private final AuditEntries audit;
    private final Map<UUID, Bulk> bulks = new HashMap<>();

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

    @Override
    public List<Candidate> choose(DeadLetterChoice choice, int countMax) {
        synchronized (record) {
            return record.outbox.values().stream()
                    .filter(InMemoryDeadLetters::isDead)
                    .filter(sending -> isOf(choice, sending))
                    .limit(countMax)
                    .map(this::candidate)
                    .toList();
        }
    }

    private static boolean isOf(DeadLetterChoice choice, Sending sending) {
        var lane = sending.send.lane();
        var endedAt = sending.settledAt.orElseThrow();
        return choice.accountId().map(lane.accountId()::equals).orElse(true)
                && choice.channel().map(lane.citizen().channel()::equals).orElse(true)
                && choice.reason().map(letter(sending).reasons()::contains).orElse(true)
                && choice.since().map(since -> !endedAt.isBefore(since)).orElse(true)
                && choice.until().map(endedAt::isBefore).orElse(true);
    }

    private Candidate candidate(Sending sending) {
        var wrote = record.messages.values().stream()
                .filter(said -> said.message().author() instanceof Author.Citizen)
                .filter(said ->
                        record.conversations.get(said.conversation()).lane().equals(sending.send.lane()))
                .map(said -> said.message().at())
                .max(Comparator.naturalOrder());
        return new Candidate(
                sending.send.message().id(),
                sending.send.lane(),
                sending.send.despiteOptOut(),
                sending.send.at(),
                wrote,
                letter(sending).mayHaveArrived());
    }

    @Override
    public boolean sendAllAgain(UUID bulk, Collection<Message.Id> ids, Actor by, Instant at) {
        synchronized (record) {
            var areDead = ids.stream().allMatch(id -> record.outbox.containsKey(id) && isDead(record.outbox.get(id)));
            if (!areDead || bulks.containsKey(bulk)) {
                return false;
            }
            bulks.put(bulk, new Bulk(by.who(), at, List.copyOf(ids)));
            ids.forEach(id -> {
                sendAgain(id, by, at);
                var sending = record.outbox.get(id);
                sending.send = sending.send.paced(Outgoing.Pace.BULK);
                sending.bulk = Optional.of(bulk);
            });
            return true;
        }
    }

    @Override
    public Optional<Progress> progress(UUID bulk) {
        synchronized (record) {
            return Optional.ofNullable(bulks.get(bulk)).map(act -> {
                var letters = act.ids.stream()
                        .map(record.outbox::get)
                        .filter(sending -> sending.bulk.equals(Optional.of(bulk)))
                        .toList();
                var waiting = (int)
                        letters.stream().filter(sending -> !sending.settled).count();
                var failed = (int)
                        letters.stream().filter(InMemoryDeadLetters::isDead).count();
                return new Progress(act.by, act.at, act.ids.size(), waiting, letters.size() - waiting - failed, failed);
            });
        }
    }

    private record Bulk(String by, Instant at, List<Message.Id> ids) {}

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

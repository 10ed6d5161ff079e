package io.glassline.store;

import io.glassline.channel.MailThread;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.InMemoryRecord.Accepted;
import io.glassline.conversation.InMemoryRecord.Asked;
import io.glassline.conversation.InMemoryRecord.Noted;
import io.glassline.conversation.InMemoryRecord.Said;
import io.glassline.conversation.InMemoryRecord.Sending;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Stage;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The plainest conversation store there can be.
public final class InMemoryConversationStore implements ConversationStore {

    private final InMemoryRecord record;

    public InMemoryConversationStore(InMemoryRecord record) {
        this.record = record;
    }

    @Override
    public Optional<Conversation> find(Conversation.Id id) {
        synchronized (record) {
            return Optional.ofNullable(record.conversations.get(id));
        }
    }

    @Override
    public Optional<Conversation> findLatest(Lane lane) {
        synchronized (record) {
            return open(lane)
                    .max(Comparator.comparing(Conversation::lastActivityAt))
                    .or(() -> record.conversations.values().stream()
                            .filter(c -> c.lane().equals(lane))
                            .max(Comparator.comparing(Conversation::openedAt)));
        }
    }

    @Override
    public Instant quietSince(Conversation conversation) {
        synchronized (record) {
            return sends(conversation)
                    .map(sending -> sending.settled ? sending.settledAt.orElse(Instant.MIN) : Instant.MAX)
                    .reduce(conversation.lastActivityAt(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    private Stream<Sending> sends(Conversation conversation) {
        return record.messages.values().stream()
                .filter(said -> said.conversation().equals(conversation.id()))
                .flatMap(said ->
                        Optional.ofNullable(record.outbox.get(said.message().id())).stream());
    }

    @Override
    public List<Conversation> quiet(List<QuietSince> accounts, int countMax) {
        synchronized (record) {
            return accounts.stream()
                    .flatMap(account -> record.conversations.values().stream()
                            .filter(c -> c.stage() instanceof Stage.WithBot)
                            .filter(c -> c.lane().accountId().equals(account.accountId()))
                            .filter(c -> quietSince(c).isBefore(account.since()))
                            .filter(c -> unfinished(c.lane(), 1).isEmpty())
                            .sorted(Comparator.comparing(Conversation::lastActivityAt)))
                    .limit(countMax)
                    .toList();
        }
    }

    @Override
    public Optional<Conversation> findByThread(Lane lane, MailThread thread) {
        synchronized (record) {
            var named = thread.conversation().map(Conversation.Id::new).map(record.conversations::get);
            return named.filter(c -> c.isOpen() && c.lane().equals(lane))
                    .or(() -> thread.references().reversed().stream()
                            .flatMap(reference -> open(lane).filter(c -> holds(c, reference)))
                            .findFirst());
        }
    }

    private Stream<Conversation> open(Lane lane) {
        return record.conversations.values().stream()
                .filter(c -> c.isOpen() && c.lane().equals(lane));
    }

    private boolean holds(Conversation conversation, String mailId) {
        return record.messages.values().stream()
                .filter(said -> said.conversation().equals(conversation.id()))
                .anyMatch(said -> isMail(said.message().id(), mailId));
    }

    private boolean isMail(Message.Id id, String mailId) {
        var received = Optional.ofNullable(record.inbound.get(id))
                .flatMap(accepted -> accepted.inbound.thread())
                .filter(thread -> thread.messageId().equals(mailId));
        var sent = Optional.ofNullable(record.outbox.get(id)).stream()
                .flatMap(sending -> sending.parts.stream())
                .filter(part -> part.providerId.filter(mailId::equals).isPresent())
                .findAny();
        return received.isPresent() || sent.isPresent();
    }

    @Override
    public List<Inbound> unfinished(Lane lane, int countMax) {
        synchronized (record) {
            return record.inbound.values().stream()
                    .filter(accepted ->
                            !accepted.finished && accepted.inbound.lane().equals(lane))
                    .map(accepted -> accepted.inbound)
                    .sorted(Comparator.comparing(Inbound::receivedAt))
                    .limit(countMax)
                    .toList();
        }
    }

    @Override
    public List<Message> lately(Lane lane, Instant since, int countMax) {
        synchronized (record) {
            return record.messages.values().stream()
                    .filter(said ->
                            record.conversations.get(said.conversation()).lane().equals(lane))
                    .map(said -> said.message())
                    .filter(message -> !message.at().isBefore(since))
                    .sorted(Comparator.comparing(Message::at).reversed())
                    .limit(countMax)
                    .toList();
        }
    }

    @Override
    public boolean hasMessage(Message.Id id) {
        synchronized (record) {
            return record.messages.containsKey(id);
        }
    }

    @Override
    public List<Lane> lanesUnfinished(Instant receivedBefore, Instant now, int countMax) {
        synchronized (record) {
            var lanes = new LinkedHashMap<Lane, List<Accepted>>();
            record.inbound.values().stream()
                    .filter(accepted -> !accepted.finished)
                    .forEach(accepted -> lanes.merge(
                            accepted.inbound.lane(),
                            List.of(accepted),
                            (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
            return lanes.entrySet().stream()
                    .filter(lane -> oldest(lane.getValue()).isBefore(receivedBefore))
                    .filter(lane -> lane.getValue().stream()
                            .allMatch(a -> a.retryAt.filter(now::isBefore).isEmpty()))
                    .sorted(Comparator.comparing(lane -> oldest(lane.getValue())))
                    .limit(countMax)
                    .map(java.util.Map.Entry::getKey)
                    .toList();
        }
    }

    private static Instant oldest(List<Accepted> messages) {
        return messages.stream()
                .map(accepted -> accepted.inbound.receivedAt())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public boolean commit(Change change) {
        synchronized (record) {
            if (!fits(change)) {
                return false;
            }
            var after = change.after();
            record.conversations.put(after.id(), after);
            change.finished().forEach(id -> record.inbound.get(id).finished = true);
            change.messages().forEach(message -> record.messages.put(message.id(), new Said(after.id(), message)));
            record.decisions.addAll(change.decisions());
            change.sends().forEach(send -> record.outbox.put(send.message().id(), new Sending(send)));
            record.consents.addAll(change.consents());
            change.requests().forEach(request -> record.requests.put(request.id(), new Asked(request)));
            record.entries.addAll(change.entries());
            record.receipts.addAll(change.receipts());
            change.snooze().ifPresent(snooze -> record.snoozes.put(after.id(), snooze));
            change.notes().forEach(note -> record.notes.add(new Noted(after.id(), note)));
            return true;
        }
    }

    private boolean fits(Change change) {
        var after = change.after();
        var unfinished = change.finished().stream()
                .map(record.inbound::get)
                .allMatch(accepted -> accepted != null && !accepted.finished);
        var stored = Optional.ofNullable(record.conversations.get(after.id()));
        var follows = stored.map(Conversation::version).orElse(0L) + 1 == after.version();
        var alone = stored.isPresent()
                || !after.isOpen()
                || after.thread().isPresent()
                || open(after.lane()).noneMatch(c -> c.thread().isEmpty());
        return unfinished && follows && alone;
    }

    @Override
    public void turnFailed(List<Message.Id> inbound, String because, Instant retryAt) {
        synchronized (record) {
            for (var id : inbound) {
                var accepted = record.inbound.get(id);
                if (accepted != null && !accepted.finished) {
                    accepted.inbound = failedOnce(accepted.inbound);
                    accepted.retryAt = Optional.of(retryAt);
                }
            }
        }
    }

    private static Inbound failedOnce(Inbound i) {
        return new Inbound(
                i.id(),
                i.accountId(),
                i.providerId(),
                i.from(),
                i.content(),
                i.sentAt(),
                i.receivedAt(),
                i.thread(),
                i.marks(),
                i.failedTurns() + 1);
    }
}

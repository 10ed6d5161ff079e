package io.glassline.app.api;

import io.glassline.audit.AuditEntry.Opening;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.QueueId;
import io.glassline.desk.Board;
import io.glassline.message.Message;
import io.glassline.turn.City;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the desk sees of a record in memory, without pages. The state is the only condition it knows.
final class RecordBoard implements Board {

    private final InMemoryRecord record;

    RecordBoard(City city) {
        this.record = city.record;
    }

    @Override
    public List<QueueLine> queues() {
        return List.of(
                new QueueLine(new QueueId("general"), 1, 0, 0, Optional.of(Instant.parse("2026-03-02T08:00:00Z"))),
                new QueueLine(new QueueId("waste"), 0, 0, 1, Optional.empty()));
    }

    @Override
    public List<ConversationLine> overBudget(int countMax) {
        return List.of();
    }

    @Override
    public Listing conversations(Filter filter, Optional<String> cursor, int countMax) {
        if (cursor.isPresent()) {
            throw new IllegalArgumentException(cursor.get());
        }
        return new Listing(
                record.conversations.values().stream()
                        .filter(conversation -> filter.state()
                                .map(conversation.stage().state()::equals)
                                .orElse(true))
                        .map(conversation -> new ConversationLine(
                                conversation, "", "citizen", Optional.empty(), "", 0, Optional.empty()))
                        .toList(),
                Optional.empty());
    }

    @Override
    public Optional<Transcript> transcript(Conversation.Id id) {
        return Optional.ofNullable(record.conversations.get(id))
                .map(conversation -> new Transcript(
                        conversation,
                        record.messages.values().stream()
                                .filter(message -> message.conversation().equals(id))
                                .map(message -> said(message.message()))
                                .toList(),
                        List.copyOf(record.decisions)));
    }

    private Said said(Message message) {
        var sending = Optional.ofNullable(record.outbox.get(message.id()));
        return new Said(
                message,
                sending.map(of -> of.parts.getFirst().delivery),
                sending.map(of -> of.note).filter(note -> !note.isEmpty()),
                sending.flatMap(of -> of.parts.getFirst().providerId).stream().toList(),
                Optional.of(7L));
    }

    @Override
    public List<AuditLine> audit(long after, int countMax) {
        var entries = record.entries();
        return IntStream.range((int) after + 1, entries.size())
                .mapToObj(index -> {
                    var entry = entries.get(index);
                    return new AuditLine(
                            index,
                            entry.kind(),
                            entry.at(),
                            new String(entry.leaf(), StandardCharsets.UTF_8),
                            entry.opening()
                                    .flatMap(Opening::sealed)
                                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8)));
                })
                .toList();
    }

    @Override
    public long auditSize() {
        return record.entries().size();
    }

    @Override
    public Activity activity(Instant since) {
        return new Activity(2, 1, List.of(new Count("bot:bins", 2)));
    }
}

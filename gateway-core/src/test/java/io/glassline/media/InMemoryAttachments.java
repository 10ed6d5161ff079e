package io.glassline.media;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.media.Attachment.State;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The attachments of messages that were told of by [#arrives].
public final class InMemoryAttachments implements Attachments {

    private final Map<Message.Id, Inbound> messages = new LinkedHashMap<>();
    private final Map<Message.Id, Row> rows = new LinkedHashMap<>();
    private final Map<Message.Id, Conversation.Id> conversations = new LinkedHashMap<>();
    private final Set<Message.Id> erased = new HashSet<>();

    private record Row(Attachment attachment, Optional<Instant> dueAt, int attempts, Optional<Instant> firstTriedAt) {}

    public synchronized void arrives(Inbound message) {
        messages.put(message.id(), message);
    }

    public synchronized void belongsTo(Conversation.Id conversation, Message.Id message) {
        conversations.put(message, conversation);
    }

    /// Puts one there as it is.
    public synchronized void put(Attachment attachment) {
        rows.put(attachment.message(), new Row(attachment, Optional.empty(), 1, Optional.empty()));
    }

    synchronized void wordsErased(Message.Id message) {
        erased.add(message);
    }

    @Override
    public synchronized int enrol(Instant now, int countMax) {
        var found = messages.values().stream()
                .filter(message -> message.content() instanceof Content.Media && !rows.containsKey(message.id()))
                .limit(countMax)
                .toList();
        for (var message : found) {
            var media = (Content.Media) message.content();
            var fresh = Attachment.fresh(
                    message.id(), message.accountId(), media.mediaType(), media.fileName(), message.receivedAt());
            rows.put(message.id(), new Row(fresh, Optional.of(now), 0, Optional.empty()));
        }
        return found.size();
    }

    @Override
    public synchronized List<Claim> claim(Instant now, Duration lease, int countMax) {
        var due = rows.values().stream()
                .filter(row -> row.dueAt.filter(at -> !at.isAfter(now)).isPresent())
                .sorted(Comparator.comparing(row -> row.dueAt.orElseThrow()))
                .limit(countMax)
                .toList();
        var claims = new ArrayList<Claim>();
        for (var row : due) {
            var first = row.firstTriedAt.orElse(now);
            var taken = new Row(row.attachment, Optional.of(now.plus(lease)), row.attempts + 1, Optional.of(first));
            rows.put(row.attachment.message(), taken);
            var media = (Content.Media) messages.get(row.attachment.message()).content();
            claims.add(new Claim(row.attachment, media, taken.attempts, first));
        }
        return claims;
    }

    @Override
    public synchronized void hold(Collection<Claim> claims, Instant until) {
        for (var claim : claims) {
            held(claim)
                    .ifPresent(row -> rows.put(
                            row.attachment.message(),
                            new Row(row.attachment, Optional.of(until), row.attempts, row.firstTriedAt)));
        }
    }

    private Optional<Row> held(Claim claim) {
        return Optional.ofNullable(rows.get(claim.attachment().message()))
                .filter(row -> row.attempts == claim.attempt() && row.dueAt.isPresent());
    }

    @Override
    public synchronized boolean write(Claim claim, Attachment next, Optional<Instant> dueAt, boolean holdOn) {
        var row = held(claim);
        row.ifPresent(held ->
                rows.put(next.message(), new Row(next, holdOn ? held.dueAt : dueAt, held.attempts, held.firstTriedAt)));
        return row.isPresent();
    }

    @Override
    public synchronized Map<Message.Id, Attachment> of(Conversation.Id conversation) {
        return rows.values().stream()
                .map(Row::attachment)
                .filter(one -> conversation.equals(conversations.get(one.message())))
                .collect(Collectors.toMap(Attachment::message, one -> one));
    }

    @Override
    public Optional<Attachment> find(Conversation.Id conversation, Message.Id message) {
        return Optional.ofNullable(of(conversation).get(message));
    }

    @Override
    public synchronized Optional<State> stateOf(Message.Id message) {
        return Optional.ofNullable(rows.get(message)).map(row -> row.attachment.state());
    }

    @Override
    public synchronized List<Attachment> whoseWordsAreGone(int countMax) {
        return rows.values().stream()
                .map(Row::attachment)
                .filter(one -> erased.contains(one.message()) && one.state() != State.ERASED)
                .limit(countMax)
                .toList();
    }

    @Override
    public synchronized List<Attachment> withOriginalFromBefore(String account, Instant before, int countMax) {
        return rows.values().stream()
                .filter(row -> row.dueAt.isEmpty())
                .map(Row::attachment)
                .filter(one -> one.account().equals(account) && one.mayBeSeen())
                .filter(one -> one.receivedAt().isBefore(before))
                .filter(one -> one.original().isPresent() && one.shown().isPresent())
                .limit(countMax)
                .toList();
    }

    @Override
    public synchronized void deleted(Attachment next) {
        var row = rows.get(next.message());
        var isErased = next.state() == State.ERASED;
        rows.put(
                next.message(), new Row(next, isErased ? Optional.empty() : row.dueAt, row.attempts, row.firstTriedAt));
    }

    @Override
    public synchronized Map<State, Long> counts() {
        return rows.values().stream()
                .collect(Collectors.groupingBy(row -> row.attachment.state(), Collectors.counting()));
    }
}

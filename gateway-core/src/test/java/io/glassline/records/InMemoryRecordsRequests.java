package io.glassline.records;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.AuditEvent;
import io.glassline.audit.DeskEvent;
import io.glassline.audit.RecordsEvent;
import io.glassline.channel.MailThread;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import io.glassline.conversation.QueueId;
import io.glassline.media.Attachment;
import io.glassline.message.Message;
import io.glassline.privacy.Hold;
import io.glassline.receipt.ConversationReceipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Requests for records on one node, over conversations that a test puts here.
public final class InMemoryRecordsRequests implements RecordsRequests {

    /// A conversation as it is now.
    public record Talk(
            ConversationReceipt content,
            List<Note> notes,
            Map<Message.Id, Attachment> files,
            Optional<QueueId> queue,
            Optional<String> topic,
            Optional<Hold> hold) {

        public Talk(ConversationReceipt content) {
            this(content, List.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private record Kept(Conversation.Id conversation, List<Piece> pieces) {}

    private final Map<Conversation.Id, Talk> talks = new LinkedHashMap<>();
    private final Map<UUID, RecordsRequest> requests = new LinkedHashMap<>();
    private final Map<UUID, List<Kept>> items = new LinkedHashMap<>();
    private final AuditEntries audit;
    private final Consumer<AuditEntry> record;

    public InMemoryRecordsRequests(AuditEntries audit, Consumer<AuditEntry> record) {
        this.audit = audit;
        this.record = record;
    }

    /// Said, or said otherwise, or erased.
    public synchronized void put(Talk talk) {
        talks.put(talk.content().conversation().id(), talk);
    }

    private void write(AuditEvent event) {
        record.accept(audit.of(event));
    }

    @Override
    public synchronized void add(RecordsRequest request, Actor by) {
        requests.put(request.id(), request);
        write(new RecordsEvent.Asking(request.id(), request.dueOn(), by, request.madeAt()));
    }

    @Override
    public synchronized List<RecordsRequest> latest(int countMax) {
        return requests.values().stream()
                .sorted(Comparator.comparing(RecordsRequest::madeAt).reversed())
                .limit(countMax)
                .toList();
    }

    @Override
    public synchronized Optional<RecordsRequest> find(UUID id) {
        return Optional.ofNullable(requests.get(id));
    }

    @Override
    public synchronized Selection.Size size(Selection selection) {
        var fitting = fitting(selection);
        return new Selection.Size(
                fitting.size(),
                fitting.stream()
                        .mapToLong(talk -> talk.content().lines().size())
                        .sum());
    }

    private List<Talk> fitting(Selection selection) {
        return talks.values().stream()
                .filter(talk -> !item(1, talk, List.of()).isErased())
                .filter(talk -> talk.content().lines().stream()
                        .anyMatch(line -> !line.at().isBefore(selection.since())
                                && line.at().isBefore(selection.until())))
                .filter(talk -> selection.queue().isEmpty() || selection.queue().equals(talk.queue()))
                .filter(talk -> selection.topic().isEmpty() || selection.topic().equals(talk.topic()))
                .filter(talk -> selection.channel().isEmpty()
                        || selection
                                .channel()
                                .get()
                                .equals(talk.content()
                                        .conversation()
                                        .lane()
                                        .citizen()
                                        .channel()))
                .filter(talk -> Arrays.stream(
                                selection.words().toLowerCase(Locale.ROOT).split("\\s+"))
                        .allMatch(word -> said(talk).contains(word)))
                .sorted(Comparator.comparing(
                        talk -> talk.content().conversation().openedAt()))
                .toList();
    }

    private static String said(Talk talk) {
        var said = new StringBuilder();
        talk.content()
                .lines()
                .forEach(line ->
                        line.said().ifPresent(words -> said.append(words).append('\n')));
        return said.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public synchronized Taking take(UUID id, Selection selection, Actor by, Instant now) {
        var request = requests.get(id);
        if (request.taken().isPresent()) {
            return new Taking.TakenBefore(request.taken().get().by());
        }
        var fitting = fitting(selection);
        if (fitting.isEmpty() || fitting.size() > CONVERSATIONS_MAX) {
            return new Taking.NotSoMany(fitting.size());
        }
        items.put(id, fitting.stream().map(InMemoryRecordsRequests::kept).toList());
        requests.put(id, request.taken(selection, by.person(), now));
        write(new RecordsEvent.Taking(id, fitting.size(), by, now));
        return new Taking.Taken(requests.get(id), fitting.size());
    }

    private static Kept kept(Talk talk) {
        var conversation = talk.content().conversation();
        var pieces = new ArrayList<Piece>();
        add(pieces, Piece.Kind.ADDRESS, conversation.id().value());
        if (conversation.thread().flatMap(MailThread::subject).isPresent()) {
            add(pieces, Piece.Kind.SUBJECT, conversation.id().value());
        }
        for (var line : talk.content().lines()) {
            add(pieces, Piece.Kind.MESSAGE, line.message().value());
            if (talk.files().containsKey(line.message())) {
                add(pieces, Piece.Kind.FILE, line.message().value());
            }
        }
        talk.notes().forEach(note -> add(pieces, Piece.Kind.NOTE, note.id()));
        return new Kept(conversation.id(), pieces);
    }

    private static void add(List<Piece> pieces, Piece.Kind kind, UUID about) {
        pieces.add(new Piece(pieces.size() + 1, kind, about, Optional.empty(), 0));
    }

    @Override
    public synchronized List<Line> lines(UUID id) {
        var lines = new ArrayList<Line>();
        for (var number = 1; number <= items.getOrDefault(id, List.of()).size(); number++) {
            var item = item(id, number).orElseThrow();
            lines.add(new Line(
                    number,
                    item.conversation().id(),
                    item.conversation().lane().citizen().channel(),
                    item.conversation().openedAt(),
                    item.isErased(),
                    item.hold().isPresent(),
                    item.pieces().size(),
                    (int) item.open()));
        }
        return lines;
    }

    @Override
    public synchronized Optional<Item> item(UUID id, int number) {
        return items.getOrDefault(id, List.of()).stream()
                .skip(Math.max(0, number - 1L))
                .limit(number < 1 ? 0 : 1)
                .findFirst()
                .map(kept -> item(number, talks.get(kept.conversation()), kept.pieces()));
    }

    private static Item item(int number, Talk talk, List<Piece> pieces) {
        return new Item(number, talk.content(), talk.notes(), talk.files(), talk.hold(), pieces);
    }

    @Override
    public synchronized Optional<Item> open(UUID id, int number, Actor by, Instant now) {
        var item = item(id, number);
        item.ifPresent(of -> write(new DeskEvent.TranscriptView(of.conversation(), by, now)));
        return item;
    }

    @Override
    public synchronized Deciding decide(
            UUID id, int number, int piece, int seen, Ruling ruling, Actor by, Instant now) {
        var item = item(id, number);
        var before = item.flatMap(of -> of.piece(piece));
        if (before.isEmpty()) {
            return new Deciding.NotThere();
        }
        if (before.get().version() != seen) {
            return new Deciding.Meanwhile(before.get());
        }
        var after = before.get().decided(ruling, by.person(), now);
        items.get(id).get(number - 1).pieces().set(piece - 1, after);
        write(new RecordsEvent.Deciding(
                id, item.orElseThrow().conversation(), after.kind().word(), ruling.word(), ruling.reasons(), by, now));
        return new Deciding.Decided(after);
    }

    @Override
    public synchronized void gave(UUID id, String digest, long rows, Actor by, Instant now) {
        requests.put(id, requests.get(id).given(by.person(), now, digest));
        write(new RecordsEvent.Giving(id, digest, rows, by, now));
    }
}

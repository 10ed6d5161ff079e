package io.glassline.console;

import io.glassline.audit.AuditEntry;
import io.glassline.channel.MailThread;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Note;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueueStep;
import io.glassline.conversation.Snooze;
import io.glassline.conversation.Stage;
import io.glassline.desk.Board;
import io.glassline.desk.Desk;
import io.glassline.message.Author;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import io.glassline.store.Change;
import io.glassline.store.ConversationStore;
import io.glassline.turn.PhoneLines.PhoneLine;
import io.glassline.turn.Sessions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Everything the console reads and writes, in memory: the record, the board over it, and its changes.
final class MemoryDesk implements ConversationStore, Board, Sessions, Changes, Desk.AuditWriter {

    final List<Runnable> listeners = new ArrayList<>();

    /// The database is away.
    volatile boolean away;

    /// When a message to the address of every conversation came back.
    volatile Optional<Instant> bouncedAt = Optional.empty();

    final Map<Lane, PhoneLine> phoneLines = new HashMap<>();

    private final Map<Conversation.Id, Conversation> conversations = new LinkedHashMap<>();
    private final Map<Conversation.Id, List<Message>> messages = new HashMap<>();
    private final Map<Conversation.Id, List<Change.Decision>> decisions = new HashMap<>();
    final Map<Conversation.Id, List<QueueStep>> steps = new HashMap<>();
    private final Map<Conversation.Id, Snooze> snoozes = new HashMap<>();
    final Map<Conversation.Id, List<Note>> notes = new LinkedHashMap<>();
    private final Map<Message.Id, Delivery> deliveries = new HashMap<>();
    private final Map<Message.Id, Long> entryOf = new HashMap<>();
    private final List<AuditEntry> entries = new ArrayList<>();

    @Override
    public synchronized boolean commit(Change change) {
        var next = change.after();
        var version = find(next.id()).map(Conversation::version).orElse(0L);
        if (next.version() != version + 1) {
            return false;
        }
        conversations.put(next.id(), next);
        messages.computeIfAbsent(next.id(), _ -> new ArrayList<>()).addAll(change.messages());
        decisions.computeIfAbsent(next.id(), _ -> new ArrayList<>()).addAll(change.decisions());
        change.snooze().ifPresent(snooze -> snoozes.put(next.id(), snooze));
        change.step()
                .ifPresent(step ->
                        steps.computeIfAbsent(next.id(), _ -> new ArrayList<>()).add(step));
        notes.computeIfAbsent(next.id(), _ -> new ArrayList<>()).addAll(change.notes());
        change.sends().forEach(send -> deliveries.put(send.message().id(), Delivery.QUEUED));
        change.entries().forEach(this::write);
        return true;
    }

    @Override
    public synchronized void write(AuditEntry entry) {
        entries.add(entry);
        entry.message().ifPresent(message -> entryOf.putIfAbsent(message, (long) entries.size() - 1));
        List.copyOf(listeners).forEach(Runnable::run);
    }

    synchronized void delivered(Message.Id message, Delivery delivery) {
        deliveries.put(message, delivery);
    }

    synchronized List<String> kinds() {
        return entries.stream().map(AuditEntry::kind).toList();
    }

    /// The sealed parts of the entries whose kinds begin so, in order.
    synchronized List<String> sealed(String... kinds) {
        return entries.stream()
                .filter(entry -> Arrays.stream(kinds).anyMatch(entry.kind()::startsWith))
                .map(entry -> new String(entry.opening().orElseThrow().sealed().orElseThrow(), StandardCharsets.UTF_8))
                .toList();
    }

    synchronized int listening() {
        return listeners.size();
    }

    @Override
    public synchronized Listening listen(Runnable onChange) {
        listeners.add(onChange);
        return () -> forget(onChange);
    }

    private synchronized void forget(Runnable onChange) {
        listeners.remove(onChange);
    }

    synchronized List<Conversation> all() {
        return List.copyOf(conversations.values());
    }

    @Override
    public synchronized Optional<Conversation> find(Conversation.Id id) {
        return Optional.ofNullable(conversations.get(id));
    }

    @Override
    public synchronized List<QueueLine> queues() {
        var queues = new LinkedHashMap<QueueId, List<Stage>>();
        conversations
                .values()
                .forEach(c -> ConversationLines.queue(c.stage())
                        .ifPresent(queue -> queues.computeIfAbsent(queue, _ -> new ArrayList<>())
                                .add(c.stage())));
        return queues.entrySet().stream()
                .map(queue -> new QueueLine(
                        queue.getKey(),
                        (int) queue.getValue().stream()
                                .filter(Stage.Waiting.class::isInstance)
                                .count(),
                        (int) queue.getValue().stream()
                                .filter(Stage.Waiting.class::isInstance)
                                .filter(stage -> ConversationLines.isA(stage, Stage.Priority.EMERGENCY))
                                .count(),
                        (int) queue.getValue().stream()
                                .filter(Stage.WithAgent.class::isInstance)
                                .count(),
                        queue.getValue().stream()
                                .filter(Stage.Waiting.class::isInstance)
                                .map(Stage.Waiting.class::cast)
                                .map(Stage.Waiting::since)
                                .min(Comparator.naturalOrder())))
                .toList();
    }

    @Override
    public synchronized Listing conversations(Filter filter, Optional<String> cursor, int countMax) {
        if (away) {
            throw new IllegalStateException("connection to 10.0.0.7 refused");
        }
        var fitting = conversations.values().stream()
                .filter(fits(filter))
                .sorted(Comparator.comparing(MemoryDesk::urgency).thenComparing(ConversationLines::since))
                .toList();
        var from = cursor.map(Integer::parseInt).orElse(0);
        var to = Math.min(from + countMax, fitting.size());
        var lines = fitting.subList(from, to).stream().map(this::line).toList();
        return new Listing(lines, to < fitting.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    private static Predicate<Conversation> fits(Filter filter) {
        return c -> filter.address().map(c.lane().citizen().value()::equals).orElse(true)
                && filter.state().map(c.stage().state()::equals).orElse(true)
                && filter.queue()
                        .map(q -> ConversationLines.queue(c.stage()).equals(Optional.of(q)))
                        .orElse(true)
                && filter.agentId()
                        .map(a -> c.stage() instanceof Stage.WithAgent(var _, var holder, var _, var _)
                                && holder.equals(a))
                        .orElse(true);
    }

    private static int urgency(Conversation conversation) {
        return conversation.stage() instanceof Stage.Waiting(var _, var priority, var _) ? priority.ordinal() : 9;
    }

    private ConversationLine line(Conversation conversation) {
        var said = messages.getOrDefault(conversation.id(), List.of());
        return new ConversationLine(
                conversation,
                said.isEmpty() ? "" : said.getLast().content().words(),
                said.isEmpty() ? "citizen" : said.getLast().author().role(),
                said.stream().filter(Message::inbound).map(Message::at).max(Comparator.naturalOrder()),
                said.stream()
                        .filter(Message::inbound)
                        .reduce((_, later) -> later)
                        .map(message -> message.content().words())
                        .orElse(""),
                (int) said.reversed().stream()
                        .takeWhile(message -> !(message.author() instanceof Author.Agent))
                        .filter(Message::inbound)
                        .count(),
                snoozedUntil(conversation));
    }

    private Optional<Instant> snoozedUntil(Conversation conversation) {
        return Optional.ofNullable(snoozes.get(conversation.id()))
                .filter(snooze -> conversation.stage() instanceof Stage.WithAgent held
                        && held.agentId().equals(snooze.agentId())
                        && !held.since().isAfter(snooze.at())
                        && held.rank().priority() != Stage.Priority.EMERGENCY)
                .filter(snooze -> messages.getOrDefault(conversation.id(), List.of()).stream()
                        .noneMatch(message -> message.inbound() && message.position() > snooze.heard()))
                .map(Snooze::until);
    }

    @Override
    public synchronized List<Message> lately(Lane lane, Instant since, int countMax) {
        return List.of(); // no turn is run here
    }

    @Override
    public synchronized List<ConversationLine> overBudget(int countMax) {
        return conversations.values().stream()
                .filter(c -> c.traffic().isOver() && c.stage() instanceof Stage.WithBot)
                .limit(countMax)
                .map(this::line)
                .toList();
    }

    @Override
    public synchronized Optional<Transcript> transcript(Conversation.Id id) {
        return find(id).map(conversation -> new Transcript(
                conversation,
                messages.getOrDefault(id, List.of()).stream().map(this::said).toList(),
                List.copyOf(decisions.getOrDefault(id, List.of())),
                List.of(),
                bouncedAt,
                ofTheLane(conversation)
                        .filter(c -> c.openedAt().isBefore(conversation.openedAt()))
                        .max(Comparator.comparing(Conversation::openedAt))
                        .map(MemoryDesk::neighbour),
                ofTheLane(conversation)
                        .filter(c -> c.openedAt().isAfter(conversation.openedAt()))
                        .min(Comparator.comparing(Conversation::openedAt))
                        .map(MemoryDesk::neighbour),
                List.copyOf(notes.getOrDefault(id, List.of())),
                snoozedUntil(conversation)));
    }

    private Stream<Conversation> ofTheLane(Conversation conversation) {
        return conversations.values().stream().filter(c -> c.lane().equals(conversation.lane()));
    }

    private static Neighbour neighbour(Conversation conversation) {
        return new Neighbour(conversation.id(), conversation.openedAt());
    }

    private Said said(Message message) {
        var delivery = Optional.ofNullable(deliveries.get(message.id()));
        return new Said(
                message,
                delivery,
                delivery.filter(Delivery.FAILED::equals).map(_ -> "30003, the phone cannot be reached"),
                List.of(),
                Optional.ofNullable(entryOf.get(message.id())));
    }

    @Override
    public synchronized List<AuditLine> audit(long after, int countMax) {
        var lines = new ArrayList<AuditLine>();
        for (var index = after + 1; index < entries.size() && lines.size() < countMax; index++) {
            var entry = entries.get((int) index);
            lines.add(new AuditLine(
                    index,
                    entry.kind(),
                    entry.at(),
                    new String(entry.leaf(), StandardCharsets.UTF_8),
                    entry.opening()
                            .flatMap(AuditEntry.Opening::sealed)
                            .map(part -> new String(part, StandardCharsets.UTF_8))));
        }
        return lines;
    }

    @Override
    public synchronized long auditSize() {
        return entries.size();
    }

    @Override
    public synchronized Activity activity(Instant since) {
        var said = messages.values().stream()
                .flatMap(List::stream)
                .filter(m -> !m.at().isBefore(since))
                .toList();
        var inbound = said.stream().filter(Message::inbound).count();
        var byOutcome = new LinkedHashMap<String, Long>();
        decisions.values().stream()
                .flatMap(List::stream)
                .forEach(decision -> byOutcome.merge(decision.decision().outcome(), 1L, Long::sum));
        return new Activity(inbound, said.size() - inbound, counts(byOutcome));
    }

    private static List<Count> counts(Map<String, Long> byName) {
        return byName.entrySet().stream()
                .map(count -> new Count(count.getKey(), count.getValue()))
                .toList();
    }

    @Override
    public void keep(Conversation conversation) {}

    // Turns are not run here.

    @Override
    public Optional<Claim> claim(Lane lane, Duration atMost) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean release(Claim claim, Optional<Conversation> latest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void hold(Collection<Lane> lanes, String holder, Duration atMost) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean forget(Lane lane) {
        return true;
    }

    @Override
    public void letGo(Collection<Lane> lanes, String holder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Optional<Conversation> findLatest(Lane lane) {
        return conversations.values().stream()
                .filter(conversation -> conversation.lane().equals(lane))
                .max(Comparator.comparing(Conversation::isOpen).thenComparing(Conversation::openedAt));
    }

    @Override
    public Instant quietSince(Conversation conversation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Conversation> quiet(List<QuietSince> accounts, int countMax) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<PhoneLine> phoneLine(Lane lane) {
        return Optional.ofNullable(phoneLines.get(lane));
    }

    @Override
    public Optional<Conversation> findByThread(Lane lane, MailThread thread) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Inbound> unfinished(Lane lane, int countMax) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasMessage(Message.Id id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Lane> lanesUnfinished(Instant receivedBefore, Instant now, int countMax) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void turnFailed(List<Message.Id> inbound, String because, Instant retryAt) {
        throw new UnsupportedOperationException();
    }
}

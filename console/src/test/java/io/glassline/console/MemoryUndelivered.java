package io.glassline.console;

import io.glassline.audit.Actor;
import io.glassline.message.Message;
import io.glassline.outbox.DeadLetterChoice;
import io.glassline.outbox.DeadLetters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Dead letters in memory, and what was decided about them: `again by agent`, `left by agent: told by phone`.
final class MemoryUndelivered implements DeadLetters {

    final List<String> decided = new ArrayList<>();

    /// The database is away.
    volatile boolean away;

    final Map<UUID, Progress> acts = new LinkedHashMap<>();
    private final List<DeadLetter> letters = new ArrayList<>();

    synchronized void add(DeadLetter letter) {
        letters.addFirst(letter);
    }

    @Override
    public synchronized Listing list(Optional<String> cursor, int countMax) {
        var from = cursor.map(Integer::parseInt).orElse(0);
        var to = Math.min(from + countMax, letters.size());
        return new Listing(
                letters.subList(from, to), to < letters.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    @Override
    public synchronized int count(int countMax) {
        if (away) {
            throw new IllegalStateException("connection to 10.0.0.7 refused");
        }
        return Math.min(letters.size(), countMax);
    }

    @Override
    public synchronized boolean sendAgain(Message.Id id, Actor by, Instant at) {
        return take(id, "again by " + by.who());
    }

    @Override
    public synchronized List<Candidate> choose(DeadLetterChoice choice, int countMax) {
        return letters.stream()
                .filter(letter -> choice.accountId()
                        .map(letter.send().lane().accountId()::equals)
                        .orElse(true))
                .filter(letter ->
                        choice.reason().map(letter.reasons()::contains).orElse(true))
                .filter(letter -> choice.since()
                        .map(since -> !letter.at().isBefore(since))
                        .orElse(true))
                .filter(letter -> choice.until().map(letter.at()::isBefore).orElse(true))
                .map(letter -> new Candidate(
                        letter.send().message().id(),
                        letter.send().lane(),
                        false,
                        letter.at(),
                        Optional.empty(),
                        letter.mayHaveArrived()))
                .limit(countMax)
                .toList();
    }

    @Override
    public synchronized boolean sendAllAgain(UUID bulk, Collection<Message.Id> ids, Actor by, Instant at) {
        if (acts.containsKey(bulk)) {
            return false;
        }
        acts.put(bulk, new Progress(by.who(), at, ids.size(), ids.size(), 0, 0));
        ids.forEach(id -> sendAgain(id, by, at));
        return true;
    }

    @Override
    public synchronized Optional<Progress> progress(UUID bulk) {
        return Optional.ofNullable(acts.get(bulk));
    }

    @Override
    public synchronized boolean leaveBe(Message.Id id, Actor by, String because, Instant at) {
        return take(id, "left by " + by.who() + ": " + because);
    }

    private boolean take(Message.Id id, String decision) {
        var was = letters.removeIf(letter -> letter.send().message().id().equals(id));
        if (was) {
            decided.add(decision);
        }
        return was;
    }
}

package io.glassline.turn;

import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Lane;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Explains [PhoneLines].
public final class InMemoryPhoneLines implements PhoneLines {

    private final InMemoryRecord record;
    private final Map<Lane, PhoneLine> calls = new LinkedHashMap<>();
    private final Map<Lane, Boolean> settled = new LinkedHashMap<>();
    private final Map<Lane, UUID> sockets = new LinkedHashMap<>();

    public InMemoryPhoneLines(InMemoryRecord record) {
        this.record = record;
    }

    @Override
    public boolean heard(Lane call, Instant now) {
        synchronized (record) {
            var before = Optional.ofNullable(calls.get(call));
            var heardAt = before.map(PhoneLine::heardAt).filter(now::isBefore).orElse(now);
            calls.put(call, new PhoneLine(heardAt, before.flatMap(PhoneLine::endedAt)));
            settled.put(call, false);
            return calls.get(call).endedAt().isEmpty();
        }
    }

    @Override
    public boolean opened(Lane call, UUID socket, Instant now) {
        synchronized (record) {
            sockets.put(call, socket);
            return heard(call, now);
        }
    }

    @Override
    public boolean speaks(Lane call, UUID socket, Instant now) {
        synchronized (record) {
            return socket.equals(sockets.get(call)) && heard(call, now);
        }
    }

    @Override
    public void ended(Lane call, Instant at) {
        synchronized (record) {
            var before = Optional.ofNullable(calls.get(call));
            calls.put(
                    call,
                    new PhoneLine(
                            before.map(PhoneLine::heardAt).orElse(at),
                            before.flatMap(PhoneLine::endedAt).or(() -> Optional.of(at))));
            settled.put(call, false);
        }
    }

    @Override
    public Optional<PhoneLine> find(Lane call) {
        synchronized (record) {
            return Optional.ofNullable(calls.get(call));
        }
    }

    @Override
    public List<Lane> unsettled(Instant quietBefore, int countMax) {
        synchronized (record) {
            return calls.entrySet().stream()
                    .filter(call -> call.getValue().endedAt().isPresent()
                            || call.getValue().heardAt().isBefore(quietBefore))
                    .map(Map.Entry::getKey)
                    .filter(call -> !settled.get(call) || hasSomethingToSay(call))
                    .limit(countMax)
                    .toList();
        }
    }

    private boolean hasSomethingToSay(Lane call) {
        return record.outbox.values().stream()
                .anyMatch(sending -> !sending.settled && sending.send.lane().equals(call));
    }

    @Override
    public void settled(Lane call) {
        synchronized (record) {
            settled.replace(call, true);
        }
    }
}

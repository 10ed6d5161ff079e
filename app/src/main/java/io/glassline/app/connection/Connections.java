package io.glassline.app.connection;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// All connections of one listener: how many there are, in all and of each client, and what is held for
/// them. Used by all event loops at once.
final class Connections {

    final String listener;
    final HttpLimits limits;

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicLong bodyBytes = new AtomicLong();
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    /// @param listener its name, for the figures.
    Connections(String listener, HttpLimits limits) {
        this.listener = listener;
        this.limits = limits;
        for (var refusal : Refusal.values()) {
            refused.put(refusal, new LongAdder());
        }
    }

    /// What can be closed to make room for another.
    interface Connection {

        /// `System.nanoTime()` since when it waits for its caller, or 0 while it works for it or streams
        /// to it.
        long waitingSinceNanos();

        void makeRoom();
    }

    /// Whether one more has its place. Where there is none, the one that has waited for its caller
    /// longest gives its.
    boolean open(Connection connection) {
        if (waiting.incrementAndGet() > limits.connectionsMax() && !oneMakesRoom()) {
            waiting.decrementAndGet();
            return false;
        }
        open.add(connection);
        return true;
    }

    private boolean oneMakesRoom() {
        Connection longest = null;
        var now = System.nanoTime();
        var longestNanos = Long.MIN_VALUE;
        for (var connection : open) {
            var since = connection.waitingSinceNanos();
            if (since != 0 && now - since > longestNanos) {
                longestNanos = now - since;
                longest = connection;
            }
        }
        if (longest == null || !open.remove(longest)) {
            return false;
        }
        count(Refusal.TOO_MANY_CONNECTIONS);
        longest.makeRoom();
        return true;
    }

    void closed(Connection connection, boolean streaming) {
        open.remove(connection);
        (streaming ? streams : waiting).decrementAndGet();
    }

    /// A stream of events is counted apart: it lasts, and has a limit of its own where it begins.
    void becameStream() {
        waiting.decrementAndGet();
        streams.incrementAndGet();
    }

    /// The stream has ended and its connection is kept: it is one like all others again.
    void streamEnded() {
        streams.decrementAndGet();
        waiting.incrementAndGet();
    }

    /// A place among this client's, or null when it has as many as it may.
    @Nullable
    Client enter(String address) {
        // Decided while the client's entry is held: two that came at once would both see one too many,
        // and both be refused the last place.
        var entered = new AtomicReference<@Nullable Client>();
        clients.compute(address, (_, known) -> {
            var client = known == null ? new Client(address) : known;
            if (client.places < limits.connectionsPerClientMax()) {
                client.places++;
                entered.set(client);
            }
            return client;
        });
        return entered.get();
    }

    void leave(Client client) {
        clients.computeIfPresent(client.address, (_, known) -> --known.places == 0 ? null : known);
    }

    /// Whether so many more bytes of this client's bodies may be held. What may not, is not held.
    boolean hold(Client client, long bytes) {
        var ofClient = client.bodyBytes.addAndGet(bytes);
        var ofAll = bodyBytes.addAndGet(bytes);
        if (ofClient <= limits.clientBodiesMaxBytes() && ofAll <= limits.bodiesMaxBytes()) {
            return true;
        }
        letGo(client, bytes);
        return false;
    }

    void letGo(Client client, long bytes) {
        client.bodyBytes.addAndGet(-bytes);
        bodyBytes.addAndGet(-bytes);
    }

    void count(Refusal refusal) {
        refused(refusal).increment();
    }

    LongAdder refused(Refusal refusal) {
        return Objects.requireNonNull(refused.get(refusal));
    }

    int connections() {
        return waiting.get();
    }

    int streams() {
        return streams.get();
    }

    long bodyBytes() {
        return bodyBytes.get();
    }

    int clients() {
        return clients.size();
    }

    /// One address, with what it has here.
    static final class Client {

        private final String address;
        /// Changed only while the entry of this client is held.
        private int places;

        private final AtomicLong bodyBytes = new AtomicLong();

        private Client(String address) {
            this.address = address;
        }
    }
}

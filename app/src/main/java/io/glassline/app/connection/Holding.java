package io.glassline.app.connection;

import io.glassline.app.connection.Connections.Client;
import org.jspecify.annotations.Nullable;

/// What one connection holds in its client's name: a place among the client's connections, and bytes of
/// large bodies.
final class Holding {

    private final Connections connections;
    private @Nullable Client client;
    private long bytes;

    Holding(Connections connections) {
        this.connections = connections;
    }

    /// @param address as [ClientKey] has it.
    /// @return whether this client had a place left.
    boolean enter(String address) {
        client = connections.enter(address);
        return client != null;
    }

    boolean hasPlace() {
        return client != null;
    }

    /// Whether there is room for so many bytes more.
    boolean hold(long more) {
        if (more > 0 && (client == null || !connections.hold(client, more))) {
            return false;
        }
        bytes += more;
        return true;
    }

    void letBytesGo() {
        if (client != null && bytes > 0) {
            connections.letGo(client, bytes);
            bytes = 0;
        }
    }

    void leave() {
        letBytesGo();
        if (client != null) {
            connections.leave(client);
            client = null;
        }
    }
}

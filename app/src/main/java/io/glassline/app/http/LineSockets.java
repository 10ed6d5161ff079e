package io.glassline.app.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The sockets over which this node speaks with callers. When the node ends, their callers go on over another one's.
public final class LineSockets implements AutoCloseable {

    /// On one node. Whoever finds no place is spoken with in the answers to requests.
    static final int SOCKETS_MAX = 2_000;

    private final Set<OpenSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /// Two that come at once may both be let in.
    boolean hasRoom() {
        return !closing && open.size() < SOCKETS_MAX;
    }

    void opened(OpenSocket socket) {
        open.add(socket);
        if (closing) {
            socket.leave();
        }
    }

    void closed(OpenSocket socket) {
        open.remove(socket);
    }

    @Override
    public void close() {
        closing = true;
        open.forEach(OpenSocket::leave);
    }
}

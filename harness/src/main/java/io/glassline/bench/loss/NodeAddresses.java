package io.glassline.bench.loss;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// The nodes' internet-facing ports, as a load balancer sees them: one that refused is left alone for a moment.
final class NodeAddresses {

    private static final long LEFT_ALONE_NANOS = 200_000_000L;

    private final List<NodeAddress> doors;

    NodeAddresses(List<Integer> ports) {
        this.doors = ports.stream()
                .map(port -> new NodeAddress(new InetSocketAddress("127.0.0.1", port)))
                .toList();
    }

    static final class NodeAddress {

        final InetSocketAddress address;
        private volatile long refusedNanos = System.nanoTime() - LEFT_ALONE_NANOS;
        private volatile boolean closed;

        NodeAddress(InetSocketAddress address) {
            this.address = address;
        }

        void refused() {
            refusedNanos = System.nanoTime();
        }

        /// Taken out of the rotation before its node is ended, as an orchestrator does.
        void closed(boolean isClosed) {
            closed = isClosed;
        }

        private boolean isOpen() {
            return !closed && System.nanoTime() - refusedNanos >= LEFT_ALONE_NANOS;
        }
    }

    List<NodeAddress> all() {
        return doors;
    }

    /// One that is open, by chance; any, when none is.
    NodeAddress any() {
        var open = doors.stream().filter(NodeAddress::isOpen).toList();
        var from = open.isEmpty() ? doors : open;
        return from.get(ThreadLocalRandom.current().nextInt(from.size()));
    }

    /// Another than this one, where there is one.
    NodeAddress otherThan(NodeAddress door) {
        var others = doors.stream().filter(other -> other != door).toList();
        return others.isEmpty() ? door : others.get(ThreadLocalRandom.current().nextInt(others.size()));
    }
}

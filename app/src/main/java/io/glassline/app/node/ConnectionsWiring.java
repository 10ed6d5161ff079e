package io.glassline.app.node;

import io.glassline.app.connection.ListenerConnections;
import io.glassline.app.connection.MemoryPressure;
import io.micronaut.context.ApplicationContext;

/// What callers may take of this node, and how much memory it has left.
record ConnectionsWiring(ListenerConnections connections, MemoryPressure memory) implements Part {

    static ConnectionsWiring open(NodeContext node) {
        var wiring =
                new ConnectionsWiring(new ListenerConnections(node.deployment().httpLimits()), new MemoryPressure());
        wiring.connections.bindTo(node.meters());
        wiring.memory.bindTo(node.meters());
        return wiring;
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(ListenerConnections.class, connections);
    }
}

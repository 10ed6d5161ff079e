package io.glassline.store;

import io.glassline.conversation.InMemoryPorts;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Ports;

class InMemoryQuietConversationsTest extends QuietConversationsContract {

    private final Ports ports = InMemoryPorts.over(new InMemoryRecord());

    @Override
    protected Ports ports() {
        return ports;
    }
}

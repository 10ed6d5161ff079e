package io.glassline.outbox;

import io.glassline.conversation.InMemoryPorts;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Ports;

class InMemoryBouncedAddressTest extends BouncedAddressContract {

    private final Ports ports = InMemoryPorts.over(new InMemoryRecord());

    @Override
    protected Ports ports() {
        return ports;
    }
}

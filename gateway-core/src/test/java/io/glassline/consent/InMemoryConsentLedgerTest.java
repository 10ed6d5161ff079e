package io.glassline.consent;

import io.glassline.conversation.InMemoryPorts;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Ports;

class InMemoryConsentLedgerTest extends ConsentLedgerContract {

    private final Ports ports = InMemoryPorts.over(new InMemoryRecord());

    @Override
    protected Ports ports() {
        return ports;
    }
}

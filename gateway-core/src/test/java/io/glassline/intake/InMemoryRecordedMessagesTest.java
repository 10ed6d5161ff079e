package io.glassline.intake;

import io.glassline.conversation.InMemoryPorts;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Ports;

class InMemoryRecordedMessagesTest extends RecordedMessagesContract {

    private final Ports ports = InMemoryPorts.over(new InMemoryRecord());

    @Override
    protected Ports ports() {
        return ports;
    }
}

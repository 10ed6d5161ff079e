package io.glassline.turn;

import io.glassline.conversation.InMemoryPorts;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Ports;

class InMemoryPhoneLinesTest extends PhoneLinesContract {

    private final InMemoryRecord record = new InMemoryRecord();
    private final PhoneLines lines = new InMemoryPhoneLines(record);

    @Override
    protected PhoneLines lines() {
        return lines;
    }

    @Override
    protected Ports ports() {
        return InMemoryPorts.over(record);
    }
}

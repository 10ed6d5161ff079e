package io.glassline.conversation;

import io.glassline.consent.InMemoryConsentLedger;
import io.glassline.intake.InMemoryInboundLog;
import io.glassline.intake.InMemoryRecordedMessages;
import io.glassline.outbox.InMemoryDeadLetters;
import io.glassline.outbox.InMemoryOutbox;
import io.glassline.store.InMemoryConversationStore;

/// All twins over one record.
public final class InMemoryPorts {

    private InMemoryPorts() {}

    public static Ports over(InMemoryRecord record) {
        return new Ports(
                new InMemoryInboundLog(record),
                new InMemoryConversationStore(record),
                new InMemoryOutbox(record, Samples.AUDIT),
                new InMemoryDeadLetters(record, Samples.AUDIT),
                new InMemoryConsentLedger(record, Samples.AUDIT),
                new InMemoryRecordedMessages(record),
                record::entries);
    }
}

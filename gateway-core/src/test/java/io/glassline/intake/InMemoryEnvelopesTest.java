package io.glassline.intake;

import io.glassline.conversation.InMemoryRecord;
import io.glassline.intake.InboundLog.Arrival;

class InMemoryEnvelopesTest extends EnvelopesContract {

    private final InMemoryRecord record = new InMemoryRecord();
    private final InMemoryEnvelopes envelopes = new InMemoryEnvelopes(record);
    private final InMemoryInboundLog inbound = new InMemoryInboundLog(record);

    @Override
    protected Envelopes envelopes() {
        return envelopes;
    }

    @Override
    protected void arrives(Arrival arrival) {
        inbound.accept(arrival).join();
        envelopes.keep(arrival);
    }
}

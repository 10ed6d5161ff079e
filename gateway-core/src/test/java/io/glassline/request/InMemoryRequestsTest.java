package io.glassline.request;

import io.glassline.conversation.InMemoryRecord;
import io.glassline.store.ConversationStore;
import io.glassline.store.InMemoryConversationStore;

class InMemoryRequestsTest extends RequestsContract {

    private final InMemoryRecord record = new InMemoryRecord();

    @Override
    protected Requests requests() {
        return new InMemoryRequests(record);
    }

    @Override
    protected ConversationStore store() {
        return new InMemoryConversationStore(record);
    }

    @Override
    protected long entries() {
        return record.entries().size();
    }
}

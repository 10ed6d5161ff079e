package io.glassline.conversation;

class InMemoryConversationStoreTest extends ConversationStoreContract {

    private final Ports ports = InMemoryPorts.over(new InMemoryRecord());

    @Override
    protected Ports ports() {
        return ports;
    }
}

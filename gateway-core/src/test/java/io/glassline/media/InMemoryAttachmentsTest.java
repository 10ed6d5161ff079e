package io.glassline.media;

import io.glassline.conversation.Inbound;
import io.glassline.message.Message;

class InMemoryAttachmentsTest extends AttachmentsContract {

    private final InMemoryAttachments attachments = new InMemoryAttachments();

    @Override
    protected Attachments attachments() {
        return attachments;
    }

    @Override
    protected void arrives(Inbound message) {
        attachments.arrives(message);
    }

    @Override
    protected void wordsErased(Message.Id message) {
        attachments.wordsErased(message);
    }
}

package io.glassline.audit;

import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// One entry of the audit stream as it is stored: what the public may see, and what must be kept, erasably, to open
/// its commitment.
///
/// `leaf` is the public part, canonical JSON, for ever. `opening` is empty for entries of version 1 that had nothing
/// to open, and without a sealed part for those that had words. `kind` is the precise one; `message` and `conversation`
/// say, inside the city only, what the entry is about.
public record AuditEntry(
        String kind,
        Instant at,
        byte[] leaf,
        Optional<Opening> opening,
        Optional<Message.Id> message,
        Optional<Conversation.Id> conversation) {

    /// The transparency log holds entries of at most this many bytes.
    public static final int LEAF_MAX_BYTES = 65_535;

    public AuditEntry {
        if (leaf.length > LEAF_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "audit entry " + kind + " has " + leaf.length + " bytes; at most " + LEAF_MAX_BYTES);
        }
    }

    static AuditEntry of(AuditEvent event, byte[] leaf, Opening opening) {
        return new AuditEntry(
                event.kind().word(), event.at(), leaf, Optional.of(opening), event.messageId(), event.conversationId());
    }

    /// What opens a leaf. `sealed` is canonical JSON, and `salt` the key of the commitment to it. `wordsSalt` is the
    /// key of the commitment to the words, where there are any. In version 1 there is no sealed part, and `salt` is
    /// that of the words.
    public record Opening(byte[] salt, Optional<byte[]> sealed, Optional<byte[]> wordsSalt) {}

    @Override
    public boolean equals(Object other) {
        return other instanceof AuditEntry that
                && kind.equals(that.kind)
                && at.equals(that.at)
                && Arrays.equals(leaf, that.leaf)
                && message.equals(that.message)
                && conversation.equals(that.conversation);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(leaf);
    }
}

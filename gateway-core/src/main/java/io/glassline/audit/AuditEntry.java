package io.glassline.audit;

import io.glassline.conversation.Conversation;
import io.glassline.message.Message;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// One entry of the audit stream: what the public may see, and what must be kept, erasably, to open its commitment.
///
/// `leaf` is the public part, canonical JSON, for ever. `salt` is the key of its commitment. `message` and
/// `conversation` say, inside the city only, what the entry is about.
public record AuditEntry(
        String kind,
        Instant at,
        byte[] leaf,
        Optional<byte[]> salt,
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

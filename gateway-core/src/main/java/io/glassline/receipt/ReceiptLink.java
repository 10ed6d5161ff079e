package io.glassline.receipt;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import java.time.Duration;
import java.time.Instant;

/// A link to the receipt of a conversation, as the record keeps it: without the token.
///
/// It was sent to the lane's address and shows that lane's conversation and no other. Whoever has it sees
/// what it shows, as with a paper receipt, until it expires.
///
/// @param digest of the token ([ReceiptToken#digest()])
public record ReceiptLink(String digest, Conversation.Id conversation, Lane lane, Instant givenAt) {

    /// How long a link is good for. Who needs it later writes RECEIPT again.
    public static final Duration GOOD_FOR = Duration.ofDays(30);

    public static ReceiptLink of(ReceiptToken token, Conversation conversation, Instant givenAt) {
        return new ReceiptLink(token.digest(), conversation.id(), conversation.lane(), givenAt);
    }

    /// From then on it shows nothing.
    public Instant expiresAt() {
        return givenAt.plus(GOOD_FOR);
    }
}

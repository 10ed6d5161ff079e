package io.glassline.receipt;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A link that was sent to the lane's address, as the record keeps it: without the token.
///
/// It shows the receipt of that conversation to whoever has it, as with a paper receipt, until it
/// expires; or all that is known of the address, to whoever has the code as well.
///
/// @param digest of the token ([ReceiptToken#digest()])
/// @param code where it shows the whole record: what the code must fit ([RecordCode#digest]); empty for a receipt
public record ReceiptLink(
        String digest, Conversation.Id conversation, Lane lane, Instant givenAt, Optional<String> code) {

    /// How long a receipt's link is good for. Who needs it later writes RECEIPT again.
    public static final Duration GOOD_FOR = Duration.ofDays(30);

    /// How long a link to the whole record is good for. It shows more, and nobody keeps it.
    public static final Duration RECORD_GOOD_FOR = Duration.ofHours(24);

    public static ReceiptLink of(ReceiptToken token, Conversation conversation, Instant givenAt) {
        return new ReceiptLink(token.digest(), conversation.id(), conversation.lane(), givenAt, Optional.empty());
    }

    /// To all that is known of the conversation's address.
    public static ReceiptLink ofRecord(ReceiptToken token, String code, Conversation conversation, Instant givenAt) {
        var guard = Optional.of(RecordCode.digest(token, code));
        return new ReceiptLink(token.digest(), conversation.id(), conversation.lane(), givenAt, guard);
    }

    /// From then on it shows nothing.
    public Instant expiresAt() {
        return givenAt.plus(code.isPresent() ? RECORD_GOOD_FOR : GOOD_FOR);
    }
}

package io.glassline.privacy;

import io.glassline.message.Address;
import io.glassline.receipt.ConversationReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What is known of one address.
///
/// @param conversations each with its messages and what opens their entries, the earliest first
/// @param consents what was agreed to and taken back, the earliest first
/// @param requests what was asked of the city's systems, the earliest first
public record CitizenRecord(
        Address address, List<ConversationReceipt> conversations, List<Consented> consents, List<Asked> requests) {

    /// What the record calls it when it is given out or refused.
    public static final String EXPORT = "one citizen's record";

    public CitizenRecord {
        conversations = List.copyOf(conversations);
        consents = List.copyOf(consents);
        requests = List.copyOf(requests);
    }

    /// @param words the citizen's own
    public record Consented(String account, String programme, String standing, String how, String words, Instant at) {}

    /// @param given what the citizen said, by name
    /// @param number the city system's own, or empty
    public record Asked(
            String service, Map<String, String> given, String phase, String number, String status, Instant at) {}

    /// How many messages there are.
    public long messages() {
        return conversations.stream().mapToLong(one -> one.lines().size()).sum();
    }
}

package io.glassline.bench.days;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the gateway's record says of all that came in, as the judge needs it.
///
/// @param decisions by the message they are about
/// @param answers the messages that answer one, by the one
/// @param sends by the message
/// @param places where a message's conversation is now, by the message
/// @param quarantined bodies of what could not be read or was for nobody, and waits for a person
public record Books(
        List<InboundRow> inbound,
        Map<UUID, DecisionRow> decisions,
        Map<UUID, List<UUID>> answers,
        Map<UUID, SendRow> sends,
        Map<UUID, PlaceRow> places,
        List<String> quarantined) {

    public record InboundRow(
            UUID id,
            String account,
            String address,
            String providerId,
            @Nullable String mailId,
            boolean isSignal,
            boolean isFinished,
            @Nullable String failure) {}

    /// @param rule the rule or step that decided
    /// @param words why, in a sentence
    public record DecisionRow(String outcome, String rule, String words) {}

    /// @param isWaitingDead whether it is in the list of what was not delivered
    public record SendRow(
            boolean isSettled,
            boolean isDead,
            boolean isWaitingDead,
            @Nullable String note) {}

    public record PlaceRow(String state, @Nullable String queue) {}
}

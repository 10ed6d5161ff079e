package io.glassline.simulator.whatsapp;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A message of the city's on its way to a phone.
///
/// @param offer how a press on what it offers comes back
/// @param error Meta's number for why it failed
/// @param echo the sender's own words about it, repeated with each status
@JsonInclude(JsonInclude.Include.NON_NULL)
record OutgoingMessage(
        String id,
        String to,
        String status,
        String offer,
        @Nullable Integer error,
        @Nullable String echo) {

    OutgoingMessage become(String newStatus) {
        return new OutgoingMessage(id, to, newStatus, offer, error, echo);
    }

    OutgoingMessage fail(int code) {
        return new OutgoingMessage(id, to, "failed", offer, code, echo);
    }

    @JsonIgnore
    boolean isUnderWay() {
        return status.equals("accepted") || status.equals("sent");
    }
}

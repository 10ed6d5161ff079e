package io.glassline.simulator.twilio;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as Twilio's REST API has it.
///
/// @param status `queued`, `sent`, `delivered` or `undelivered`; of a citizen's, `received`
/// @param created in ISO 8601, as is `updated`
@JsonInclude(JsonInclude.Include.NON_NULL)
record TextMessage(
        String sid,
        String direction,
        String from,
        String to,
        String body,
        int numMedia,
        String status,
        @Nullable Integer errorCode,
        String created,
        String updated,
        @Nullable String statusCallback,
        @Nullable List<String> mediaSids) {

    @JsonIgnore
    List<String> media() {
        return mediaSids == null ? List.of() : mediaSids;
    }

    TextMessage become(String newStatus, @Nullable Integer newErrorCode, Instant now) {
        return new TextMessage(
                sid,
                direction,
                from,
                to,
                body,
                numMedia,
                newStatus,
                newErrorCode,
                created,
                now.toString(),
                statusCallback,
                mediaSids);
    }

    @JsonIgnore
    boolean isUnderWay() {
        return status.equals("queued") || status.equals("sent");
    }

    String ledgerState() {
        return status.equals("undelivered") ? "failed" : status;
    }
}

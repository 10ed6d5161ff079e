package io.glassline.simulator.whatsapp;

import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.Faults;
import io.glassline.simulator.provider.Ids;
import io.glassline.simulator.provider.Json;
import java.util.Map;

/// Meta's ways to say no.
///
/// Source: <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>
final class GraphFailure {

    private GraphFailure() {}

    static final Faults.Refusal REFUSAL = new Faults.Refusal() {
        @Override
        public Answer.Reply of(int status, long retryAfterSeconds) {
            return refusal(status);
        }

        @Override
        public Answer.Reply ofRecipientLimit(long retryAfterSeconds) {
            return failure(
                    400,
                    131056,
                    "(#131056) (Business Account, Consumer Account) pair rate limit hit",
                    "Message failed to send because there were too many messages sent from this phone number to the"
                            + " same phone number in a short period of time.");
        }
    };

    static Answer.Reply refusal(int status) {
        return switch (status) {
            case 429 ->
                failure(400, 130429, "(#130429) Rate limit hit", "Cloud API message throughput has been reached.");
            case 401, 403 -> failure(status, 190, "Error validating access token: Session has expired", "");
            default -> failure(status, status >= 500 ? 2 : 100, "(#2) Service temporarily unavailable", "");
        };
    }

    static Answer.Reply notValid(String details) {
        return failure(400, 131009, "(#131009) Parameter value is not valid", details);
    }

    static Answer.Reply noSuchObject(String method, String id) {
        return failure(
                400,
                100,
                "Unsupported " + method + " request. Object with ID '" + id + "' does not exist, cannot be loaded due"
                        + " to missing permissions, or does not support this operation.",
                "");
    }

    static Answer.Reply failure(int status, int code, String message, String details) {
        var error = Json.map("message", message, "type", "OAuthException", "code", code);
        if (!details.isEmpty()) {
            error.put("error_data", Json.map("messaging_product", "whatsapp", "details", details));
        }
        error.put("fbtrace_id", Ids.hex32().substring(0, 23));
        return Answer.json(status, Map.of("error", error));
    }
}

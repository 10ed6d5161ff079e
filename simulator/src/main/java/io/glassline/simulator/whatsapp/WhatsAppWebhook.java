package io.glassline.simulator.whatsapp;

import io.glassline.simulator.provider.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands in a webhook of Meta's.
///
/// Source: <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples>
final class WhatsAppWebhook {

    private WhatsAppWebhook() {}

    static Map<String, @Nullable Object> value(@Nullable Object... more) {
        var value = Json.map(
                "messaging_product",
                "whatsapp",
                "metadata",
                Json.map(
                        "display_phone_number",
                        WhatsAppDemo.DISPLAY_NUMBER,
                        "phone_number_id",
                        WhatsAppDemo.PHONE_NUMBER_ID));
        value.putAll(Json.map(more));
        return value;
    }

    static Map<String, @Nullable Object> status(OutgoingMessage message, Instant at) {
        var status = Json.map(
                "id",
                message.id(),
                "status",
                message.status(),
                "timestamp",
                seconds(at),
                "recipient_id",
                message.to(),
                "recipient_user_id",
                "US." + message.to());
        if (message.echo() != null) {
            status.put("biz_opaque_callback_data", message.echo());
        }
        if (message.error() != null) {
            status.put(
                    "errors",
                    List.of(Json.map(
                            "code",
                            message.error(),
                            "title",
                            "Message undeliverable",
                            "message",
                            "Message undeliverable",
                            "error_data",
                            Map.of("details", "Message Undeliverable."),
                            "href",
                            "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/")));
        } else {
            status.put(
                    "pricing",
                    Json.map(
                            "billable",
                            false,
                            "pricing_model",
                            "PMP",
                            "category",
                            "service",
                            "type",
                            "free_customer_service"));
        }
        return value("statuses", List.of(status));
    }

    static String seconds(Instant at) {
        return String.valueOf(at.getEpochSecond());
    }
}

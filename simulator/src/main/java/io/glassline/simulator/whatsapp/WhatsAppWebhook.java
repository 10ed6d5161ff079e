package io.glassline.simulator.whatsapp;

import io.glassline.simulator.provider.Account;
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

    /// The number that people write to, as Meta writes it.
    static String displayNumber(Account account) {
        return account.city().shown().replaceAll("[^0-9]", "");
    }

    static Map<String, @Nullable Object> value(Account account, @Nullable Object... more) {
        var value = Json.map(
                "messaging_product",
                "whatsapp",
                "metadata",
                Json.map("display_phone_number", displayNumber(account), "phone_number_id", account.own()));
        value.putAll(Json.map(more));
        return value;
    }

    static Map<String, @Nullable Object> status(Account account, OutgoingMessage message, Instant at) {
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
        return value(account, "statuses", List.of(status));
    }

    static String seconds(Instant at) {
        return String.valueOf(at.getEpochSecond());
    }
}

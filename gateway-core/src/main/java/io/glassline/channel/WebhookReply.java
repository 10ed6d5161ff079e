package io.glassline.channel;

/// What we answer on the provider's own connection.
public record WebhookReply(int status, String contentType, String body) {

    public static WebhookReply status(int status) {
        return new WebhookReply(status, "", "");
    }
}

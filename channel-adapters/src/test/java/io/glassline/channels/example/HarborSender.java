package io.glassline.channels.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.SendOutcome;
import io.glassline.channels.ProviderCall;
import io.glassline.channels.ProviderCall.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/// Hands text messages to Harbor.
final class HarborSender {

    private static final String API = "https://api.harbor.example";

    private final HttpClient http = ProviderCall.client();

    SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        var body = HarborWebhook.JSON
                .createObjectNode()
                .put("from", account.ownAddress())
                .put("to", message.to().value())
                .put("text", part.text())
                .put("reference", new Outgoing.PartRef(message.id(), part.number()).toString())
                .put("callback", callbackUrl);
        var request = HttpRequest.newBuilder(
                        URI.create(account.setting("api-url").orElse(API) + "/v1/messages"))
                .timeout(ProviderCall.ANSWER_MAX)
                .header("Authorization", "Bearer " + account.secret("api-key").value())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return switch (ProviderCall.make(http, request)) {
            case Reply.Answer answered -> outcome(answered);
            case Reply.NoConnection noConnection -> noConnection.outcome();
            case Reply.NoAnswer noAnswer -> noAnswer.outcome();
        };
    }

    private static SendOutcome outcome(Reply.Answer answered) {
        var answer = json(answered.body());
        var code = answer.path("code").asText(Integer.toString(answered.status()));
        var because = answer.path("message").asText("the provider answered " + answered.status());
        if (code.equals("opted_out")) {
            return new SendOutcome.Unwanted(because);
        }
        if (answered.status() == 401) {
            return new SendOutcome.AccountFault(code, because);
        }
        if (answered.status() == 429) {
            return new SendOutcome.Busy(SendOutcome.Limit.ACCOUNT, because, answered.retryAfter());
        }
        if (answered.status() >= 500) {
            return new SendOutcome.Retry(because, answered.retryAfter());
        }
        if (answered.status() >= 400) {
            return new SendOutcome.Rejected(code, because);
        }
        return answer.path("id").isTextual()
                ? new SendOutcome.Accepted(answer.path("id").asText())
                : new SendOutcome.Unknown("the provider's answer names no message");
    }

    private static JsonNode json(String body) {
        try {
            return HarborWebhook.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}

package io.glassline.channels.whatsapp;

import static io.glassline.channels.ChatJson.each;
import static io.glassline.channels.whatsapp.WhatsAppWebhook.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.channel.ChannelAccount;
import io.glassline.channels.ProviderCall;
import io.glassline.channels.ProviderCall.Reply;
import io.glassline.template.MessageTemplate.Category;
import io.glassline.template.ProviderTemplate;
import io.glassline.template.ProviderTemplate.State;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what Meta has of a business account's templates:
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management>.
final class WhatsAppTemplates {

    /// The WhatsApp business account that owns the number.
    static final String BUSINESS_ACCOUNT = "business-account-id";

    private static final String FIELDS = "name,language,status,category,rejected_reason,components";
    private static final int PAGE = 100;

    /// Meta keeps at most 6,000 templates for one account. What goes on for longer is read in a circle.
    private static final int PAGES_MAX = 60;

    private static final String NO_REASON = "NONE";

    private final HttpClient http = ProviderCall.client();

    /// All of them, page by page. Half a list would say of the other half that it is gone.
    List<ProviderTemplate> read(ChannelAccount account) throws IOException {
        var templates = new ArrayList<ProviderTemplate>();
        var after = Optional.<String>empty();
        for (var pages = 0; pages < PAGES_MAX; pages++) {
            var page = page(account, after);
            each(page.path("data")).map(WhatsAppTemplates::template).forEach(templates::add);
            after = text(page.path("paging").path("cursors"), "after")
                    .filter(_ -> page.path("paging").has("next"));
            if (after.isEmpty()) {
                return templates;
            }
        }
        throw new IOException("the provider's list of templates has more than " + PAGES_MAX + " pages");
    }

    /// The next page is asked for at our own address, by its cursor: an answer does not say where the token goes.
    private JsonNode page(ChannelAccount account, Optional<String> after) throws IOException {
        var url = WhatsAppSender.base(account) + "/" + account.requiredSetting(BUSINESS_ACCOUNT)
                + "/message_templates?fields=" + FIELDS + "&limit=" + PAGE
                + after.map(cursor -> "&after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8))
                        .orElse("");
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(ProviderCall.ANSWER_MAX)
                .header(
                        "Authorization",
                        "Bearer " + account.secret("access-token").value())
                .GET()
                .build();
        return switch (ProviderCall.make(http, request)) {
            case Reply.Answer answered -> body(answered);
            case Reply.NoConnection(var because) -> throw new IOException(because);
            case Reply.NoAnswer(var because) -> throw new IOException(because);
        };
    }

    private static JsonNode body(Reply.Answer answered) throws IOException {
        JsonNode body;
        try {
            body = WhatsAppJson.MAPPER.readTree(answered.body());
        } catch (JsonProcessingException e) {
            throw new IOException("the provider answered " + answered.status() + " with no JSON");
        }
        if (answered.status() != 200 || !body.path("data").isArray()) {
            throw new IOException("the provider answered %d%s"
                    .formatted(
                            answered.status(),
                            text(body.path("error"), "message")
                                    .map(says -> ": " + says)
                                    .orElse("")));
        }
        return body;
    }

    private static ProviderTemplate template(JsonNode node) {
        return new ProviderTemplate(
                text(node, "name").orElse(""),
                text(node, "language").orElse(""),
                state(text(node, "status").orElse("")),
                text(node, "rejected_reason")
                        .filter(reason -> !reason.equals(NO_REASON))
                        .orElse(""),
                text(node, "category").flatMap(Category::of),
                each(node.path("components"))
                        .filter(component -> component.path("type").asText("").equals("BODY"))
                        .findFirst()
                        .flatMap(component -> text(component, "text"))
                        .orElse(""));
    }

    /// What is not known here can be nothing that is sent.
    private static State state(String status) {
        return switch (status) {
            case "APPROVED" -> State.APPROVED;
            case "PENDING", "IN_APPEAL" -> State.PENDING;
            case "REJECTED" -> State.REJECTED;
            case "PAUSED" -> State.PAUSED;
            default -> State.GONE;
        };
    }
}

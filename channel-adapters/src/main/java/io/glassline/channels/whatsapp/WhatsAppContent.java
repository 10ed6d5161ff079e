package io.glassline.channels.whatsapp;

import static io.glassline.channels.ChatJson.each;
import static io.glassline.channels.ChatJson.joined;
import static io.glassline.channels.ChatJson.place;
import static io.glassline.channels.whatsapp.WhatsAppWebhook.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.channels.Wording;
import io.glassline.message.Content;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What a citizen says with one message. What cannot be carried becomes content that says so.
final class WhatsAppContent {

    /// Kinds with which nobody says anything, whatever words stand in them: see [WhatsAppSignals].
    private static final Set<String> NO_SENTENCE = Set.of("reaction", "edit", "revoke", "system", "request_welcome");

    /// Of what is interactive, what a citizen picked or filled in.
    private static final List<String> ANSWERS = List.of("button_reply", "list_reply", "nfm_reply");

    /// A form's field that is the form's own and no answer.
    private static final String FORM_TOKEN = "flow_token";

    private WhatsAppContent() {}

    /// Empty when a citizen says nothing with it.
    static Optional<Content> of(JsonNode message) {
        var type = message.path("type").asText("");
        if (NO_SENTENCE.contains(type)) {
            return Optional.empty();
        }
        var body = message.path(type);
        return switch (type) {
            case "text" -> Optional.of(said(text(body, "body"), "a text with nothing in it"));
            case "image", "video", "audio", "voice", "document", "sticker" ->
                Optional.of(media(body).orElseGet(() -> said(text(body, "caption"), "a file that is not there")));
            case "location" ->
                Optional.of(place(body, label(body)).orElseGet(() -> said(label(body), "a place that is nowhere")));
            case "button" ->
                Optional.of(choice(text(body, "payload"), text(body, "text"))
                        .orElseGet(() -> unsupported("a button that does not say which")));
            case "interactive" -> interactive(body);
            case "contacts" -> Optional.of(said(joined("\n", each(body).map(WhatsAppContent::card)), "a contact card"));
            case "order" -> Optional.of(said(order(body), "an order from a catalogue"));
            case "poll" -> Optional.of(said(poll(body), "a poll"));
            case "unsupported" -> Optional.of(unsupported("a message of a kind that is not passed on to us"));
            default -> media(body).or(() -> words(message, body).map(Content.Text::new));
        };
    }

    private static Content unsupported(String description) {
        return new Content.Unsupported(description);
    }

    private static Content said(Optional<String> words, String otherwise) {
        return words.<Content>map(Content.Text::new).orElseGet(() -> unsupported(otherwise));
    }

    /// What a kind that is new may hold.
    private static Optional<String> words(JsonNode message, JsonNode body) {
        return Stream.of("caption", "text", "body")
                .flatMap(field -> Stream.of(text(body, field), text(body.path(field), "body"), text(message, field)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Content> media(JsonNode file) {
        return text(file, "id")
                .filter(_ -> file.has("mime_type") || file.has("sha256") || file.has("filename"))
                .map(id -> new Content.Media(
                        text(file, "mime_type").orElse("application/octet-stream"),
                        URI.create(WhatsAppMedia.SCHEME + URLEncoder.encode(id, StandardCharsets.UTF_8)),
                        text(file, "caption"),
                        text(file, "filename")));
    }

    private static Optional<String> label(JsonNode at) {
        return joined(", ", Stream.of(text(at, "name"), text(at, "address")));
    }

    private static Optional<Content> choice(Optional<String> id, Optional<String> label) {
        return id.or(() -> label).map(either -> new Content.Choice(either, label.orElse(either)));
    }

    private static Optional<Content> interactive(JsonNode interactive) {
        for (var kind : ANSWERS) {
            var answer = interactive.path(kind);
            if (answer.isObject()) {
                return Optional.of(
                        kind.equals("nfm_reply")
                                ? said(form(answer), "a form that was filled in")
                                : choice(text(answer, "id"), text(answer, "title"))
                                        .orElseGet(() -> unsupported("a choice that does not say which")));
            }
        }
        return Optional.empty();
    }

    /// The answers, one in a line.
    private static Optional<String> form(JsonNode reply) {
        try {
            var answers =
                    WhatsAppJson.MAPPER.readTree(reply.path("response_json").asText(""));
            return joined(
                    "\n",
                    answers.properties().stream()
                            .filter(answer -> !answer.getKey().equals(FORM_TOKEN))
                            .map(answer -> written(answer.getValue())
                                    .map(value -> Wording.legible(answer.getKey()) + ": " + value)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> written(JsonNode answer) {
        return answer.isContainerNode()
                ? joined(", ", StreamSupport.stream(answer.spliterator(), false).map(WhatsAppContent::written))
                : Optional.of(answer.asText()).filter(words -> !words.isBlank()).map(Wording::legible);
    }

    private static Optional<String> card(JsonNode contact) {
        var name = contact.path("name");
        return joined(
                "\n",
                Stream.of(
                                Stream.of(text(name, "formatted_name")
                                        .or(() -> joined(
                                                " ", Stream.of(text(name, "first_name"), text(name, "last_name"))))),
                                Stream.of(text(contact.path("org"), "company")),
                                each(contact.path("phones")).map(phone -> text(phone, "phone")),
                                each(contact.path("emails")).map(email -> text(email, "email")),
                                each(contact.path("addresses"))
                                        .map(at -> joined(", ", Stream.of(text(at, "street"), text(at, "city")))))
                        .flatMap(lines -> lines));
    }

    private static Optional<String> order(JsonNode order) {
        var items = each(order.path("product_items"))
                .map(item -> text(item, "product_retailer_id")
                        .map(product -> item.path("quantity").asText("1") + " × " + product));
        return joined("\n", Stream.concat(Stream.of(text(order, "text")), items));
    }

    private static Optional<String> poll(JsonNode poll) {
        var title = text(poll, "name").or(() -> text(poll, "question"));
        var options =
                each(poll.path("options")).map(option -> text(option, "name").or(() -> text(option, "text")));
        return joined("\n", Stream.concat(Stream.of(title), options));
    }
}

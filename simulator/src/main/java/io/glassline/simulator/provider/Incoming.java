package io.glassline.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `POST /incoming` asks for: that a citizen says something to the city.
///
/// @param button the button the citizen pressed, of those the city offered
/// @param subject and the following are for mail
public record Incoming(
        Account account,
        String from,
        String text,
        List<MediaStore.Attachment> media,
        Optional<Ledger.Button> button,
        Optional<String> profileName,
        Optional<String> subject,
        Optional<String> inReplyTo,
        Map<String, String> headers) {

    private static final Set<String> FIELDS =
            Set.of("account", "from", "text", "media", "button", "profileName", "subject", "inReplyTo", "headers");
    private static final int MEDIA_MAX = 10;

    /// @throws BadRequest saying which field is wrong and what would be right
    public static Incoming parse(JsonNode asked, Accounts accounts, MediaStore shelf) {
        asked.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new BadRequest("unknown field '" + field + "'; fields here are: "
                        + FIELDS.stream().sorted().toList());
            }
        });
        var account = accounts.required(Json.text(asked, "account"));
        var from = sender(account, Json.text(asked, "from").strip());
        var media = media(asked.path("media"), shelf);
        var button = button(asked.path("button"));
        var text = text(account, asked, media, button);
        return new Incoming(
                account,
                from,
                text,
                media,
                button,
                optional(asked, "profileName"),
                optional(asked, "subject"),
                optional(asked, "inReplyTo"),
                headers(asked.path("headers")));
    }

    private static String sender(Account account, String from) {
        if (from.isEmpty()) {
            throw new BadRequest("from is missing: who says it?");
        }
        return account.addresses().sender(from);
    }

    private static String text(
            Account account, JsonNode asked, List<MediaStore.Attachment> media, Optional<Ledger.Button> button) {
        if (button.isPresent() && !asked.hasNonNull("text")) {
            return button.get().label();
        }
        if (!asked.path("text").isTextual()) {
            if (!media.isEmpty()) {
                return "";
            }
            throw new BadRequest("text is missing: what is said?");
        }
        var text = asked.path("text").asText();
        if (text.isEmpty() && media.isEmpty() && !account.mayBeSilent()) {
            throw new BadRequest("text is empty; only a call may be silent");
        }
        if (text.length() > account.charactersMax()) {
            throw new BadRequest("text has " + text.length() + " characters; " + account.id() + " carries at most "
                    + account.charactersMax() + " in one message");
        }
        return text;
    }

    private static Optional<Ledger.Button> button(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        var id = Json.text(node, "id");
        if (id.isEmpty()) {
            throw new BadRequest("button.id is missing; /sent lists the buttons the city offered");
        }
        return Optional.of(new Ledger.Button(id, node.path("label").asText(id)));
    }

    private static List<MediaStore.Attachment> media(JsonNode node, MediaStore shelf) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        var media = new ArrayList<MediaStore.Attachment>();
        for (var item : node.isArray() ? node : List.of(node)) {
            media.add(shelf.attachment(item));
        }
        if (media.size() > MEDIA_MAX) {
            throw new BadRequest("media has " + media.size() + " items; a message carries at most " + MEDIA_MAX);
        }
        return media;
    }

    private static Map<String, String> headers(JsonNode node) {
        var headers = new LinkedHashMap<String, String>();
        node.fields().forEachRemaining(entry -> {
            if (!entry.getKey().matches("[!-9;-~]+")
                    || entry.getValue().asText().matches("(?s).*[\\r\\n].*")) {
                throw new BadRequest("headers: '" + entry.getKey() + "' is not a header on one line");
            }
            headers.put(entry.getKey(), entry.getValue().asText());
        });
        return headers;
    }

    private static Optional<String> optional(JsonNode asked, String field) {
        return asked.hasNonNull(field) ? Optional.of(asked.get(field).asText()) : Optional.empty();
    }

    public Ledger.ReceivedMessage received(String id, String at) {
        return new Ledger.ReceivedMessage(
                account.id(),
                from,
                text,
                media.stream().map(MediaStore.Attachment::filename).toList(),
                id,
                at,
                mailSubject());
    }

    private @Nullable String mailSubject() {
        return subject.orElse(null);
    }

    /// What `POST /incoming` answers: 200 when the city has it, 202 when the provider will try again.
    public static Answer answer(String id, Webhooks.FirstTry first) {
        return Answer.json(
                first.accepted() ? 200 : 202,
                Json.map("id", id, "status", first.status().orElse(null), "accepted", first.accepted()));
    }
}

package io.glassline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `POST /incoming` asks for: that a citizen says something to the city.
///
/// @param button the button the citizen pressed, of those the city offered
/// @param subject and the following are for mail
record Incoming(
        Account account,
        String from,
        String text,
        List<MediaShelf.Attachment> media,
        Optional<Ledger.Button> button,
        Optional<String> profileName,
        Optional<String> subject,
        Optional<String> inReplyTo,
        Map<String, String> headers) {

    private static final Set<String> FIELDS =
            Set.of("account", "from", "text", "media", "button", "profileName", "subject", "inReplyTo", "headers");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{3,15}");
    private static final Pattern TELEGRAM_ID = Pattern.compile("-?[1-9][0-9]{0,15}");
    private static final int MEDIA_MAX = 10;

    /// @throws BadRequest saying which field is wrong and what would be right
    static Incoming parse(JsonNode asked, MediaShelf shelf) {
        asked.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new BadRequest("unknown field '" + field + "'; fields here are: "
                        + FIELDS.stream().sorted().toList());
            }
        });
        var account = Account.required(Json.text(asked, "account"));
        var from = required(account, Json.text(asked, "from").strip());
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

    private static String required(Account account, String from) {
        if (from.isEmpty()) {
            throw new BadRequest("from is missing: who says it?");
        }
        switch (account) {
            case SMS, WHATSAPP -> require(PHONE, from, "a phone number such as +15550199");
            case TELEGRAM -> require(TELEGRAM_ID, from, "a Telegram user id, a number such as 42");
            case EMAIL -> require(Pattern.compile(".*[^@\\s<]+@[^@\\s>]+.*"), from, "a mail address");
            case VOICE -> {} // withheld callers come as words
        }
        // Twilio gives every number but short codes with its plus sign.
        var lacksPlus = (account == Account.SMS || account == Account.VOICE) && from.matches("[0-9]{7,15}");
        return lacksPlus ? "+" + from : from;
    }

    private static void require(Pattern form, String from, String what) {
        if (!form.matcher(from).matches()) {
            throw new BadRequest("from '" + from + "' is not " + what);
        }
    }

    private static String text(
            Account account, JsonNode asked, List<MediaShelf.Attachment> media, Optional<Ledger.Button> button) {
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
        if (text.isEmpty() && media.isEmpty() && account != Account.VOICE && account != Account.EMAIL) {
            throw new BadRequest("text is empty; only a call may be silent");
        }
        var longest = switch (account) {
            case SMS -> 1_600;
            case WHATSAPP, TELEGRAM -> 4_096;
            case EMAIL, VOICE -> 1_000_000;
        };
        if (text.length() > longest) {
            throw new BadRequest("text has " + text.length() + " characters; " + account.id() + " carries at most "
                    + longest + " in one message");
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

    private static List<MediaShelf.Attachment> media(JsonNode node, MediaShelf shelf) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        var media = new ArrayList<MediaShelf.Attachment>();
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

    Ledger.Received received(String id, String at) {
        return new Ledger.Received(
                account.id(),
                from,
                text,
                media.stream().map(MediaShelf.Attachment::filename).toList(),
                id,
                at,
                mailSubject());
    }

    private @Nullable String mailSubject() {
        return subject.orElse(null);
    }

    /// What `POST /incoming` answers: 200 when the city has it, 202 when the provider will try again.
    static Answer answer(String id, Webhooks.FirstTry first) {
        return Answer.json(
                first.accepted() ? 200 : 202,
                Json.map("id", id, "status", first.status().orElse(null), "accepted", first.accepted()));
    }
}

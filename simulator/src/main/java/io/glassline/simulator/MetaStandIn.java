package io.glassline.simulator;

import static io.glassline.simulator.DemoAccounts.META_ACCESS_TOKEN;
import static io.glassline.simulator.DemoAccounts.META_APP_SECRET;
import static io.glassline.simulator.DemoAccounts.META_BUSINESS_ACCOUNT_ID;
import static io.glassline.simulator.DemoAccounts.META_DISPLAY_NUMBER;
import static io.glassline.simulator.DemoAccounts.META_PHONE_NUMBER_ID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Meta's WhatsApp Cloud API.
///
/// Sources: <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>,
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples>,
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>
final class MetaStandIn {

    private static final Duration SERVICE_WINDOW = Duration.ofHours(24);
    private static final int TEXT_CHARACTERS_MAX = 4_096;
    private static final int INTERACTIVE_CHARACTERS_MAX = 1_024;
    private static final int BUTTONS_MAX = 3;
    private static final int BUTTON_CHARACTERS_MAX = 20;
    private static final int ROWS_MAX = 10;
    private static final int ROW_CHARACTERS_MAX = 24;
    private static final int ROW_DESCRIPTION_CHARACTERS_MAX = 72;
    private static final int BUTTON_ID_CHARACTERS_MAX = 256;
    private static final int ROW_ID_CHARACTERS_MAX = 200;

    private final Settings settings;
    private final Supplier<String> ownUrl;
    private final Journal journal;
    private final Ledger ledger;
    private final Faults faults;
    private final Webhooks webhooks;
    private final MediaShelf shelf;
    private final ExecutorService threads;
    private final Throttle throttle;
    private final Map<String, Accepted> underWay = new LinkedHashMap<>();
    private final Map<String, String> kindsOfOffer = new HashMap<>();

    MetaStandIn(
            Settings settings,
            Supplier<String> ownUrl,
            Journal journal,
            Ledger ledger,
            Faults faults,
            Webhooks webhooks,
            MediaShelf shelf,
            ExecutorService threads) {
        this.settings = settings;
        this.ownUrl = ownUrl;
        this.journal = journal;
        this.ledger = ledger;
        this.faults = faults;
        this.webhooks = webhooks;
        this.shelf = shelf;
        this.threads = threads;
        var perSecond = settings.limits().metaPerSecond();
        this.throttle = new Throttle(perSecond, perSecond, settings.clock());
        journal.reads("meta-message", Accepted.class, this::remember);
        webhooks.outcomesOf(
                Account.WHATSAPP,
                settled -> ledger.state(
                        Account.WHATSAPP, settled.providerId(), settled.accepted() ? "delivered" : "failed"));
    }

    /// Goes on with the messages that were on their way when an earlier run stopped.
    void resume() {
        List<Accepted> left;
        synchronized (underWay) {
            left = List.copyOf(underWay.values());
        }
        left.forEach(this::carry);
    }

    /// A citizen's message, as Meta's webhook.
    Answer incoming(Incoming in) {
        var at = settings.clock().instant();
        var id = wamid();
        ledger.received(in.received(id, at.toString()));
        return Incoming.answer(id, webhooks.send(webhook(Webhooks.Purpose.MESSAGE, id, received(in, id, at), at)));
    }

    private Map<String, @Nullable Object> received(Incoming in, String id, Instant at) {
        var from = Account.WHATSAPP.key(in.from());
        var message = Json.map("from", from, "id", id, "timestamp", seconds(at));
        if (in.button().isPresent()) {
            press(message, in, in.button().get());
        } else if (!in.media().isEmpty()) {
            attach(message, in.media().getFirst(), in.text());
        } else {
            message.put("text", Map.of("body", in.text()));
            message.put("type", "text");
        }
        var contact = Json.map(
                "profile", Map.of("name", in.profileName().orElse("Resident")), "wa_id", from, "user_id", "US." + from);
        return value("contacts", List.of(contact), "messages", List.of(message));
    }

    private void press(Map<String, @Nullable Object> message, Incoming in, Ledger.Button button) {
        var offer = ledger.offering(Account.WHATSAPP, in.from(), button.id());
        offer.ifPresent(sent -> message.put("context", Map.of("from", META_DISPLAY_NUMBER, "id", sent.id())));
        var kind = offer.map(sent -> kindOfOffer(sent.id())).orElse("button_reply");
        message.put("type", "interactive");
        message.put("interactive", Json.map("type", kind, kind, Json.map("id", button.id(), "title", button.label())));
    }

    private void attach(Map<String, @Nullable Object> message, MediaShelf.Attachment attachment, String caption) {
        var id = Ids.digits(16);
        shelf.put(id, attachment);
        var type = switch (attachment.contentType().split("/", 2)[0]) {
            case "image" -> "image";
            case "audio" -> "audio";
            case "video" -> "video";
            default -> "document";
        };
        var media = Json.map(
                "mime_type",
                attachment.contentType(),
                "sha256",
                Base64.getEncoder().encodeToString(attachment.sha256()),
                "id",
                id);
        if (type.equals("document")) {
            media.put("filename", attachment.filename());
        }
        if (type.equals("audio")) {
            media.put("voice", false);
        } else if (!caption.isEmpty()) {
            media.put("caption", caption);
        }
        message.put("type", type);
        message.put(type, media);
    }

    private Webhooks.Outgoing webhook(
            Webhooks.Purpose purpose, String id, Map<String, @Nullable Object> value, Instant at) {
        var body = Json.bytesAsMeta(Json.map(
                "object",
                "whatsapp_business_account",
                "entry",
                List.of(Json.map(
                        "id",
                        META_BUSINESS_ACCOUNT_ID,
                        "changes",
                        List.of(Json.map("value", value, "field", "messages"))))));
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "facebookexternalua");
        headers.put("X-Hub-Signature-256", Signatures.meta(body, META_APP_SECRET));
        var url = settings.channel("city-whatsapp").toString();
        return Webhooks.Outgoing.of(
                Account.WHATSAPP, purpose, id, "POST", url, headers, body, RetryManners.META, null, at);
    }

    private static Map<String, @Nullable Object> value(@Nullable Object... more) {
        var value = Json.map(
                "messaging_product",
                "whatsapp",
                "metadata",
                Json.map("display_phone_number", META_DISPLAY_NUMBER, "phone_number_id", META_PHONE_NUMBER_ID));
        value.putAll(Json.map(more));
        return value;
    }

    /// The Graph API: everything below `/v21.0/` and its like.
    Answer answer(Request request) {
        var token = request.bearer();
        if (token.isEmpty()) {
            return failure(401, 104, "An access token is required to request this resource.", "");
        }
        if (!token.get().equals(META_ACCESS_TOKEN)) {
            return failure(401, 190, "Invalid OAuth access token - Cannot parse access token", "");
        }
        var path = request.segments();
        if (request.method().equals("POST") && path.size() == 3 && path.get(2).equals("messages")) {
            return path.get(1).equals(META_PHONE_NUMBER_ID) ? post(request) : noSuchObject("post", path.get(1));
        }
        if (path.size() == 2
                && path.get(1).equals(META_PHONE_NUMBER_ID)
                && request.method().equals("GET")) {
            return Answer.json(
                    200,
                    Json.map(
                            "id",
                            META_PHONE_NUMBER_ID,
                            "verified_name",
                            "City",
                            "display_phone_number",
                            META_DISPLAY_NUMBER,
                            "quality_rating",
                            "GREEN"));
        }
        if (path.size() == 2) {
            return media(request.method(), path.get(1));
        }
        return noSuchObject(request.method().toLowerCase(Locale.ROOT), path.getLast());
    }

    private Answer post(Request request) {
        JsonNode asked;
        try {
            asked = request.isForm() ? fromForm(request.form()) : request.json();
        } catch (BadRequest notJson) {
            return failure(400, 100, "(#100) Invalid parameter", notJson.detail());
        }
        if (!Json.text(asked, "messaging_product").equals("whatsapp")) {
            return failure(400, 100, "(#100) The parameter messaging_product is required.", "");
        }
        if (Json.text(asked, "status").equals("read")) {
            return Json.text(asked, "message_id").startsWith("wamid.")
                    ? Answer.json(200, Map.of("success", true))
                    : failure(400, 100, "(#100) Invalid parameter", "message_id is not a WhatsApp message");
        }
        return faults.around(Account.WHATSAPP, (status, _) -> refusal(status), () -> send(asked));
    }

    // Graph takes parameters as a form too, nested ones as JSON.
    private static JsonNode fromForm(Params form) {
        var node = Json.MAPPER.createObjectNode();
        form.values().forEach((key, values) -> {
            var value = values.getFirst();
            try {
                node.set(key, value.startsWith("{") ? Json.MAPPER.readTree(value) : Json.MAPPER.valueToTree(value));
            } catch (JsonProcessingException notJson) {
                throw new BadRequest(key + " is not JSON");
            }
        });
        return node;
    }

    private Answer send(JsonNode asked) {
        if (throttle.secondsToWait(META_PHONE_NUMBER_ID) > 0) {
            return refusal(429);
        }
        var to = Account.WHATSAPP.key(Json.text(asked, "to"));
        if (Json.text(asked, "to").isEmpty()) {
            return failure(400, 100, "(#100) The parameter to is required.", "");
        }
        if (!to.matches("[0-9]{5,15}")) {
            return notValid("Recipient phone number not valid: " + Json.text(asked, "to"));
        }
        var type = asked.path("type").asText("text");
        var mistake = switch (type) {
            case "text" -> mistakeInText(asked.path("text"));
            case "interactive" -> mistakeInInteractive(asked.path("interactive"));
            case "image", "audio", "video", "document", "sticker" -> mistakeInMedia(asked.path(type));
            case "template" ->
                Json.text(asked.path("template"), "name").isEmpty()
                        ? Optional.of("template['name'] is required.")
                        : Optional.<String>empty();
            default ->
                Optional.of("Param type must be one of {AUDIO, DOCUMENT, IMAGE, INTERACTIVE, STICKER,"
                        + " TEMPLATE, TEXT, VIDEO} - got \"" + type + "\".");
        };
        if (mistake.isPresent()) {
            return notValid(mistake.get());
        }
        if (!type.equals("template") && isWindowClosed(to)) {
            return failure(
                    400,
                    131047,
                    "(#131047) Re-engagement message",
                    "Message failed to send because more than 24 hours have passed since the customer last replied to"
                            + " this number.");
        }
        return accepted(asked, type, to);
    }

    // Of who never wrote here nothing is known, so they are let through: a webhook that somebody else signed with the
    // public demo secret does not come by this way.
    private boolean isWindowClosed(String to) {
        if (to.equals(Account.WHATSAPP.key(DemoAccounts.WINDOW_CLOSED_NUMBER))) {
            return true;
        }
        return ledger.lastReceived(Account.WHATSAPP, to)
                .map(at -> at.plus(SERVICE_WINDOW).isBefore(settings.clock().instant()))
                .orElse(false);
    }

    private static Optional<String> mistakeInText(JsonNode text) {
        var body = Json.text(text, "body");
        if (body.isEmpty()) {
            return Optional.of("The parameter text['body'] is required.");
        }
        return tooLong("text['body']", body, TEXT_CHARACTERS_MAX);
    }

    private static Optional<String> mistakeInMedia(JsonNode media) {
        return media.hasNonNull("id") || media.hasNonNull("link")
                ? Optional.empty()
                : Optional.of("Media needs either an id or a link.");
    }

    private static Optional<String> mistakeInInteractive(JsonNode interactive) {
        var body = Json.text(interactive.path("body"), "text");
        var action = interactive.path("action");
        if (body.isEmpty()) {
            return Optional.of("The parameter interactive['body'] is required.");
        }
        return tooLong("interactive['body']['text']", body, INTERACTIVE_CHARACTERS_MAX)
                .or(() -> switch (Json.text(interactive, "type")) {
                    case "button" -> mistakeInButtons(action.path("buttons"));
                    case "list" -> mistakeInRows(action);
                    default -> Optional.of("interactive['type'] must be button or list.");
                });
    }

    private static Optional<String> mistakeInButtons(JsonNode buttons) {
        if (buttons.size() < 1 || buttons.size() > BUTTONS_MAX) {
            return Optional.of("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: " + BUTTONS_MAX);
        }
        var ids = new ArrayList<String>();
        for (var button : buttons) {
            var reply = button.path("reply");
            if (!Json.text(button, "type").equals("reply")
                    || Json.text(reply, "id").isEmpty()
                    || Json.text(reply, "title").isEmpty()) {
                return Optional.of("A button needs type reply, reply['id'] and reply['title'].");
            }
            var mistake = tooLong("button title", Json.text(reply, "title"), BUTTON_CHARACTERS_MAX)
                    .or(() -> tooLong("button id", Json.text(reply, "id"), BUTTON_ID_CHARACTERS_MAX));
            if (mistake.isPresent()) {
                return mistake;
            }
            ids.add(Json.text(reply, "id"));
        }
        return ids.stream().distinct().count() == ids.size()
                ? Optional.empty()
                : Optional.of("Button ids must be unique.");
    }

    private static Optional<String> mistakeInRows(JsonNode action) {
        var rows = rows(action);
        if (rows.isEmpty() || rows.size() > ROWS_MAX) {
            return Optional.of("Invalid rows count. Min allowed rows: 1, Max allowed rows: " + ROWS_MAX);
        }
        if (Json.text(action, "button").isEmpty()) {
            return Optional.of("The parameter interactive['action']['button'] is required.");
        }
        var sections = action.path("sections");
        for (var section : sections) {
            if (sections.size() > 1 && Json.text(section, "title").isEmpty()) {
                return Optional.of("With several sections each needs a title.");
            }
        }
        var ids = new ArrayList<String>();
        for (var row : rows) {
            if (Json.text(row, "id").isEmpty() || Json.text(row, "title").isEmpty()) {
                return Optional.of("A row needs an id and a title.");
            }
            var mistake = tooLong("row title", Json.text(row, "title"), ROW_CHARACTERS_MAX)
                    .or(() -> tooLong("row id", Json.text(row, "id"), ROW_ID_CHARACTERS_MAX))
                    .or(() ->
                            tooLong("row description", Json.text(row, "description"), ROW_DESCRIPTION_CHARACTERS_MAX));
            if (mistake.isPresent()) {
                return mistake;
            }
            ids.add(Json.text(row, "id"));
        }
        if (ids.stream().distinct().count() != ids.size()) {
            return Optional.of("Row ids must be unique.");
        }
        return tooLong("interactive['action']['button']", Json.text(action, "button"), BUTTON_CHARACTERS_MAX);
    }

    private static List<JsonNode> rows(JsonNode action) {
        return StreamSupport.stream(action.path("sections").spliterator(), false)
                .flatMap(section -> StreamSupport.stream(section.path("rows").spliterator(), false))
                .toList();
    }

    private static Optional<String> tooLong(String what, String text, int max) {
        return text.codePointCount(0, text.length()) > max
                ? Optional.of("Param " + what + " must be at most " + max + " characters long.")
                : Optional.empty();
    }

    private Answer accepted(JsonNode asked, String type, String to) {
        var at = settings.clock().instant();
        var id = wamid();
        var media = asked.path(type);
        var sent = Ledger.Sent.of(Account.WHATSAPP, Json.text(asked, "to"), words(asked, type), id, at)
                .withButtons(buttons(asked))
                .withMedia(
                        media.hasNonNull("link") || media.hasNonNull("id")
                                ? List.of(media.path("link").asText(Json.text(media, "id")))
                                : List.of());
        ledger.sent(sent);
        var echo = asked.hasNonNull("biz_opaque_callback_data") ? Json.text(asked, "biz_opaque_callback_data") : null;
        var offer = Json.text(asked.path("interactive"), "type").equals("list") ? "list_reply" : "button_reply";
        var message = new Accepted(id, to, "accepted", offer, echo);
        remembered(message);
        carry(message);
        return Answer.json(
                200,
                Json.map(
                        "messaging_product",
                        "whatsapp",
                        "contacts",
                        List.of(Json.map("input", Json.text(asked, "to"), "wa_id", to)),
                        "messages",
                        List.of(Map.of("id", id))));
    }

    private static String words(JsonNode asked, String type) {
        return switch (type) {
            case "text" -> Json.text(asked.path("text"), "body");
            case "interactive" -> Json.text(asked.path("interactive").path("body"), "text");
            case "template" -> template(asked.path("template"));
            default -> Json.text(asked.path(type), "caption");
        };
    }

    // The words of a template are with Meta, so its name stands for them, with what was filled in.
    private static String template(JsonNode template) {
        var words = new StringBuilder("[" + Json.text(template, "name") + "]");
        for (var component : template.path("components")) {
            for (var parameter : component.path("parameters")) {
                words.append(' ').append(Json.text(parameter, "text"));
            }
        }
        return words.toString();
    }

    private static List<Ledger.Button> buttons(JsonNode asked) {
        var action = asked.path("interactive").path("action");
        var replies = StreamSupport.stream(action.path("buttons").spliterator(), false)
                .map(button -> button.path("reply"))
                .toList();
        return (replies.isEmpty() ? rows(action) : replies)
                .stream()
                        .map(button -> new Ledger.Button(Json.text(button, "id"), Json.text(button, "title")))
                        .toList();
    }

    // The way to the phone: sent, then delivered, or failed; each a webhook.
    private void carry(Accepted message) {
        threads.execute(() -> {
            try {
                var current = message;
                while (current.isUnderWay()) {
                    Patience.sleep(settings.pace().receipt());
                    current = moved(current);
                    remembered(current);
                    ledger.state(Account.WHATSAPP, current.id(), current.status());
                    var at = settings.clock().instant();
                    webhooks.sendLater(webhook(Webhooks.Purpose.STATUS, current.id(), status(current, at), at));
                }
            } catch (Patience.Interrupted closing) {
                // goes on at the next start
            }
        });
    }

    private static Accepted moved(Accepted message) {
        if (message.to().equals(Account.WHATSAPP.key(DemoAccounts.UNREACHABLE_NUMBER))) {
            return message.become("failed");
        }
        return message.become(message.status().equals("accepted") ? "sent" : "delivered");
    }

    private static Map<String, @Nullable Object> status(Accepted message, Instant at) {
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
        if (message.status().equals("failed")) {
            status.put(
                    "errors",
                    List.of(Json.map(
                            "code",
                            131026,
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

    private Answer media(String method, String id) {
        var found = shelf.find(id);
        if (found.isEmpty()) {
            return noSuchObject(method.toLowerCase(Locale.ROOT), id);
        }
        if (method.equals("DELETE")) {
            shelf.remove(id);
            return Answer.json(200, Map.of("success", true));
        }
        var attachment = found.get();
        return Answer.json(
                200,
                Json.map(
                        "url",
                        ownUrl.get() + "/whatsapp_business/attachments/?mid=" + id,
                        "mime_type",
                        attachment.contentType(),
                        "sha256",
                        HexFormat.of().formatHex(attachment.sha256()),
                        "file_size",
                        attachment.bytes().length,
                        "id",
                        id,
                        "messaging_product",
                        "whatsapp"));
    }

    /// The storage that media URLs lead to; it wants the access token too.
    Answer storage(Request request) {
        if (!request.bearer().equals(Optional.of(META_ACCESS_TOKEN))) {
            return Answer.nothing(401);
        }
        return shelf.find(request.query().text("mid"))
                .<Answer>map(found -> Answer.bytes(found.contentType(), found.bytes()))
                .orElse(Answer.nothing(404));
    }

    private static Answer.Reply refusal(int status) {
        return switch (status) {
            case 429 ->
                failure(400, 130429, "(#130429) Rate limit hit", "Cloud API message throughput has been reached.");
            case 401, 403 -> failure(status, 190, "Error validating access token: Session has expired", "");
            default -> failure(status, status >= 500 ? 2 : 100, "(#2) Service temporarily unavailable", "");
        };
    }

    private static Answer.Reply notValid(String details) {
        return failure(400, 131009, "(#131009) Parameter value is not valid", details);
    }

    private static Answer.Reply noSuchObject(String method, String id) {
        return failure(
                400,
                100,
                "Unsupported " + method + " request. Object with ID '" + id + "' does not exist, cannot be loaded due"
                        + " to missing permissions, or does not support this operation.",
                "");
    }

    private static Answer.Reply failure(int status, int code, String message, String details) {
        var error = Json.map("message", message, "type", "OAuthException", "code", code);
        if (!details.isEmpty()) {
            error.put("error_data", Json.map("messaging_product", "whatsapp", "details", details));
        }
        error.put("fbtrace_id", Ids.hex32().substring(0, 23));
        return Answer.json(status, Map.of("error", error));
    }

    private static String seconds(Instant at) {
        return String.valueOf(at.getEpochSecond());
    }

    private static String wamid() {
        var inner = "HBgLMTU1NTAxMDI" + Ids.hex32();
        return "wamid." + Base64.getEncoder().encodeToString(inner.getBytes(StandardCharsets.US_ASCII));
    }

    private String kindOfOffer(String id) {
        synchronized (underWay) {
            return kindsOfOffer.getOrDefault(id, "button_reply");
        }
    }

    private void remembered(Accepted message) {
        journal.write("meta-message", message);
        remember(message);
    }

    private void remember(Accepted message) {
        synchronized (underWay) {
            if (message.isUnderWay()) {
                underWay.put(message.id(), message);
            } else {
                underWay.remove(message.id());
            }
            if (message.offer().equals("list_reply")) {
                kindsOfOffer.put(message.id(), message.offer());
            }
        }
    }

    /// @param offer how a press on what it offers comes back
    /// @param echo the sender's own words about it, repeated with each status
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Accepted(
            String id,
            String to,
            String status,
            String offer,
            @Nullable String echo) {

        Accepted become(String newStatus) {
            return new Accepted(id, to, newStatus, offer, echo);
        }

        @JsonIgnore
        boolean isUnderWay() {
            return status.equals("accepted") || status.equals("sent");
        }
    }
}

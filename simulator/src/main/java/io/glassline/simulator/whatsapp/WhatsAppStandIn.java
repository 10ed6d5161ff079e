package io.glassline.simulator.whatsapp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.BadRequest;
import io.glassline.simulator.provider.Faults;
import io.glassline.simulator.provider.Hmac;
import io.glassline.simulator.provider.Ids;
import io.glassline.simulator.provider.Incoming;
import io.glassline.simulator.provider.Journal;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Ledger;
import io.glassline.simulator.provider.MediaStore;
import io.glassline.simulator.provider.Params;
import io.glassline.simulator.provider.PhoneNumbers;
import io.glassline.simulator.provider.Request;
import io.glassline.simulator.provider.RetryPolicy;
import io.glassline.simulator.provider.Settings;
import io.glassline.simulator.provider.Sleep;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import io.glassline.simulator.provider.Throttle;
import io.glassline.simulator.provider.Webhooks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Meta's WhatsApp Cloud API.
///
/// Sources: <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>,
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples>,
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>
final class WhatsAppStandIn implements StandIn, Webhooks.Subscriber {

    private static final RetryPolicy RETRIES = new MetaRetries();
    private static final Pattern GRAPH_VERSION = Pattern.compile("v[0-9]{1,3}\\.[0-9]");
    private static final String STORAGE = "whatsapp_business";

    private static final Duration URL_VALID = Duration.ofMinutes(5);
    private static final Duration SERVICE_WINDOW = Duration.ofHours(24);

    private final Account account;
    private final Settings settings;
    private final Supplier<String> ownUrl;
    private final Journal journal;
    private final Ledger ledger;
    private final Faults faults;
    private final Webhooks webhooks;
    private final MediaStore mediaStore;
    private final ExecutorService threads;
    private final Throttle throttle;
    private final ApprovedTexts templates = ApprovedTexts.read();
    private final Map<String, OutgoingMessage> underWay = new LinkedHashMap<>();
    private final LinkedHashMap<String, String> kindsOfOffer = new LinkedHashMap<>();

    WhatsAppStandIn(Account account, Surroundings surroundings) {
        this.account = account;
        this.settings = surroundings.settings();
        this.ownUrl = surroundings.url();
        this.journal = surroundings.journal();
        this.ledger = surroundings.ledger();
        this.faults = surroundings.faults();
        this.webhooks = surroundings.webhooks();
        this.mediaStore = surroundings.media();
        this.threads = surroundings.threads();
        var perSecond = settings.limits().of(200, 80);
        this.throttle = new Throttle(perSecond, perSecond, settings.clock());
        journal.reads("meta-message", OutgoingMessage.class, this::remember);
        webhooks.register(account, this);
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public RetryPolicy retries() {
        return RETRIES;
    }

    /// Goes on with the messages that were on their way when an earlier run stopped.
    @Override
    public void resume() {
        List<OutgoingMessage> left;
        synchronized (underWay) {
            left = List.copyOf(underWay.values());
        }
        left.forEach(this::carry);
    }

    /// A citizen's message, as Meta's webhook.
    @Override
    public Answer incoming(Incoming in) {
        var at = settings.clock().instant();
        var id = wamid();
        ledger.received(in.received(id, at.toString()));
        return Incoming.answer(id, webhooks.send(webhook(Webhooks.Purpose.MESSAGE, id, received(in, id, at), at)));
    }

    private Map<String, @Nullable Object> received(Incoming in, String id, Instant at) {
        var from = account.key(in.from());
        var message = Json.map("from", from, "id", id, "timestamp", WhatsAppWebhook.seconds(at));
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
        return WhatsAppWebhook.value(account, "contacts", List.of(contact), "messages", List.of(message));
    }

    private void press(Map<String, @Nullable Object> message, Incoming in, Ledger.Button button) {
        var offer = ledger.offering(account, in.from(), button.id());
        offer.ifPresent(sent ->
                message.put("context", Map.of("from", WhatsAppWebhook.displayNumber(account), "id", sent.id())));
        var kind = offer.map(sent -> kindOfOffer(sent.id())).orElse("button_reply");
        message.put("type", "interactive");
        message.put("interactive", Json.map("type", kind, kind, Json.map("id", button.id(), "title", button.label())));
    }

    private void attach(Map<String, @Nullable Object> message, MediaStore.Attachment attachment, String caption) {
        var id = Ids.digits(16);
        mediaStore.put(id, attachment);
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
        var body = MetaJson.bytes(Json.map(
                "object",
                "whatsapp_business_account",
                "entry",
                List.of(Json.map(
                        "id",
                        WhatsAppDemo.BUSINESS_ACCOUNT_ID,
                        "changes",
                        List.of(Json.map("value", value, "field", "messages"))))));
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "facebookexternalua");
        headers.put("X-Hub-Signature-256", signature(body));
        var url = settings.channel(account.id()).toString();
        return Webhooks.Outgoing.of(account, purpose, id, "POST", url, headers, body, null, at);
    }

    @Override
    public void settled(String providerId, boolean accepted) {
        ledger.state(account, providerId, accepted ? "delivered" : "failed");
    }

    /// `X-Hub-Signature-256`: over the raw bytes.
    /// Source: <https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads>
    private static String signature(byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(Hmac.of("HmacSHA256", body, WhatsAppDemo.APP_SECRET));
    }

    @Override
    public boolean serves(String firstSegment) {
        return GRAPH_VERSION.matcher(firstSegment).matches() || firstSegment.equals(STORAGE);
    }

    /// The Graph API: everything below `/v21.0/` and its like.
    @Override
    public Answer answer(Request request) {
        if (request.segments().getFirst().equals(STORAGE)) {
            return faults.aroundMedia(account, () -> storage(request));
        }
        var token = request.bearer();
        if (token.isEmpty()) {
            return GraphFailure.failure(401, 104, "An access token is required to request this resource.", "");
        }
        if (!token.get().equals(WhatsAppDemo.ACCESS_TOKEN)) {
            return GraphFailure.failure(401, 190, "Invalid OAuth access token - Cannot parse access token", "");
        }
        if (faults.isTokenExpired(account)) {
            return GraphFailure.refusal(401);
        }
        var path = request.segments();
        if (request.method().equals("POST") && path.size() == 3 && path.get(2).equals("messages")) {
            return path.get(1).equals(account.own()) ? post(request) : GraphFailure.noSuchObject("post", path.get(1));
        }
        if (path.size() == 2
                && path.get(1).equals(account.own())
                && request.method().equals("GET")) {
            return Answer.json(
                    200,
                    Json.map(
                            "id",
                            account.own(),
                            "verified_name",
                            "City",
                            "display_phone_number",
                            WhatsAppWebhook.displayNumber(account),
                            "quality_rating",
                            "GREEN"));
        }
        if (path.size() == 3
                && path.get(1).equals(WhatsAppDemo.BUSINESS_ACCOUNT_ID)
                && path.get(2).equals("message_templates")
                && request.method().equals("GET")) {
            return templates.page(request.query().text("limit"), request.query().text("after"));
        }
        if (path.size() == 2) {
            return media(request.method(), path.get(1));
        }
        return GraphFailure.noSuchObject(request.method().toLowerCase(Locale.ROOT), path.getLast());
    }

    private Answer post(Request request) {
        JsonNode asked;
        try {
            asked = request.isForm() ? fromForm(request.form()) : request.json();
        } catch (BadRequest notJson) {
            return GraphFailure.failure(400, 100, "(#100) Invalid parameter", notJson.detail());
        }
        if (!Json.text(asked, "messaging_product").equals("whatsapp")) {
            return GraphFailure.failure(400, 100, "(#100) The parameter messaging_product is required.", "");
        }
        if (Json.text(asked, "status").equals("read")) {
            return Json.text(asked, "message_id").startsWith("wamid.")
                    ? Answer.json(200, Map.of("success", true))
                    : GraphFailure.failure(
                            400, 100, "(#100) Invalid parameter", "message_id is not a WhatsApp message");
        }
        return faults.around(account, Json.text(asked, "to"), GraphFailure.REFUSAL, () -> send(asked));
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
        if (throttle.secondsToWait(account.own()) > 0) {
            return GraphFailure.refusal(429);
        }
        var to = account.key(Json.text(asked, "to"));
        if (Json.text(asked, "to").isEmpty()) {
            return GraphFailure.failure(400, 100, "(#100) The parameter to is required.", "");
        }
        if (!to.matches("[0-9]{5,15}")) {
            return GraphFailure.notValid("Recipient phone number not valid: " + Json.text(asked, "to"));
        }
        var type = asked.path("type").asText("text");
        var mistake = WhatsAppRules.mistake(type, asked);
        if (mistake.isPresent()) {
            return GraphFailure.notValid(mistake.get());
        }
        if (type.equals("template")) {
            var refusal = templates.refusal(asked.path("template"));
            if (refusal.isPresent()) {
                return refusal.get();
            }
        } else if (isWindowClosed(to)) {
            return GraphFailure.failure(
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
        if (to.equals(account.key(WhatsAppDemo.WINDOW_CLOSED_NUMBER))) {
            return true;
        }
        return ledger.lastReceived(account, to)
                .map(at -> at.plus(SERVICE_WINDOW).isBefore(settings.clock().instant()))
                .orElse(false);
    }

    private Answer accepted(JsonNode asked, String type, String to) {
        var at = settings.clock().instant();
        var id = wamid();
        var media = asked.path(type);
        var sent = Ledger.SentMessage.of(account, Json.text(asked, "to"), words(asked, type), id, at)
                .withButtons(buttons(asked))
                .withMedia(
                        media.hasNonNull("link") || media.hasNonNull("id")
                                ? List.of(media.path("link").asText(Json.text(media, "id")))
                                : List.of());
        ledger.sent(sent);
        var echo = asked.hasNonNull("biz_opaque_callback_data") ? Json.text(asked, "biz_opaque_callback_data") : null;
        var offer = Json.text(asked.path("interactive"), "type").equals("list") ? "list_reply" : "button_reply";
        var message = new OutgoingMessage(id, to, "accepted", offer, null, echo);
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

    private String words(JsonNode asked, String type) {
        return switch (type) {
            case "text" -> Json.text(asked.path("text"), "body");
            case "interactive" -> Json.text(asked.path("interactive").path("body"), "text");
            case "template" -> templates.words(asked.path("template"));
            default -> Json.text(asked.path(type), "caption");
        };
    }

    private static List<Ledger.Button> buttons(JsonNode asked) {
        var action = asked.path("interactive").path("action");
        var replies = StreamSupport.stream(action.path("buttons").spliterator(), false)
                .map(button -> button.path("reply"))
                .toList();
        return (replies.isEmpty() ? WhatsAppRules.rows(action) : replies)
                .stream()
                        .map(button -> new Ledger.Button(Json.text(button, "id"), Json.text(button, "title")))
                        .toList();
    }

    // The way to the phone: sent, then delivered, or failed; each a webhook.
    private void carry(OutgoingMessage message) {
        threads.execute(() -> {
            try {
                var current = message;
                var failure = faults.onReport(account, message.to());
                while (current.isUnderWay()) {
                    Sleep.lasting(settings.pace().receipt());
                    current = failure.isPresent() ? current.fail(Integer.valueOf(failure.get())) : moved(current);
                    remembered(current);
                    ledger.state(account, current.id(), current.status());
                    var at = settings.clock().instant();
                    webhooks.sendLater(webhook(
                            Webhooks.Purpose.STATUS, current.id(), WhatsAppWebhook.status(account, current, at), at));
                }
            } catch (Sleep.Interrupted closing) {
                // goes on at the next start
            }
        });
    }

    private OutgoingMessage moved(OutgoingMessage message) {
        if (message.to().equals(account.key(PhoneNumbers.UNREACHABLE))) {
            return message.fail(131026);
        }
        return message.become(message.status().equals("accepted") ? "sent" : "delivered");
    }

    private Answer media(String method, String id) {
        var found = mediaStore.find(id);
        if (found.isEmpty()) {
            return GraphFailure.noSuchObject(method.toLowerCase(Locale.ROOT), id);
        }
        if (method.equals("DELETE")) {
            mediaStore.remove(id);
            return Answer.json(200, Map.of("success", true));
        }
        var attachment = found.get();
        return Answer.json(
                200,
                Json.map(
                        "url",
                        ownUrl.get() + "/" + STORAGE + "/attachments/?mid=" + id + "&ext="
                                + settings.clock().instant().plus(URL_VALID).getEpochSecond(),
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

    /// The storage that media URLs lead to; it wants the access token too, and knows a URL for five minutes.
    private Answer storage(Request request) {
        if (!request.bearer().equals(Optional.of(WhatsAppDemo.ACCESS_TOKEN))) {
            return Answer.nothing(401);
        }
        if (isOver(request.query().text("ext"))) {
            return Answer.nothing(404);
        }
        return mediaStore
                .find(request.query().text("mid"))
                .<Answer>map(found -> Answer.bytes(found.contentType(), found.bytes()))
                .orElse(Answer.nothing(404));
    }

    private boolean isOver(String epochSecond) {
        return !epochSecond.matches("[0-9]{1,12}")
                || settings.clock().instant().getEpochSecond() > Long.parseLong(epochSecond);
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

    private void remembered(OutgoingMessage message) {
        journal.write("meta-message", message);
        remember(message);
    }

    private void remember(OutgoingMessage message) {
        synchronized (underWay) {
            if (message.isUnderWay()) {
                underWay.put(message.id(), message);
            } else {
                underWay.remove(message.id());
            }
            if (message.offer().equals("list_reply")) {
                kindsOfOffer.put(message.id(), message.offer());
                if (kindsOfOffer.size() > settings.messagesKept()) {
                    kindsOfOffer.pollFirstEntry();
                }
            }
        }
    }
}

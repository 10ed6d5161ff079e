package io.glassline.channels.whatsapp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Proof;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.ProviderCall;
import io.glassline.channels.ProviderCall.Reply;
import io.glassline.channels.Wording;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// WhatsApp, through Meta's Cloud API:
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages>.
///
/// An account's `ownAddress` is its phone number id. A citizen's address is the digits of the phone number or, for
/// one who shows only a user name, the id Meta gives that person towards this city (`US.1349…`).
public final class WhatsAppAdapter implements PushAdapter {

    public static final ChannelKind KIND = new ChannelKind("whatsapp");

    private static final String API = "https://graph.facebook.com";
    private static final String API_VERSION = "v23.0";

    /// How long the report of a message whose sending was not answered is waited for.
    private static final Duration NEWS_WITHIN = Duration.ofMinutes(1);

    private static final int TEXT_MAX_CHARS = 4096;
    private static final int TEXT_WITH_BUTTONS_MAX_CHARS = 1024;
    private static final int BUTTONS_MAX = 3;
    private static final int BUTTON_MAX_CHARS = 20;
    private static final int ROWS_MAX = 10;
    private static final int ROW_MAX_CHARS = 24;
    private static final int ROW_DESCRIPTION_MAX_CHARS = 72;
    private static final int OFFER_ID_MAX_CHARS = 200;

    private static final long YEAR_10000_S = 253_402_300_800L;

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_.-]{1,256}");
    private static final Pattern SCOPED_USER_ID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");

    /// Too much, for now:
    /// <https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes>.
    private static final Set<Integer> BUSY = Set.of(4, 80007, 130429, 131048, 131056, 133016);

    /// Their fault, and passing.
    private static final Set<Integer> TROUBLE = Set.of(1, 2, 131000, 131016, 131057, 133004);

    /// More than 24 hours since the citizen last wrote: only an approved template would go.
    private static final int WINDOW_CLOSED = 131047;

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final HttpClient http = ProviderCall.client();

    @Override
    public ChannelKind kind() {
        return KIND;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(TEXT_MAX_CHARS, ROWS_MAX);
    }

    @Override
    public AccountForm form() {
        return new AccountForm(
                        Set.of(), Set.of("api-url"), Set.of("app-secret", "verify-token", "access-token"), Set.of())
                .sending();
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        if (call.method().equals("GET")) {
            return challenge(call, account);
        }
        if (!isSigned(call, account)) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "signature missing or wrong");
        }
        JsonNode webhook;
        try {
            webhook = JSON.readTree(call.body());
        } catch (IOException e) {
            return new Receipt.Refused(Fault.MALFORMED, "not JSON");
        }
        if (!webhook.path("entry").isArray()) {
            return new Receipt.Refused(Fault.MALFORMED, "not a WhatsApp webhook: it has no list of entries");
        }
        if (!webhook.path("object").asText().equals("whatsapp_business_account")) {
            return new Receipt.Nothing("about something other than WhatsApp");
        }
        var events = changes(webhook, account)
                .flatMap(value -> Stream.concat(
                        each(value.path("messages")).flatMap(message -> received(message, value, call).stream()),
                        each(value.path("statuses")).flatMap(status -> reported(status, call).stream())))
                .toList();
        return events.isEmpty()
                ? new Receipt.Nothing("no message to this number, and no status of one from it")
                : new Receipt.Events(events);
    }

    private static Receipt challenge(WebhookCall call, ChannelAccount account) {
        var token = parameter(call, "hub.verify_token");
        if (!Proof.sameSecret(token, account.secret("verify-token"))) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "verify token missing or wrong");
        }
        var challenge = parameter(call, "hub.challenge")
                .filter(c -> CHALLENGE.matcher(c).matches());
        if (challenge.isEmpty() || !parameter(call, "hub.mode").equals(Optional.of("subscribe"))) {
            return new Receipt.Refused(Fault.MALFORMED, "not a subscription, or a challenge that is not a plain word");
        }
        return new Receipt.Handshake(new WebhookReply(200, "text/plain", challenge.get()));
    }

    private static Optional<String> parameter(WebhookCall call, String name) {
        try {
            return Stream.of(call.rawQuery().split("&"))
                    .filter(field -> field.startsWith(name + "="))
                    .map(field -> URLDecoder.decode(field.substring(name.length() + 1), StandardCharsets.UTF_8))
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Over the bytes as they came: Meta writes `é` as an escape, and JSON written again would not.
    private static boolean isSigned(WebhookCall call, ChannelAccount account) {
        var expected = Proof.hmac("HmacSHA256", account.secret("app-secret"), call.body());
        var presented = call.header("x-hub-signature-256")
                .filter(header -> header.startsWith("sha256="))
                .flatMap(header -> bytes(header.substring("sha256=".length())));
        return presented.isPresent() && MessageDigest.isEqual(presented.get(), expected);
    }

    private static Optional<byte[]> bytes(String hex) {
        try {
            return Optional.of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The changes about this number. One call may be about several numbers of the app, each with its own account.
    private static Stream<JsonNode> changes(JsonNode webhook, ChannelAccount account) {
        return each(webhook.path("entry"))
                .flatMap(entry -> each(entry.path("changes")))
                .filter(change -> change.path("field").asText("messages").equals("messages"))
                .map(change -> change.path("value"))
                .filter(value ->
                        value.path("metadata").path("phone_number_id").asText().equals(account.ownAddress()));
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return list.isArray() ? IntStream.range(0, list.size()).mapToObj(list::get) : Stream.empty();
    }

    /// One message. What cannot be read of it becomes content that says so: the others in the call are not its
    /// hostages.
    private static Optional<ChannelEvent> received(JsonNode json, JsonNode value, WebhookCall call) {
        var from = text(json, "from")
                .or(() -> text(json, "from_user_id"))
                .or(() -> onlyContact(value))
                .filter(address -> address.length() <= Address.LENGTH_MAX_CHARS);
        if (from.isEmpty()) {
            return Optional.empty(); // nobody to keep it for
        }
        var id = text(json, "id").orElseGet(() -> Wording.hash(json.toString().getBytes(StandardCharsets.UTF_8)));
        Content content;
        try {
            content = content(JSON.treeToValue(json, Incoming.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            content = unsupported("a message that could not be read");
        }
        return Optional.of(new ChannelEvent.MessageReceived(
                Wording.identifier(id),
                new Address(KIND, from.get()),
                content,
                time(json, call),
                Optional.empty(),
                isNotice(json) ? Set.of(Mark.AUTOMATIC) : Set.of()));
    }

    /// WhatsApp itself speaking, such as of a changed number: shown, and not to be answered.
    private static boolean isNotice(JsonNode json) {
        return json.path("type").asText().equals("system");
    }

    /// Who wrote, when the message itself does not say and there is only one it can be.
    private static Optional<String> onlyContact(JsonNode value) {
        var contacts = each(value.path("contacts")).toList();
        return contacts.size() == 1
                ? text(contacts.getFirst(), "wa_id").or(() -> text(contacts.getFirst(), "user_id"))
                : Optional.empty();
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.of(json.path(field).asText(""))
                .filter(text -> !text.isBlank())
                .map(Wording::legible);
    }

    private static Instant time(JsonNode json, WebhookCall call) {
        var seconds = json.path("timestamp").asLong(0);
        return seconds > 0 && seconds < YEAR_10000_S ? Instant.ofEpochSecond(seconds) : call.receivedAt();
    }

    private static Content content(Incoming incoming) {
        var type = incoming.type() == null ? "" : incoming.type();
        Optional<Content> content = switch (type) {
            case "text" ->
                words(incoming.text() == null ? null : incoming.text().body());
            case "image" -> media(incoming.image());
            case "video" -> media(incoming.video());
            case "audio" -> media(incoming.audio());
            case "voice" -> media(incoming.voice());
            case "document" -> media(incoming.document());
            case "sticker" -> media(incoming.sticker());
            case "location" -> place(incoming.location());
            case "button" -> choice(incoming.button());
            case "interactive" -> choice(incoming.interactive());
            case "edit" ->
                Optional.ofNullable(incoming.edit()).map(Edit::message).map(WhatsAppAdapter::content);
            case "reaction" -> Optional.of(reaction(incoming.reaction()));
            case "revoke" -> Optional.of(unsupported("took back an earlier message"));
            case "contacts" -> Optional.of(unsupported("a contact card"));
            case "order" -> Optional.of(unsupported("an order from a catalogue"));
            case "system" ->
                Optional.of(unsupported(Optional.ofNullable(incoming.system())
                        .map(Notice::body)
                        .filter(body -> !body.isBlank())
                        .orElse("a notice about the account")));
            case "unsupported" -> Optional.of(unsupported("a message of a kind that is not passed on to us"));
            default -> Optional.empty();
        };
        return content.orElseGet(() -> unsupported("a message of the kind \"" + type + "\""));
    }

    private static Content unsupported(String description) {
        return new Content.Unsupported(Wording.legible(description));
    }

    private static Optional<Content> words(@Nullable String text) {
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(new Content.Text(Wording.legible(text)));
    }

    private static Optional<Content> media(@Nullable Attached attached) {
        if (attached == null || attached.id() == null || attached.id().isBlank()) {
            return Optional.empty();
        }
        var type = attached.mimeType() == null ? "application/octet-stream" : attached.mimeType();
        var shown =
                attached.caption() == null || attached.caption().isBlank() ? attached.filename() : attached.caption();
        return Optional.of(new Content.Media(
                Wording.legible(type),
                URI.create("whatsapp:media/" + URLEncoder.encode(attached.id(), StandardCharsets.UTF_8)),
                shown == null ? Optional.empty() : Optional.of(Wording.legible(shown))));
    }

    private static Optional<Content> place(@Nullable Location at) {
        if (at == null || at.latitude() == null || at.longitude() == null) {
            return Optional.empty();
        }
        double latitude = at.latitude();
        double longitude = at.longitude();
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            return Optional.empty();
        }
        var label = Stream.of(Optional.ofNullable(at.name()), Optional.ofNullable(at.address()))
                .flatMap(Optional::stream)
                .filter(part -> !part.isBlank())
                .reduce((name, address) -> name + ", " + address);
        return Optional.of(new Content.Place(latitude, longitude, label.map(Wording::legible)));
    }

    /// The button of a template, which carries a payload of ours.
    private static Optional<Content> choice(@Nullable Button button) {
        if (button == null || button.text() == null && button.payload() == null) {
            return Optional.empty();
        }
        return choice(button.payload(), button.text());
    }

    private static Optional<Content> choice(@Nullable Interactive interactive) {
        if (interactive == null) {
            return Optional.empty();
        }
        if (interactive.nfmReply() != null) {
            return Optional.of(unsupported("a form that was filled in"));
        }
        var reply = interactive.buttonReply() != null ? interactive.buttonReply() : interactive.listReply();
        return reply == null ? Optional.empty() : choice(reply.id(), reply.title());
    }

    private static Optional<Content> choice(@Nullable String id, @Nullable String label) {
        if (id == null && label == null) {
            return Optional.empty();
        }
        var either = id == null ? label : id;
        var shown = label == null ? id : label;
        return Optional.of(new Content.Choice(
                Wording.legible(either == null ? "" : either), Wording.legible(shown == null ? "" : shown)));
    }

    private static Content reaction(@Nullable Reaction reaction) {
        return reaction == null || reaction.emoji() == null || reaction.emoji().isEmpty()
                ? unsupported("took back a reaction")
                : unsupported("reacted with " + reaction.emoji());
    }

    private static Optional<ChannelEvent> reported(JsonNode status, WebhookCall call) {
        var id = text(status, "id").map(Wording::identifier);
        var reference = text(status, "biz_opaque_callback_data").map(Wording::identifier);
        var code = text(status.path("errors").path(0), "code");
        Optional<Delivery> delivery = switch (status.path("status").asText()) {
            case "sent" -> Optional.of(Delivery.SENT);
            case "delivered" -> Optional.of(Delivery.DELIVERED);
            case "read", "played" -> Optional.of(Delivery.READ);
            case "failed" -> Optional.of(Delivery.FAILED);
            default -> Optional.empty();
        };
        return delivery.filter(_ -> id.isPresent() || reference.isPresent())
                .map(reached -> new ChannelEvent.DeliveryReported(id, reference, reached, code, time(status, call)));
    }

    @Override
    public WebhookReply acknowledgement() {
        return WebhookReply.status(200);
    }

    /// Up to ten offers are shown as buttons or as a list, below the last piece of the text; more are numbered
    /// lines.
    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        var offers = message.offers();
        var shown = !offers.isEmpty()
                && offers.size() <= ROWS_MAX
                && offers.stream()
                        .allMatch(offer -> offer.id().length() <= OFFER_ID_MAX_CHARS
                                && offer.label().length() <= ROW_DESCRIPTION_MAX_CHARS
                                && !offer.label().isBlank());
        if (!shown) {
            return parts(Wording.parts(Wording.numbered(message.text(), offers), TEXT_MAX_CHARS), List.of());
        }
        var texts = new ArrayList<>(Wording.parts(message.text(), TEXT_MAX_CHARS));
        texts.addAll(Wording.parts(texts.removeLast(), TEXT_WITH_BUTTONS_MAX_CHARS));
        return parts(texts, offers);
    }

    private static List<Outgoing.Part> parts(List<String> texts, List<Message.Offer> offersOfTheLast) {
        var last = texts.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), n == last ? offersOfTheLast : List.of()))
                .toList();
    }

    /// Meta's usual rate for a number. It cannot be asked what became of a message; but its reports carry our name
    /// for it, and come within seconds when it was sent.
    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(80, WhenUnknown.SEND_AGAIN, NEWS_WITHIN);
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        var base = account.setting("api-url").orElse(API).replaceFirst("/$", "");
        var request = HttpRequest.newBuilder(
                        URI.create(base + "/" + API_VERSION + "/" + account.ownAddress() + "/messages"))
                .timeout(ProviderCall.ANSWER_MAX)
                .header(
                        "Authorization",
                        "Bearer " + account.secret("access-token").value())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        JSON.valueToTree(sendable(message, part)).toString()))
                .build();
        return switch (ProviderCall.make(http, request)) {
            case Reply.Answered answered -> outcome(answered);
            case Reply.NotReached notReached -> notReached.outcome();
            case Reply.Silent silent -> silent.outcome();
        };
    }

    private static Sendable sendable(Outgoing message, Outgoing.Part part) {
        var to = message.to().value();
        var isUserId = SCOPED_USER_ID.matcher(to).matches();
        var plain = part.offers().isEmpty();
        return new Sendable(
                "whatsapp",
                "individual",
                isUserId ? null : to,
                isUserId ? to : null,
                plain ? "text" : "interactive",
                plain ? new SendableText(part.text(), false) : null,
                plain ? null : interactive(message, part),
                new Outgoing.PartRef(message.id(), part.number()).toString());
    }

    private static SendableInteractive interactive(Outgoing message, Outgoing.Part part) {
        var offers = part.offers();
        var body = new SendableBody(part.text());
        if (offers.size() <= BUTTONS_MAX
                && offers.stream().allMatch(offer -> offer.label().length() <= BUTTON_MAX_CHARS)) {
            var buttons = offers.stream()
                    .map(offer -> new SendableButton("reply", new SendableReply(offer.id(), offer.label())))
                    .toList();
            return new SendableInteractive("button", body, new SendableAction(buttons, null, null));
        }
        var rows = offers.stream()
                .map(offer -> offer.label().length() <= ROW_MAX_CHARS
                        ? new SendableRow(offer.id(), offer.label(), null)
                        : new SendableRow(offer.id(), begun(offer.label()), offer.label()))
                .toList();
        var open = message.language().getLanguage().equals(Locale.of("es").getLanguage()) ? "Elegir" : "Choose";
        return new SendableInteractive(
                "list", body, new SendableAction(null, open, List.of(new SendableSection(rows))));
    }

    /// A label too long for a row begins there and stands whole below it.
    private static String begun(String label) {
        var end = Character.isHighSurrogate(label.charAt(ROW_MAX_CHARS - 2)) ? ROW_MAX_CHARS - 2 : ROW_MAX_CHARS - 1;
        return label.substring(0, end).stripTrailing() + "…";
    }

    private static SendOutcome outcome(Reply.Answered answered) {
        Answer answer;
        try {
            answer = JSON.readValue(answered.body(), Answer.class);
        } catch (JsonProcessingException e) {
            answer = null;
        }
        var error = answer == null ? null : answer.error();
        if (error != null || answered.status() >= 400) {
            return refusal(answered, error == null ? new Complaint(null, null, null) : error);
        }
        return answer == null
                        || answer.messages() == null
                        || answer.messages().isEmpty()
                        || answer.messages().getFirst().id() == null
                ? new SendOutcome.Unknown("the provider's answer names no message")
                : new SendOutcome.Accepted(answer.messages().getFirst().id());
    }

    private static SendOutcome refusal(Reply.Answered answered, Complaint error) {
        var code = error.code() == null ? answered.status() : error.code();
        var because = error.message() == null ? "the provider answered " + answered.status() : error.message();
        if (code == WINDOW_CLOSED) {
            return new SendOutcome.Rejected("window-closed", because);
        }
        if (answered.status() == 429 || BUSY.contains(code)) {
            return new SendOutcome.Retry(because, answered.patience());
        }
        if (answered.status() >= 500 || TROUBLE.contains(code) || Boolean.TRUE.equals(error.isTransient())) {
            return new SendOutcome.Retry(because, answered.retryAfter());
        }
        return new SendOutcome.Rejected(Integer.toString(code), because);
    }

    // The provider's JSON, as records of the same shape. Only what we read or write.

    private record Incoming(
            @Nullable String type,
            @Nullable Words text,
            @Nullable Attached image,
            @Nullable Attached video,
            @Nullable Attached audio,
            @Nullable Attached voice,
            @Nullable Attached document,
            @Nullable Attached sticker,
            @Nullable Location location,
            @Nullable Button button,
            @Nullable Interactive interactive,
            @Nullable Reaction reaction,
            @Nullable Notice system,
            @Nullable Edit edit) {}

    private record Words(@Nullable String body) {}

    private record Attached(
            @Nullable String id,
            @Nullable String mimeType,
            @Nullable String caption,
            @Nullable String filename) {}

    private record Location(
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable String name,
            @Nullable String address) {}

    private record Button(
            @Nullable String payload, @Nullable String text) {}

    private record Interactive(
            @Nullable Picked buttonReply,
            @Nullable Picked listReply,
            @Nullable JsonNode nfmReply) {}

    private record Picked(@Nullable String id, @Nullable String title) {}

    private record Reaction(@Nullable String emoji) {}

    private record Notice(@Nullable String body) {}

    private record Edit(@Nullable Incoming message) {}

    private record Sendable(
            String messagingProduct,
            String recipientType,
            @Nullable String to,
            @Nullable String recipient,
            String type,
            @Nullable SendableText text,
            @Nullable SendableInteractive interactive,
            String bizOpaqueCallbackData) {}

    private record SendableText(String body, boolean previewUrl) {}

    private record SendableInteractive(String type, SendableBody body, SendableAction action) {}

    private record SendableBody(String text) {}

    private record SendableAction(
            @Nullable List<SendableButton> buttons,
            @Nullable String button,
            @Nullable List<SendableSection> sections) {}

    private record SendableButton(String type, SendableReply reply) {}

    private record SendableReply(String id, String title) {}

    private record SendableSection(List<SendableRow> rows) {}

    private record SendableRow(
            String id, String title, @Nullable String description) {}

    private record Answer(
            @Nullable List<Sent> messages, @Nullable Complaint error) {}

    private record Sent(@Nullable String id) {}

    private record Complaint(
            @Nullable Integer code,
            @Nullable String message,
            @Nullable Boolean isTransient) {}
}

package io.glassline.channels.sms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import com.twilio.rest.api.v2010.account.message.Media;
import com.twilio.type.PhoneNumber;
import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.ListingChannel;
import io.glassline.channel.Outgoing;
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
import io.glassline.channels.twilio.TwilioExchange;
import io.glassline.channels.twilio.TwilioForm;
import io.glassline.channels.twilio.TwilioWebhook;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Text messages, through Twilio: <https://www.twilio.com/docs/messaging/guides/webhook-request>.
///
/// Twilio by default does not come again when an answer fails; let the number's webhook end in `#rc=3&rp=all`.
public final class SmsAdapter implements PushAdapter, ListingChannel {

    public static final ChannelKind KIND = new ChannelKind("sms");

    private static final int TEXT_MAX_CHARS = 1600;
    private static final int MEDIA_MAX = 20;
    private static final long LISTED_MAX = 50;

    /// Messages taken from the provider's list at once in each direction; it gives the newest first.
    private static final int RECONCILED_MAX = 20_000;

    private static final long RECONCILED_PAGE = 1_000;
    private static final String API_URL = "https://api.twilio.com";

    /// The method of what was taken from the list, and the beginning of its URL, which no call from outside can have.
    private static final String LIST = "LIST";

    private static final String LISTED_URL = "twilio:";

    /// Their clock and ours may differ by this much.
    private static final Duration CLOCK_SKEW_MAX = Duration.ofMinutes(1);

    /// How long a message whose sending was not answered is asked after, and its report waited for.
    private static final Duration NEWS_WITHIN = Duration.ofMinutes(2);

    private static final int OPTED_OUT = 21610;

    /// Too many requests, send rate, queue full: <https://www.twilio.com/docs/api/errors>.
    private static final Set<Integer> BUSY = Set.of(20429, 14107, 30001);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// The SDK's own, made once: a client is made for each call, and would make its own each time.
    private static final ObjectMapper SDK_JSON = new TwilioRestClient.Builder("", "")
            .httpClient(new TwilioExchange(ProviderCall.client(), Optional.empty()))
            .build()
            .getObjectMapper();

    private final HttpClient http = ProviderCall.client();
    private final InstantSource clock;

    public SmsAdapter() {
        this(InstantSource.system());
    }

    /// @param clock dates what is fetched from the provider's list.
    public SmsAdapter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ChannelKind kind() {
        return KIND;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(TEXT_MAX_CHARS, 0);
    }

    @Override
    public AccountForm form() {
        return new AccountForm(Set.of("account-sid"), Set.of("api-url"), Set.of("auth-token"), Set.of()).sending();
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        if (call.method().equals(LIST) && call.publicUrl().startsWith(LISTED_URL)) {
            return listed(call, account);
        }
        return switch (TwilioWebhook.read(call, account)) {
            case TwilioWebhook.Refused(var receipt) -> receipt;
            case TwilioWebhook.Genuine(var form) when call.endpoint().equals("status") -> status(form, call);
            case TwilioWebhook.Genuine(var form) -> message(form, call.receivedAt(), account);
        };
    }

    /// A message as the list has it, made into the form that the call would have had.
    private static Receipt listed(WebhookCall call, ChannelAccount account) {
        try {
            var whole = JSON.readValue(call.body(), Whole.class);
            var listed = whole == null ? null : whole.message();
            if (whole == null || listed == null) {
                return new Receipt.Refused(Fault.MALFORMED, "a listed message without the message");
            }
            return message(listed.form(whole.attached(), mediaBase(account)), listed.at(call.receivedAt()), account);
        } catch (IOException e) {
            return new Receipt.Refused(Fault.MALFORMED, "a listed message that is not JSON");
        }
    }

    private static String mediaBase(ChannelAccount account) {
        return account.setting("api-url").orElse(API_URL).replaceFirst("/$", "");
    }

    private static Receipt message(TwilioForm form, Instant at, ChannelAccount account) {
        var id = form.value("MessageSid");
        var from = form.value("From").filter(number -> number.length() <= Address.LENGTH_MAX_CHARS);
        if (id.isEmpty() || from.isEmpty()) {
            return new Receipt.Refused(Fault.MALFORMED, "a message without MessageSid or From");
        }
        if (form.value("To").filter(to -> !to.equals(account.ownAddress())).isPresent()) {
            return new Receipt.Nothing("a message for another number");
        }
        var marks = form.value("OptOutType").isPresent() ? Set.of(Mark.KEYWORD_ANSWERED_BY_PROVIDER) : Set.<Mark>of();
        var citizen = new Address(KIND, from.get());
        var events = new ArrayList<ChannelEvent>();
        said(form).ifPresent(content -> events.add(received(id.get(), citizen, content, at, marks)));
        var media = media(form);
        for (var n = 0; n < media.size(); n++) {
            events.add(received(mediaId(id.get(), n), citizen, media.get(n), at, marks));
        }
        if (events.isEmpty()) {
            var nothing = new Content.Unsupported("a message with nothing in it");
            events.add(received(id.get(), citizen, nothing, at, marks));
        }
        return new Receipt.Events(events);
    }

    private static String mediaId(String messageId, int n) {
        return messageId + ":media:" + n;
    }

    private static ChannelEvent received(String id, Address from, Content content, Instant at, Set<Mark> marks) {
        return new ChannelEvent.MessageReceived(Wording.identifier(id), from, content, at, Optional.empty(), marks);
    }

    private static Optional<Content> said(TwilioForm form) {
        var words = form.value("Body");
        var choice = form.value("ButtonPayload").map(payload -> (Content) new Content.Choice(
                payload, form.value("ButtonText").or(() -> words).orElse(payload)));
        return choice.or(() -> place(form)).or(() -> words.map(Content.Text::new));
    }

    private static Optional<Content> place(TwilioForm form) {
        var latitude = form.value("Latitude").flatMap(value -> degrees(value, 90));
        if (latitude.isEmpty()) {
            return Optional.empty();
        }
        var longitude = form.value("Longitude").flatMap(value -> degrees(value, 180));
        var label = form.value("Label").or(() -> form.value("Address")).or(() -> form.value("Body"));
        return latitude.flatMap(lat -> longitude.map(lon -> new Content.Place(lat, lon, label)));
    }

    private static Optional<Double> degrees(String value, double max) {
        try {
            return Optional.of(Double.parseDouble(value)).filter(degrees -> Math.abs(degrees) <= max);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<Content> media(TwilioForm form) {
        return IntStream.range(0, mediaCount(form))
                .mapToObj(n -> form.value("MediaUrl" + n)
                        .flatMap(SmsAdapter::location)
                        .<Content>map(location -> new Content.Media(
                                form.value("MediaContentType" + n).orElse("application/octet-stream"),
                                location,
                                Optional.empty()))
                        .orElseGet(() -> new Content.Unsupported("an attachment that does not say where it is")))
                .toList();
    }

    private static int mediaCount(TwilioForm form) {
        try {
            return Math.clamp(Integer.parseInt(form.value("NumMedia").orElse("0")), 0, MEDIA_MAX);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<URI> location(String url) {
        try {
            return Optional.of(URI.create(url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Receipt status(TwilioForm form, WebhookCall call) {
        var id = form.value("MessageSid").map(Wording::identifier);
        var reference = TwilioForm.read(call.rawQuery()).flatMap(query -> query.value("ref"));
        var word = form.value("MessageStatus").or(() -> form.value("SmsStatus"));
        if (word.isEmpty() || id.isEmpty() && reference.isEmpty()) {
            return new Receipt.Refused(Fault.MALFORMED, "a status without MessageStatus, or of no message");
        }
        var delivery = delivery(word.get());
        if (delivery.isEmpty()) {
            return new Receipt.Nothing("a status we have no use for");
        }
        var code = form.value("ErrorCode");
        var report = new ChannelEvent.DeliveryReported(id, reference, delivery.get(), code, call.receivedAt());
        var optedOut = code.filter(Integer.toString(OPTED_OUT)::equals)
                .flatMap(_ -> form.value("To"))
                .filter(to -> to.length() <= Address.LENGTH_MAX_CHARS)
                .map(to -> new ChannelEvent.OptedOut(
                        new Address(KIND, to), "has told the provider to stop", call.receivedAt()));
        return new Receipt.Events(Stream.<ChannelEvent>concat(Stream.of(report), optedOut.stream())
                .toList());
    }

    private static Optional<Delivery> delivery(String status) {
        return switch (status) {
            case "accepted", "scheduled", "queued", "sending" -> Optional.of(Delivery.ACCEPTED);
            case "sent" -> Optional.of(Delivery.SENT);
            case "delivered" -> Optional.of(Delivery.DELIVERED);
            case "read" -> Optional.of(Delivery.READ);
            case "undelivered", "failed", "canceled" -> Optional.of(Delivery.FAILED);
            default -> Optional.empty();
        };
    }

    @Override
    public WebhookReply acknowledgement() {
        return TwilioWebhook.emptyAnswer();
    }

    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        var texts = Wording.parts(Wording.numbered(message.text(), message.offers()), TEXT_MAX_CHARS);
        return IntStream.range(0, texts.size())
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), List.of()))
                .toList();
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        var exchange = new TwilioExchange(http, account.setting("api-url"));
        var reference = new Outgoing.PartRef(message.id(), part.number());
        try {
            var sent = Message.creator(
                            new PhoneNumber(message.to().value()), new PhoneNumber(account.ownAddress()), part.text())
                    .setStatusCallback(URI.create(callbackUrl + "/status?ref=" + reference))
                    .create(client(account, exchange));
            return sent.getSid() == null
                    ? new SendOutcome.Unknown("the provider's answer names no message")
                    : new SendOutcome.Accepted(sent.getSid());
        } catch (TwilioException e) {
            return switch (exchange.reply()) {
                case Reply.Answered answered -> outcome(answered);
                case Reply.NotReached notReached -> notReached.outcome();
                case Reply.Silent silent -> silent.outcome();
            };
        }
    }

    private static SendOutcome outcome(Reply.Answered answered) {
        var complaint = complaint(answered.body());
        var code = complaint.code() == null ? answered.status() : complaint.code();
        var because = complaint.message() == null ? "the provider answered " + answered.status() : complaint.message();
        if (code == OPTED_OUT) {
            return new SendOutcome.Unwanted(because);
        }
        if (answered.status() == 429 || BUSY.contains(code)) {
            return new SendOutcome.Retry(because, answered.patience());
        }
        if (answered.status() >= 500) {
            return new SendOutcome.Retry(because, answered.retryAfter());
        }
        return answered.status() < 400
                ? new SendOutcome.Unknown("the provider's answer could not be read")
                : new SendOutcome.Rejected(Integer.toString(code), because);
    }

    private static Complaint complaint(String body) {
        try {
            var complaint = JSON.readValue(body, Complaint.class);
            return complaint == null ? new Complaint(null, null) : complaint;
        } catch (JsonProcessingException e) {
            return new Complaint(null, null);
        }
    }

    /// A short code's rate. Twilio can be asked what became of a message, and its reports carry our name for it.
    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(100, WhenUnknown.SEND_AGAIN, NEWS_WITHIN);
    }

    /// Twilio takes no key that would make a send happen once, so a send without an answer is looked for among the
    /// newest messages to this citizen that are not known to be others. The date sent is not asked for: one still
    /// queued has none.
    @Override
    public SendOutcome askAfter(
            Outgoing message,
            Outgoing.Part part,
            ChannelAccount account,
            Instant handedOverAt,
            Predicate<String> isKnown) {
        var exchange = new TwilioExchange(http, account.setting("api-url"));
        try {
            var newest = Message.reader()
                    .setTo(new PhoneNumber(message.to().value()))
                    .setFrom(new PhoneNumber(account.ownAddress()))
                    .setPageSize(LISTED_MAX)
                    .firstPage(client(account, exchange))
                    .getRecords();
            var since = handedOverAt.minus(CLOCK_SKEW_MAX);
            var found = newest.stream()
                    .filter(listed -> part.text().equals(listed.getBody()) && listed.getSid() != null)
                    .filter(listed -> listed.getDateCreated() != null && !madeBefore(listed, since))
                    .filter(listed -> !isKnown.test(listed.getSid()))
                    .findFirst();
            if (found.isPresent()) {
                return new SendOutcome.Accepted(found.get().getSid());
            }
            var undated = newest.stream().anyMatch(listed -> listed.getDateCreated() == null);
            var sawAll = newest.size() < LISTED_MAX || newest.stream().anyMatch(listed -> madeBefore(listed, since));
            return sawAll && !undated
                    ? new SendOutcome.Retry("the provider does not have it", Optional.empty())
                    : new SendOutcome.Unknown("the provider's list does not show whether it has it");
        } catch (TwilioException e) {
            return new SendOutcome.Unknown("the provider could not be asked: " + e.getMessage());
        }
    }

    @Override
    public Listing list(ChannelAccount account, Instant from, Instant to) throws IOException {
        var received = new ArrayList<Received>();
        reading(account, from, to, reader -> reader.setTo(new PhoneNumber(account.ownAddress())))
                .filter(message -> message.getDirection() == Message.Direction.INBOUND)
                .map(Message::getSid)
                .map(sid -> new Received(sid, Set.of(Wording.identifier(sid), Wording.identifier(mediaId(sid, 0)))))
                .forEach(received::add);
        var sent = new ArrayList<Sent>();
        reading(account, from, to, reader -> reader.setFrom(new PhoneNumber(account.ownAddress())))
                .filter(message -> message.getDirection() != Message.Direction.INBOUND && message.getStatus() != null)
                .flatMap(message -> delivery(message.getStatus().toString())
                        .map(delivery -> new Sent(
                                Wording.identifier(message.getSid()),
                                delivery,
                                Optional.ofNullable(message.getErrorCode()).map(String::valueOf)))
                        .stream())
                .forEach(sent::add);
        return new Listing(received.reversed(), sent.reversed());
    }

    private Stream<Message> reading(
            ChannelAccount account, Instant from, Instant to, UnaryOperator<MessageReader> ofWhom) throws IOException {
        var exchange = new TwilioExchange(http, account.setting("api-url"));
        var reader = ofWhom.apply(Message.reader())
                .setDateSentAfter(from.atZone(ZoneOffset.UTC))
                .setDateSentBefore(to.atZone(ZoneOffset.UTC))
                .setPageSize(RECONCILED_PAGE)
                .limit(RECONCILED_MAX);
        var messages = new ArrayList<Message>();
        try {
            reader.read(client(account, exchange)).forEach(messages::add);
        } catch (TwilioException e) {
            throw new IOException("the provider's list of messages cannot be read: " + e.getMessage(), e);
        }
        return messages.stream().filter(message -> message.getSid() != null);
    }

    @Override
    public Optional<WebhookCall> fetch(ChannelAccount account, Received received) throws IOException {
        var exchange = new TwilioExchange(http, account.setting("api-url"));
        var client = client(account, exchange);
        try {
            var message = Message.fetcher(received.key()).fetch(client);
            var body = JSON.createObjectNode();
            body.set("message", JSON.readTree(answered(exchange)));
            if (!"0".equals(message.getNumMedia())) {
                Media.reader(received.key()).firstPage(client);
                body.set("media", JSON.readTree(answered(exchange)));
            }
            var url = LISTED_URL + "/2010-04-01/Accounts/" + account.requiredSetting("account-sid") + "/Messages/"
                    + received.key() + ".json";
            return Optional.of(new WebhookCall(LIST, "", url, Map.of(), JSON.writeValueAsBytes(body), clock.instant()));
        } catch (TwilioException e) {
            if (exchange.reply() instanceof Reply.Answered answered && answered.status() == 404) {
                return Optional.empty();
            }
            throw new IOException("a listed message cannot be read: " + e.getMessage(), e);
        }
    }

    private static String answered(TwilioExchange exchange) {
        return exchange.reply() instanceof Reply.Answered answered ? answered.body() : "";
    }

    private static boolean madeBefore(Message listed, Instant since) {
        return listed.getDateCreated() != null
                && listed.getDateCreated().toInstant().isBefore(since);
    }

    private static TwilioRestClient client(ChannelAccount account, TwilioExchange exchange) {
        return new TwilioRestClient.Builder(
                        account.requiredSetting("account-sid"),
                        account.secret("auth-token").value())
                .httpClient(exchange)
                .objectMapper(SDK_JSON)
                .build();
    }

    // The provider's JSON, as a record of the same shape. Only what we read.

    private record Whole(@Nullable Listed message, @Nullable Attached media) {

        List<Item> attached() {
            var items = media == null ? null : media.items();
            return items == null ? List.of() : items;
        }
    }

    private record Listed(
            @Nullable String sid,
            @Nullable String from,
            @Nullable String to,
            @Nullable String body,
            @JsonProperty("num_media") @Nullable String numMedia,
            @JsonProperty("date_sent") @Nullable String dateSent) {

        TwilioForm form(List<Item> items, String mediaBase) {
            var fields = new ArrayList<TwilioForm.Field>();
            field(fields, "MessageSid", sid);
            field(fields, "From", from);
            field(fields, "To", to);
            field(fields, "Body", body);
            field(fields, "NumMedia", numMedia);
            for (var n = 0; n < items.size(); n++) {
                var uri = items.get(n).uri();
                field(fields, "MediaContentType" + n, items.get(n).contentType());
                field(fields, "MediaUrl" + n, uri == null ? null : mediaBase + uri.replaceFirst("\\.json$", ""));
            }
            return new TwilioForm(fields);
        }

        private static void field(List<TwilioForm.Field> fields, String name, @Nullable String value) {
            if (value != null) {
                fields.add(new TwilioForm.Field(name, value));
            }
        }

        /// When it was sent; `otherwise` when the provider does not say.
        Instant at(Instant otherwise) {
            try {
                return dateSent == null
                        ? otherwise
                        : DateTimeFormatter.RFC_1123_DATE_TIME.parse(dateSent, Instant::from);
            } catch (DateTimeParseException e) {
                return otherwise;
            }
        }
    }

    private record Attached(
            @JsonProperty("media_list") @Nullable List<Item> items) {}

    private record Item(
            @Nullable String uri,
            @JsonProperty("content_type") @Nullable String contentType) {}

    private record Complaint(
            @Nullable Integer code, @Nullable String message) {}
}

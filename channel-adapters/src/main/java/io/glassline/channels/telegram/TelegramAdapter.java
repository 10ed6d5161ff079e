package io.glassline.channels.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Proof;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.Secret;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.SendPolicy.WhenUnknown;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.ProviderCall;
import io.glassline.channels.Wording;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.photo.PhotoSize;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// Telegram, through its Bot API: <https://core.telegram.org/bots/api>.
///
/// A citizen's address is the chat, and a message is named by its chat and its number there, because the number
/// alone is unique only within the chat. Tapping a button is answered by our next message and not by
/// `answerCallbackQuery`: the button shows as waiting for some seconds, and nothing is lost.
public final class TelegramAdapter implements PushAdapter {

    public static final ChannelKind KIND = new ChannelKind("telegram");

    private static final int TEXT_MAX_CHARS = 4096;
    private static final int OFFERS_MAX = 10;
    private static final int CALLBACK_DATA_MAX_BYTES = 64;
    private static final int CALLS_AT_ONCE_MAX = 64;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// What this adapter reads of a message; see [#read].
    private static final Set<String> READ_OF_A_MESSAGE = Set.of(
            "message_id",
            "date",
            "edit_date",
            "chat",
            "from",
            "text",
            "caption",
            "photo",
            "video",
            "audio",
            "voice",
            "document",
            "animation",
            "video_note",
            "sticker",
            "contact",
            "location",
            "venue");

    private final OkHttpClient http = client();
    private final Map<Bot, OkHttpTelegramClient> bots = new ConcurrentHashMap<>();

    private record Bot(Secret token, Optional<String> apiUrl) {}

    @Override
    public ChannelKind kind() {
        return KIND;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(TEXT_MAX_CHARS, OFFERS_MAX);
    }

    @Override
    public AccountForm form() {
        return new AccountForm(Set.of(), Set.of("api-url"), Set.of("bot-token", "webhook-secret"), Set.of()).sending();
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        var token = call.header("x-telegram-bot-api-secret-token");
        if (!Proof.sameSecret(token, account.secret("webhook-secret"))) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "secret token missing or wrong");
        }
        JsonNode json;
        try {
            json = JSON.readTree(call.body());
        } catch (IOException e) {
            return new Receipt.Refused(Fault.MALFORMED, "not JSON");
        }
        if (!json.path("update_id").isIntegralNumber()) {
            return new Receipt.Refused(Fault.MALFORMED, "not an update: it has no update_id");
        }
        try {
            return read(json).map(update -> receipt(update, call)).orElseGet(() -> unreadable(json, call));
        } catch (NullPointerException e) {
            return unreadable(json, call); // a null in a list, where the SDK's types promise there is none
        }
    }

    /// The update in the SDK's type. The SDK insists on fields that it thinks every chat or user has, and fails
    /// over values that are newer than itself; then the update is read with only what we look at.
    private static Optional<Update> read(JsonNode json) {
        try {
            return Optional.of(JSON.treeToValue(json, Update.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            try {
                return Optional.of(JSON.treeToValue(reduced(json), Update.class));
            } catch (JsonProcessingException | IllegalArgumentException stillNot) {
                return Optional.empty();
            }
        }
    }

    private static JsonNode reduced(JsonNode json) {
        var update = JSON.createObjectNode();
        update.set("update_id", json.path("update_id"));
        for (var kind : List.of("message", "edited_message")) {
            if (json.path(kind) instanceof ObjectNode message) {
                update.set(kind, reducedMessage(message));
            }
        }
        if (json.path("callback_query") instanceof ObjectNode query) {
            var reduced = update.putObject("callback_query");
            reduced.put("id", query.path("id").asText());
            reduced.put("data", query.path("data").asText());
            reduced.set("from", user(query.path("from")));
            if (query.path("message") instanceof ObjectNode message) {
                reduced.set("message", reducedMessage(message));
            }
        }
        return update;
    }

    private static ObjectNode reducedMessage(ObjectNode message) {
        var reduced = message.deepCopy();
        reduced.retain(READ_OF_A_MESSAGE);
        var chat = JSON.createObjectNode();
        chat.set("id", message.path("chat").path("id"));
        chat.put("type", message.path("chat").path("type").asText("private"));
        reduced.set("chat", chat);
        if (message.has("from")) {
            reduced.set("from", user(message.path("from")));
        }
        return reduced;
    }

    private static ObjectNode user(JsonNode user) {
        var reduced = JSON.createObjectNode();
        reduced.set("id", user.path("id"));
        reduced.put("first_name", user.path("first_name").asText());
        reduced.put("is_bot", user.path("is_bot").asBoolean());
        return reduced;
    }

    private static Receipt receipt(Update update, WebhookCall call) {
        if (update.getMessage() != null) {
            return one(received(update.getMessage(), call));
        }
        if (update.getEditedMessage() != null) {
            return edited(update.getEditedMessage(), call);
        }
        if (update.getCallbackQuery() != null && update.getCallbackQuery().getData() != null) {
            return one(chosen(update, call));
        }
        if (update.getMyChatMember() != null) {
            var change = update.getMyChatMember();
            var now = change.getNewChatMember() == null
                    ? "unknown"
                    : change.getNewChatMember().getStatus();
            return Set.of("kicked", "left").contains(now) && change.getChat() != null
                    ? one(Optional.of(new ChannelEvent.OptedOut(
                            address(change.getChat().getId()), "has blocked the bot", time(change.getDate(), call))))
                    : new Receipt.Nothing("our standing in a chat");
        }
        return new Receipt.Nothing("an update without a message");
    }

    private static Receipt one(Optional<ChannelEvent> event) {
        return event.<Receipt>map(e -> new Receipt.Events(List.of(e)))
                .orElseGet(() -> new Receipt.Nothing("a message that does not say in which chat, or which"));
    }

    private static Optional<ChannelEvent> received(Message message, WebhookCall call) {
        return name(message).map(id -> event(message, id, content(message), time(message.getDate(), call)));
    }

    /// A changed text is a message of its own. A place that moves by itself is not.
    private static Receipt edited(Message message, WebhookCall call) {
        if (message.getLocation() != null) {
            return new Receipt.Nothing("a shared place that moved");
        }
        var words = message.getText() != null ? message.getText() : message.getCaption();
        var content = words == null ? content(message) : new Content.Text(Wording.legible(words));
        var at = message.getEditDate() == null ? message.getDate() : message.getEditDate();
        return one(name(message).map(id -> event(message, id + ":edit:" + at, content, time(at, call))));
    }

    private static ChannelEvent event(Message message, String id, Content content, Instant at) {
        var byMachine = message.getFrom() != null
                && Boolean.TRUE.equals(message.getFrom().getIsBot());
        return new ChannelEvent.MessageReceived(
                id,
                address(message.getChat().getId()),
                content,
                at,
                Optional.empty(),
                byMachine ? Set.of(Mark.AUTOMATIC) : Set.of());
    }

    private static Optional<String> name(Message message) {
        return message.getChat() == null || message.getChat().getId() == null || message.getMessageId() == null
                ? Optional.empty()
                : Optional.of(message.getChat().getId() + ":" + message.getMessageId());
    }

    /// The chat is that of the message with the button, which may have become too old to be shown to us; then it is
    /// the person's own.
    private static Optional<ChannelEvent> chosen(Update update, WebhookCall call) {
        var query = update.getCallbackQuery();
        var chat = query.getMessage() != null && query.getMessage().getChat() != null
                ? query.getMessage().getChat().getId()
                : query.getFrom() == null ? null : query.getFrom().getId();
        if (chat == null || query.getId() == null) {
            return Optional.empty();
        }
        var data = Wording.legible(query.getData());
        return Optional.of(new ChannelEvent.MessageReceived(
                Wording.identifier("callback:" + query.getId()),
                address(chat),
                new Content.Choice(data, label(query.getMessage() instanceof Message m ? m : null, data)),
                call.receivedAt(), // the provider does not say when
                Optional.empty(),
                Set.of()));
    }

    /// What the button said, which is not sent back with its data but stands in the message that held it.
    private static String label(@Nullable Message message, String data) {
        if (message == null || message.getReplyMarkup() == null) {
            return data;
        }
        return message.getReplyMarkup().getKeyboard().stream()
                .flatMap(List::stream)
                .filter(button -> data.equals(button.getCallbackData()) && button.getText() != null)
                .map(button -> Wording.legible(button.getText()))
                .findFirst()
                .orElse(data);
    }

    private static Address address(Long chat) {
        return new Address(KIND, chat.toString());
    }

    private static Instant time(@Nullable Integer seconds, WebhookCall call) {
        return seconds == null || seconds <= 0 ? call.receivedAt() : Instant.ofEpochSecond(seconds);
    }

    private static Content content(Message message) {
        if (message.getText() != null && !message.getText().isBlank()) {
            return new Content.Text(Wording.legible(message.getText()));
        }
        return whereabouts(message)
                .or(() -> media(message))
                .orElseGet(() -> new Content.Unsupported(Wording.legible(description(message))));
    }

    private static Optional<Content> whereabouts(Message message) {
        var venue = message.getVenue();
        var at = venue != null && venue.getLocation() != null ? venue.getLocation() : message.getLocation();
        if (at == null || at.getLatitude() == null || at.getLongitude() == null) {
            return Optional.empty();
        }
        double latitude = at.getLatitude();
        double longitude = at.getLongitude();
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            return Optional.empty();
        }
        var label = venue == null
                ? Optional.<String>empty()
                : Stream.of(venue.getTitle(), venue.getAddress())
                        .filter(part -> part != null && !part.isBlank())
                        .reduce((title, address) -> title + ", " + address);
        return Optional.of(new Content.Place(latitude, longitude, label.map(Wording::legible)));
    }

    private static Optional<Content> media(Message message) {
        var caption = message.getCaption();
        if (message.getPhoto() != null && !message.getPhoto().isEmpty()) {
            return message.getPhoto().stream()
                    .max(Comparator.comparingLong(TelegramAdapter::pixels))
                    .flatMap(photo -> file(photo.getFileId(), "image/jpeg", "image/jpeg", caption));
        }
        if (message.getVoice() != null) {
            var voice = message.getVoice();
            return file(voice.getFileId(), voice.getMimeType(), "audio/ogg", caption);
        }
        if (message.getAudio() != null) {
            var audio = message.getAudio();
            return file(audio.getFileId(), audio.getMimeType(), "audio/mpeg", caption);
        }
        if (message.getVideo() != null) {
            var video = message.getVideo();
            return file(video.getFileId(), video.getMimeType(), "video/mp4", caption);
        }
        if (message.getVideoNote() != null) {
            return file(message.getVideoNote().getFileId(), "video/mp4", "video/mp4", caption);
        }
        if (message.getAnimation() != null) { // before the document that comes beside it
            var animation = message.getAnimation();
            return file(animation.getFileId(), animation.getMimeType(), "video/mp4", caption);
        }
        if (message.getDocument() != null) {
            var document = message.getDocument();
            var shown = caption == null ? document.getFileName() : caption;
            return file(document.getFileId(), document.getMimeType(), "application/octet-stream", shown);
        }
        return Optional.empty();
    }

    private static long pixels(PhotoSize photo) {
        return photo.getWidth() == null || photo.getHeight() == null ? 0 : (long) photo.getWidth() * photo.getHeight();
    }

    /// The file by its id. A link would hold the bot's token.
    private static Optional<Content> file(
            @Nullable String id, @Nullable String type, String otherwise, @Nullable String caption) {
        return Optional.ofNullable(id)
                .filter(fileId -> !fileId.isBlank())
                .map(fileId -> new Content.Media(
                        Wording.legible(type == null || type.isBlank() ? otherwise : type),
                        URI.create("telegram:file/" + URLEncoder.encode(fileId, UTF_8)),
                        Optional.ofNullable(caption)
                                .filter(words -> !words.isBlank())
                                .map(Wording::legible)));
    }

    private static String description(Message message) {
        if (message.getSticker() != null) {
            var emoji = message.getSticker().getEmoji();
            return emoji == null ? "a sticker" : "a sticker: " + emoji;
        }
        return message.getContact() == null ? "a kind of message that cannot be shown here" : "a contact card";
    }

    /// A message that not even its reduced form could be read of: kept for what it is, by its chat and number.
    private static Receipt unreadable(JsonNode json, WebhookCall call) {
        var message = json.path("message");
        var chat = message.path("chat").path("id");
        var number = message.path("message_id");
        if (!chat.canConvertToLong() || !chat.isIntegralNumber() || !number.isIntegralNumber()) {
            return new Receipt.Nothing("an update that could not be read");
        }
        return new Receipt.Events(List.of(new ChannelEvent.MessageReceived(
                Wording.identifier(chat.asText() + ":" + number.asText()),
                new Address(KIND, chat.asText()),
                new Content.Unsupported("a message that could not be read"),
                call.receivedAt(),
                Optional.empty(),
                Set.of())));
    }

    @Override
    public WebhookReply acknowledgement() {
        return WebhookReply.status(200); // a body would be run as a call of the Bot API
    }

    /// The offers are buttons below the last piece; more than ten, or ids too long for a button, are numbered
    /// lines.
    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        var offers = message.offers();
        var asButtons = offers.size() <= OFFERS_MAX
                && offers.stream()
                        .allMatch(offer -> offer.id().getBytes(UTF_8).length <= CALLBACK_DATA_MAX_BYTES
                                && !offer.id().isEmpty()
                                && !offer.label().isBlank());
        var text = asButtons ? message.text() : Wording.numbered(message.text(), offers);
        var texts = Wording.parts(text, TEXT_MAX_CHARS);
        var last = texts.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), asButtons && n == last ? offers : List.of()))
                .toList();
    }

    /// Telegram's rate for a bot. It cannot be asked what became of a message and reports nothing, so whether to
    /// send one again is for a person to say.
    @Override
    public SendPolicy usualPolicy() {
        return new SendPolicy(30, WhenUnknown.ASK_A_PERSON, Duration.ZERO);
    }

    @Override
    public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        var sendable = SendMessage.builder()
                .chatId(message.to().value())
                .text(part.text())
                .linkPreviewOptions(
                        LinkPreviewOptions.builder().isDisabled(true).build());
        if (!part.offers().isEmpty()) {
            sendable.replyMarkup(new InlineKeyboardMarkup(part.offers().stream()
                    .map(offer -> new InlineKeyboardRow(InlineKeyboardButton.builder()
                            .text(offer.label())
                            .callbackData(offer.id())
                            .build()))
                    .toList()));
        }
        try {
            var sent = bot(account).execute(sendable.build());
            return name(sent)
                    .<SendOutcome>map(SendOutcome.Accepted::new)
                    .orElseGet(() -> new SendOutcome.Unknown("the provider's answer names no message"));
        } catch (TelegramApiException e) {
            return outcome(e);
        }
    }

    private static SendOutcome outcome(TelegramApiException failure) {
        if (failure instanceof TelegramApiRequestException refused && refused.getErrorCode() != null) {
            return refusal(refused.getErrorCode(), refused);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InTrouble trouble) {
                return new SendOutcome.Retry("the provider answered " + trouble.status, Optional.empty());
            }
            if (cause instanceof AfterHandover) {
                return new SendOutcome.Unknown("no answer came");
            }
        }
        return failure.getCause() instanceof IOException
                ? new SendOutcome.Retry("the provider could not be reached", Optional.empty())
                : new SendOutcome.Unknown("the provider's answer could not be read");
    }

    private static SendOutcome refusal(int code, TelegramApiRequestException refused) {
        var because = refused.getApiResponse() == null ? "the provider answered " + code : refused.getApiResponse();
        if (code < 400) {
            return new SendOutcome.Unknown("the provider's answer could not be read");
        }
        if (code == 403) {
            return new SendOutcome.Unwanted(because);
        }
        if (code == 429 || code >= 500) {
            var wait = refused.getParameters() == null
                    ? null
                    : refused.getParameters().getRetryAfter();
            return new SendOutcome.Retry(because, Optional.ofNullable(wait).map(Duration::ofSeconds));
        }
        return new SendOutcome.Rejected(Integer.toString(code), because);
    }

    private OkHttpTelegramClient bot(ChannelAccount account) {
        return bots.computeIfAbsent(
                new Bot(account.secret("bot-token"), account.setting("api-url")),
                bot -> new OkHttpTelegramClient(
                        http,
                        bot.token().value(),
                        bot.apiUrl().map(TelegramAdapter::url).orElse(TelegramUrl.DEFAULT_URL)));
    }

    private static TelegramUrl url(String apiUrl) {
        var uri = URI.create(apiUrl);
        var standardPort = "https".equals(uri.getScheme()) ? 443 : 80;
        return TelegramUrl.builder()
                .schema(uri.getScheme())
                .host(uri.getHost())
                .port(uri.getPort() < 0 ? standardPort : uri.getPort())
                .testServer(false)
                .build();
    }

    /// The SDK's client, made to do each call once and to tell a call that never left from one without an answer:
    /// the network interceptor runs only when there is a connection.
    private static OkHttpClient client() {
        var dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
        dispatcher.setMaxRequests(CALLS_AT_ONCE_MAX);
        dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE_MAX);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(
                        new ConnectionPool(CALLS_AT_ONCE_MAX, ProviderCall.IDLE_MAX.toSeconds(), TimeUnit.SECONDS))
                .connectTimeout(ProviderCall.CONNECT_MAX)
                .callTimeout(ProviderCall.ANSWER_MAX)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addNetworkInterceptor(chain -> {
                    Response response;
                    try {
                        response = chain.proceed(chain.request());
                    } catch (IOException e) {
                        throw new AfterHandover(e);
                    }
                    if (response.code() >= 500) { // its body may be a proxy's page, which the SDK cannot read
                        response.close();
                        throw new InTrouble(response.code());
                    }
                    return response;
                })
                .build();
    }

    private static final class InTrouble extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        InTrouble(int status) {
            super("status " + status);
            this.status = status;
        }
    }

    private static final class AfterHandover extends IOException {
        private static final long serialVersionUID = 1L;

        AfterHandover(IOException cause) {
            super("after the request had left", cause);
        }
    }
}

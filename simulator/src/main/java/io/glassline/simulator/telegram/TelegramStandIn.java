package io.glassline.simulator.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.BadRequest;
import io.glassline.simulator.provider.Faults;
import io.glassline.simulator.provider.Ids;
import io.glassline.simulator.provider.Incoming;
import io.glassline.simulator.provider.Journal;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Ledger;
import io.glassline.simulator.provider.MediaStore;
import io.glassline.simulator.provider.Multipart;
import io.glassline.simulator.provider.Params;
import io.glassline.simulator.provider.Request;
import io.glassline.simulator.provider.RetryPolicy;
import io.glassline.simulator.provider.Settings;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import io.glassline.simulator.provider.Throttle;
import io.glassline.simulator.provider.Webhooks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Telegram's Bot API, with updates by webhook.
///
/// An `http:` webhook is taken, which the real one refuses. Getting updates by polling is not offered.
/// Source: <https://core.telegram.org/bots/api>
final class TelegramStandIn implements StandIn, Webhooks.Subscriber {

    private static final RetryPolicy RETRIES = new TelegramRetries();
    private static final int TEXT_CHARACTERS_MAX = 4_096;
    private static final int CAPTION_CHARACTERS_MAX = 1_024;
    private static final int PENDING_MAX = 10_000;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{0,256}");
    private static final String FILES = "file";
    private static final String ALL_CHATS = "all";

    private final Account account;
    private final Settings settings;
    private final Journal journal;
    private final Ledger ledger;
    private final Faults faults;
    private final Webhooks webhooks;
    private final MediaStore mediaStore;
    private final Throttle overall;
    private final Throttle perChat;
    private final Map<String, Integer> lastMessageIds = new HashMap<>();
    private final Map<String, JsonNode> offers = new LinkedHashMap<>();
    private final List<Update> pending = new ArrayList<>();
    private Webhook webhook;
    private long lastUpdateId;

    TelegramStandIn(Account account, Surroundings surroundings) {
        this.account = account;
        this.settings = surroundings.settings();
        this.journal = surroundings.journal();
        this.ledger = surroundings.ledger();
        this.faults = surroundings.faults();
        this.webhooks = surroundings.webhooks();
        this.mediaStore = surroundings.media();
        var limits = settings.limits();
        var perSecond = limits.of(200, 30);
        this.overall = new Throttle(perSecond, perSecond, settings.clock());
        this.perChat = new Throttle(limits.of(10, 1), limits.of(40, 5), settings.clock());
        this.webhook = new Webhook(settings.channel(account.id()).toString(), TelegramDemo.WEBHOOK_SECRET);
        // Like the real one, update ids begin anywhere below 2^31. With the time, a start with an empty memory
        // repeats none.
        this.lastUpdateId = settings.clock().instant().getEpochSecond() % 100_000_000L * 10;
        journal.reads("telegram-webhook", Webhook.class, line -> webhook = line);
        journal.reads("telegram-update-id", Long.class, line -> lastUpdateId = line);
        journal.reads("telegram-message-id", MessageId.class, line -> lastMessageIds.put(line.chat(), line.id()));
        journal.reads("telegram-pending", Update.class, pending::add);
        journal.reads("telegram-nothing-pending", Boolean.class, _ -> pending.clear());
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

    /// A citizen's message or press of a button, as an update.
    @Override
    public Answer incoming(Incoming in) {
        var at = settings.clock().instant();
        var updateId = nextUpdateId();
        var update = Json.map("update_id", updateId);
        String id;
        if (in.button().isPresent()) {
            id = Ids.digits(18);
            update.put("callback_query", press(in, in.button().get(), id));
        } else {
            var messageId = nextMessageId(in.from());
            id = in.from() + ":" + messageId;
            update.put("message", message(in, messageId, at));
        }
        ledger.received(in.received(id, at.toString()));
        return deliver(new Update(id, in.from(), Json.MAPPER.valueToTree(update), at.toString()));
    }

    private Map<String, @Nullable Object> message(Incoming in, int messageId, Instant at) {
        var message = Json.map(
                "message_id",
                messageId,
                "from",
                user(in),
                "chat",
                chat(in.from(), name(in)),
                "date",
                at.getEpochSecond());
        if (in.media().isEmpty()) {
            message.put("text", in.text());
            if (in.text().startsWith("/")) {
                var length = in.text().split("\\s", 2)[0].length();
                message.put("entities", List.of(Json.map("offset", 0, "length", length, "type", "bot_command")));
            }
        } else {
            attach(message, in.media().getFirst());
            if (!in.text().isEmpty()) {
                message.put("caption", in.text());
            }
        }
        return message;
    }

    private void attach(Map<String, @Nullable Object> message, MediaStore.Attachment attachment) {
        var fileId = "AgACAgIAAxkB" + Ids.hex32();
        mediaStore.put(fileId, attachment);
        var file = Json.map(
                "file_id", fileId, "file_unique_id", fileId.substring(12, 27), "file_size", attachment.bytes().length);
        switch (attachment.contentType().split("/", 2)[0]) {
            case "image" -> {
                file.put("width", 1280);
                file.put("height", 960);
                message.put("photo", List.of(file));
            }
            case "audio" -> {
                file.put("duration", 1);
                file.put("mime_type", attachment.contentType());
                message.put("voice", file);
            }
            default -> {
                file.put("file_name", attachment.filename());
                file.put("mime_type", attachment.contentType());
                message.put("document", file);
            }
        }
    }

    private Map<String, @Nullable Object> press(Incoming in, Ledger.Button button, String id) {
        var offer = ledger.offering(account, in.from(), button.id());
        var offered = offer.map(sent -> offer(sent.id())).orElse(null);
        var messageId =
                offer.map(sent -> Integer.parseInt(sent.id().substring(sent.id().indexOf(':') + 1)));
        return Json.map(
                "id",
                id,
                "from",
                user(in),
                "message",
                offered != null
                        ? offered
                        : Json.map("message_id", messageId.orElse(0), "chat", chat(in.from(), name(in)), "date", 0),
                "chat_instance",
                in.from(),
                "data",
                button.id());
    }

    private static Map<String, @Nullable Object> user(Incoming in) {
        return Json.map(
                "id", Long.parseLong(in.from()), "is_bot", false, "first_name", name(in), "language_code", "en");
    }

    private static String name(Incoming in) {
        return in.profileName().orElse("Resident");
    }

    private static Map<String, @Nullable Object> chat(String id, String firstName) {
        return id.startsWith("-")
                ? Json.map("id", Long.parseLong(id), "title", firstName, "type", "group")
                : Json.map("id", Long.parseLong(id), "first_name", firstName, "type", "private");
    }

    private Answer deliver(Update update) {
        var outgoing = outgoing(update);
        if (outgoing.isEmpty()) {
            return Incoming.answer(update.id(), new Webhooks.FirstTry(Optional.empty(), false));
        }
        return Incoming.answer(update.id(), webhooks.send(outgoing.get()));
    }

    // Empty while no webhook is set: the update is kept until there is one.
    private synchronized Optional<Webhooks.Outgoing> outgoing(Update update) {
        if (webhook.url().isEmpty()) {
            if (pending.size() < PENDING_MAX) {
                journal.write("telegram-pending", update);
                pending.add(update);
            }
            return Optional.empty();
        }
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        if (!webhook.secret().isEmpty()) {
            headers.put("X-Telegram-Bot-Api-Secret-Token", webhook.secret());
        }
        return Optional.of(Webhooks.Outgoing.of(
                account,
                Webhooks.Purpose.MESSAGE,
                update.id(),
                "POST",
                webhook.url(),
                headers,
                Json.bytes(update.body()),
                "telegram:" + update.chat(),
                Instant.parse(update.at())));
    }

    @Override
    public void settled(String providerId, boolean accepted) {
        ledger.state(account, providerId, accepted ? "delivered" : "failed");
    }

    // A JSON object with a `method` in the answer is carried out, and its result is lost.
    @Override
    public void accepted(Webhooks.Outgoing outgoing, HttpResponse<byte[]> response) {
        try {
            var answer = Json.MAPPER.readTree(response.body());
            if (answer != null && answer.path("method").isTextual()) {
                perform(answer.get("method").asText(), answer, Map.of());
            }
        } catch (IOException notJson) {
            // nothing to carry out
        }
    }

    @Override
    public boolean serves(String firstSegment) {
        return firstSegment.startsWith("bot") || firstSegment.equals(FILES);
    }

    /// The Bot API: `/bot{token}/{method}`.
    @Override
    public Answer answer(Request request) {
        var path = request.segments();
        if (path.getFirst().equals(FILES)) {
            return faults.aroundMedia(account, () -> file(request));
        }
        if (!path.getFirst().equals("bot" + TelegramDemo.BOT_TOKEN) || faults.isTokenExpired(account)) {
            return failure(401, "Unauthorized");
        }
        if (path.size() != 2) {
            return failure(404, "Not Found");
        }
        var method = path.get(1).toLowerCase(Locale.ROOT);
        JsonNode asked;
        var files = Map.<String, MediaStore.Attachment>of();
        try {
            if (request.isMultipart()) {
                var multipart = Multipart.parse(request);
                asked = object(multipart.fields());
                files = multipart.files();
            } else if (request.isForm()) {
                asked = object(request.form());
            } else {
                asked = request.body().length == 0 ? object(request.query()) : request.json();
            }
        } catch (BadRequest unreadable) {
            return failure(400, "Bad Request: " + unreadable.detail());
        }
        var given = files;
        return method.startsWith("send") && !method.equals("sendchataction")
                ? faults.around(account, Json.text(asked, "chat_id"), REFUSAL, () -> perform(method, asked, given))
                : perform(method, asked, given);
    }

    private static JsonNode object(Params params) {
        var node = Json.MAPPER.createObjectNode();
        params.values().forEach((key, values) -> node.put(key, values.getFirst()));
        return node;
    }

    private Answer.Reply perform(String method, JsonNode asked, Map<String, MediaStore.Attachment> files) {
        return switch (method.toLowerCase(Locale.ROOT)) {
            case "getme" -> ok(me());
            case "setwebhook" -> setWebhook(asked);
            case "deletewebhook" -> {
                change(new Webhook("", ""), asked.path("drop_pending_updates").asBoolean(false));
                yield described(true, "Webhook was deleted");
            }
            case "getwebhookinfo" -> webhookInfo();
            case "sendmessage" -> sendMessage(asked);
            case "sendphoto" -> sendFile("photo", asked, files);
            case "senddocument" -> sendFile("document", asked, files);
            case "sendchataction" ->
                Json.text(asked, "chat_id").isEmpty() ? failure(400, "Bad Request: chat_id is empty") : ok(true);
            case "answercallbackquery" ->
                Json.text(asked, "callback_query_id").isEmpty()
                        ? failure(
                                400,
                                "Bad Request: query is too old and response timeout expired or query ID is invalid")
                        : ok(true);
            case "editmessagereplymarkup" -> edit(asked);
            case "getfile" -> getFile(asked);
            default -> failure(404, "Not Found");
        };
    }

    private Map<String, @Nullable Object> me() {
        var me = bot();
        me.put("can_join_groups", true);
        me.put("can_read_all_group_messages", false);
        me.put("supports_inline_queries", false);
        return me;
    }

    private Map<String, @Nullable Object> bot() {
        return Json.map(
                "id", Long.parseLong(account.own()), "is_bot", true, "first_name", "City", "username", "city_demo_bot");
    }

    private Answer.Reply setWebhook(JsonNode asked) {
        var url = Json.text(asked, "url");
        var secret = Json.text(asked, "secret_token");
        if (!SECRET.matcher(secret).matches()) {
            return failure(400, "Bad Request: secret token contains unallowed characters");
        }
        if (!url.isEmpty() && !isUrl(url)) {
            return failure(400, "Bad Request: bad webhook: URL is not valid");
        }
        change(new Webhook(url, secret), asked.path("drop_pending_updates").asBoolean(false));
        return described(true, url.isEmpty() ? "Webhook was deleted" : "Webhook was set");
    }

    private static boolean isUrl(String text) {
        try {
            return URI.create(text).getHost() != null && text.startsWith("http");
        } catch (IllegalArgumentException notUri) {
            return false;
        }
    }

    private void change(Webhook next, boolean dropPending) {
        List<Update> waiting;
        synchronized (this) {
            journal.write("telegram-webhook", next);
            webhook = next;
            waiting = next.url().isEmpty() && !dropPending ? List.of() : List.copyOf(pending);
            if (!waiting.isEmpty()) {
                journal.write("telegram-nothing-pending", true);
                pending.clear();
            }
        }
        if (!dropPending) {
            waiting.forEach(update -> outgoing(update).ifPresent(webhooks::sendLater));
        }
    }

    private synchronized Answer.Reply webhookInfo() {
        return ok(Json.map(
                "url",
                webhook.url(),
                "has_custom_certificate",
                false,
                "pending_update_count",
                pending.size(),
                "max_connections",
                40));
    }

    private Answer.Reply sendMessage(JsonNode asked) {
        var mode = Json.text(asked, "parse_mode");
        var text = mode.isEmpty() ? Json.text(asked, "text") : TelegramMarkup.plain(Json.text(asked, "text"), mode);
        if (text.isBlank()) {
            return failure(400, "Bad Request: message text is empty");
        }
        if (text.length() > TEXT_CHARACTERS_MAX) {
            return failure(400, "Bad Request: message is too long");
        }
        return send(asked, text, "text", List.of(), null);
    }

    private Answer.Reply sendFile(String kind, JsonNode asked, Map<String, MediaStore.Attachment> files) {
        var caption = TelegramMarkup.plain(Json.text(asked, "caption"), Json.text(asked, "parse_mode"));
        if (caption.length() > CAPTION_CHARACTERS_MAX) {
            return failure(400, "Bad Request: message caption is too long");
        }
        var named = Json.text(asked, kind);
        var file = files.get(named.startsWith("attach://") ? named.substring("attach://".length()) : kind);
        if (file == null && (named.isEmpty() || named.startsWith("attach://"))) {
            return failure(400, "Bad Request: there is no " + kind + " in the request");
        }
        var fileId = file == null ? named : "AgACAgIAAxkB" + Ids.hex32();
        if (file != null) {
            mediaStore.put(fileId, file);
        }
        var shown = Json.map("file_id", fileId, "file_unique_id", fileId);
        if (kind.equals("photo")) {
            shown.put("width", 1280);
            shown.put("height", 960);
        }
        return send(
                asked,
                caption,
                "caption",
                List.of(file == null ? named : file.filename()),
                Map.entry(kind, kind.equals("photo") ? List.of(shown) : shown));
    }

    private Answer.Reply send(
            JsonNode asked, String text, String textField, List<String> media, Map.@Nullable Entry<String, ?> file) {
        var chat = Json.text(asked, "chat_id");
        if (chat.isEmpty()) {
            return failure(400, "Bad Request: chat_id is empty");
        }
        if (!chat.matches("-?[0-9]{1,16}")) {
            return failure(400, "Bad Request: chat not found");
        }
        if (chat.equals(String.valueOf(TelegramDemo.BLOCKED_CHAT))) {
            return failure(403, "Forbidden: bot was blocked by the user");
        }
        var markup = TelegramMarkup.structure(asked.path("reply_markup"));
        var mistake = TelegramMarkup.mistakeIn(markup);
        if (mistake.isPresent()) {
            return failure(400, mistake.get());
        }
        var wait = Math.max(overall.secondsToWait(ALL_CHATS), perChat.secondsToWait(chat));
        if (wait > 0) {
            return tooMany(wait);
        }
        var at = settings.clock().instant();
        var messageId = nextMessageId(chat);
        var id = chat + ":" + messageId;
        var message = Json.map(
                "message_id", messageId, "from", bot(), "chat", chat(chat, "Resident"), "date", at.getEpochSecond());
        if (file != null) {
            message.put(file.getKey(), file.getValue());
        }
        if (!text.isEmpty()) {
            message.put(textField, text);
        }
        if (markup.has("inline_keyboard")) {
            message.put("reply_markup", markup);
        }
        synchronized (this) {
            offers.put(id, Json.MAPPER.valueToTree(message));
            if (offers.size() > settings.messagesKept()) {
                offers.remove(offers.keySet().iterator().next());
            }
        }
        ledger.sent(Ledger.SentMessage.of(account, chat, text, id, at)
                .withMedia(media)
                .withButtons(TelegramMarkup.buttons(markup)));
        return ok(message);
    }

    private synchronized Answer.Reply edit(JsonNode asked) {
        var id = Json.text(asked, "chat_id") + ":" + Json.text(asked, "message_id");
        if (!(offers.get(id) instanceof ObjectNode message)) {
            return failure(400, "Bad Request: message to edit not found");
        }
        var markup = TelegramMarkup.structure(asked.path("reply_markup"));
        if (markup.has("inline_keyboard")) {
            message.set("reply_markup", markup);
        } else {
            message.remove("reply_markup");
        }
        return ok(message);
    }

    private Answer.Reply getFile(JsonNode asked) {
        var fileId = Json.text(asked, "file_id");
        return mediaStore
                .find(fileId)
                .map(file -> ok(Json.map(
                        "file_id",
                        fileId,
                        "file_unique_id",
                        fileId,
                        "file_size",
                        file.bytes().length,
                        "file_path",
                        "documents/" + fileId)))
                .orElse(failure(400, "Bad Request: invalid file_id"));
    }

    /// `/file/bot{token}/{path}`.
    private Answer file(Request request) {
        var path = request.segments();
        if (path.size() < 2 || !path.get(1).equals("bot" + TelegramDemo.BOT_TOKEN)) {
            return failure(401, "Unauthorized");
        }
        return mediaStore
                .find(path.getLast())
                .<Answer>map(found -> Answer.bytes("application/octet-stream", found.bytes()))
                .orElse(failure(404, "Not Found"));
    }

    private synchronized @Nullable JsonNode offer(String id) {
        return offers.get(id);
    }

    private synchronized long nextUpdateId() {
        lastUpdateId++;
        journal.write("telegram-update-id", lastUpdateId);
        return lastUpdateId;
    }

    private synchronized int nextMessageId(String chat) {
        var first = (int) (settings.clock().instant().getEpochSecond() % 100_000_000L);
        var id = lastMessageIds.merge(chat, first, (last, _) -> last + 1);
        journal.write("telegram-message-id", new MessageId(chat, id));
        return id;
    }

    private static Answer.Reply ok(Object result) {
        return Answer.json(200, Json.map("ok", true, "result", result));
    }

    private static Answer.Reply described(Object result, String description) {
        return Answer.json(200, Json.map("ok", true, "result", result, "description", description));
    }

    private static final Faults.Refusal REFUSAL = new Faults.Refusal() {
        @Override
        public Answer.Reply of(int status, long retryAfterSeconds) {
            return refusal(status, retryAfterSeconds);
        }

        @Override
        public Answer.Reply ofRecipientLimit(long retryAfterSeconds) {
            return tooMany(retryAfterSeconds); // it does not say whose limit it is
        }
    };

    private static Answer.Reply refusal(int status, long retryAfterSeconds) {
        return switch (status) {
            case 429 -> tooMany(retryAfterSeconds);
            case 401 -> failure(401, "Unauthorized"); // the token is revoked
            case 403 -> failure(403, "Forbidden: bot was blocked by the user");
            case 400 -> failure(400, "Bad Request");
            default -> failure(status, status == 502 ? "Bad Gateway" : "Internal Server Error");
        };
    }

    private static Answer.Reply tooMany(long seconds) {
        return Answer.json(
                        429,
                        Json.map(
                                "ok",
                                false,
                                "error_code",
                                429,
                                "description",
                                "Too Many Requests: retry after " + seconds,
                                "parameters",
                                Map.of("retry_after", seconds)))
                .with("Retry-After", String.valueOf(seconds));
    }

    private static Answer.Reply failure(int status, String description) {
        return Answer.json(status, Json.map("ok", false, "error_code", status, "description", description));
    }

    private record Webhook(String url, String secret) {}

    private record MessageId(String chat, int id) {}

    private record Update(String id, String chat, JsonNode body, String at) {}
}

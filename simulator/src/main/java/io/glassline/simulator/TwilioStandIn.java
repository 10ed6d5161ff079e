package io.glassline.simulator;

import static io.glassline.simulator.DemoAccounts.SMS_NUMBER;
import static io.glassline.simulator.DemoAccounts.TWILIO_ACCOUNT_SID;
import static io.glassline.simulator.DemoAccounts.TWILIO_AUTH_TOKEN;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Twilio's Programmable Messaging.
///
/// Sources: <https://www.twilio.com/docs/messaging/api/message-resource>,
/// <https://www.twilio.com/docs/messaging/guides/webhook-request>,
/// <https://www.twilio.com/docs/messaging/guides/track-outbound-message-status>
final class TwilioStandIn {

    private static final int BODY_CHARACTERS_MAX = 1_600;
    private static final int MEDIA_MAX = 10;
    private static final int PAGE_SIZE = 50;
    private static final int PAGE_SIZE_MAX = 1_000;
    private static final int REMEMBERED_MAX = 200_000;
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Set<String> STOP_WORDS =
            Set.of("STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL");
    private static final Set<String> START_WORDS = Set.of("START", "YES", "UNSTOP");
    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CARRIER_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);

    private final Settings settings;
    private final Supplier<String> ownUrl;
    private final Journal journal;
    private final Ledger ledger;
    private final Faults faults;
    private final Webhooks webhooks;
    private final MediaShelf shelf;
    private final ExecutorService threads;
    private final Throttle throttle;
    private final LinkedHashMap<String, TextMessage> messages = new LinkedHashMap<>();

    /// The ids of the messages to each number, oldest first: who asks after one citizen's is not kept waiting by
    /// everybody else's.
    private final Map<String, LinkedHashSet<String>> idsByTo = new HashMap<>();

    TwilioStandIn(
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
        var perSecond = settings.limits().twilioPerSecond();
        this.throttle = new Throttle(perSecond, perSecond, settings.clock());
        journal.reads("twilio-message", TextMessage.class, this::remember);
        journal.reads("twilio-message-gone", String.class, this::forget);
        webhooks.repliesOf(Account.SMS, this::sayWhatTheAnswerSays);
        webhooks.outcomesOf(
                Account.SMS,
                settled ->
                        ledger.state(Account.SMS, settled.providerId(), settled.accepted() ? "delivered" : "failed"));
    }

    /// Goes on with the messages that were on their way when an earlier run stopped.
    void resume() {
        all().stream().filter(TextMessage::isUnderWay).forEach(this::carry);
    }

    /// A citizen's message, as Twilio's webhook.
    Answer incoming(Incoming in) {
        var at = settings.clock().instant();
        var sid = Ids.twilio(in.media().isEmpty() ? "SM" : "MM");
        var mediaSids = in.media().stream().map(this::shelve).toList();
        remembered(new TextMessage(
                sid,
                "inbound",
                in.from(),
                SMS_NUMBER,
                in.text(),
                in.media().size(),
                "received",
                null,
                at.toString(),
                at.toString(),
                null,
                mediaSids));
        ledger.received(in.received(sid, at.toString()));
        return Incoming.answer(sid, webhooks.send(webhook(in, sid, mediaSids, at)));
    }

    private String shelve(MediaShelf.Attachment attachment) {
        var sid = Ids.twilio("ME");
        shelf.put(sid, attachment);
        return sid;
    }

    private Webhooks.Outgoing webhook(Incoming in, String sid, List<String> mediaSids, Instant at) {
        var form = new LinkedHashMap<String, String>();
        form.put("ToCountry", "US");
        form.put("ToState", "");
        form.put("SmsMessageSid", sid);
        form.put("NumMedia", String.valueOf(in.media().size()));
        form.put("ToCity", "");
        form.put("FromZip", "");
        form.put("SmsSid", sid);
        form.put("FromState", "");
        form.put("SmsStatus", "received");
        form.put("FromCity", "");
        form.put("Body", in.text());
        form.put("FromCountry", "US");
        form.put("To", SMS_NUMBER);
        form.put("ToZip", "");
        form.put("NumSegments", String.valueOf(SmsSegments.of(in.text())));
        form.put("MessageSid", sid);
        form.put("AccountSid", TWILIO_ACCOUNT_SID);
        form.put("From", in.from());
        form.put("ApiVersion", "2010-04-01");
        for (int i = 0; i < in.media().size(); i++) {
            form.put("MediaContentType" + i, in.media().get(i).contentType());
            form.put(
                    "MediaUrl" + i,
                    ownUrl.get() + "/2010-04-01/Accounts/" + TWILIO_ACCOUNT_SID + "/Messages/" + sid + "/Media/"
                            + mediaSids.get(i));
        }
        return TwilioWebhook.signed(
                Account.SMS,
                Webhooks.Purpose.MESSAGE,
                sid,
                "POST",
                settings.channel("city-sms").toString(),
                form,
                at);
    }

    // TwiML in the answer is a message to the citizen, and so is any text/plain, which is how an "OK" gets billed.
    private void sayWhatTheAnswerSays(Webhooks.Accepted accepted) {
        var type = accepted.response().headers().firstValue("Content-Type").orElse("");
        var body = accepted.response().body();
        var to = Params.parse(new String(
                        Base64.getDecoder().decode(accepted.outgoing().bodyBase64()), StandardCharsets.UTF_8))
                .text("From");
        if (type.startsWith("text/plain")) {
            var text = new String(body, StandardCharsets.UTF_8);
            if (!text.isBlank()) {
                send("outbound-reply", to, text, List.of(), null);
            }
        } else if (type.startsWith("text/xml") || type.startsWith("application/xml") || type.startsWith("text/html")) {
            Twiml.parse(body)
                    .ifPresent(verbs -> verbs.forEach(verb -> {
                        if (verb instanceof Twiml.Message(var text, var media)
                                && !(text.isEmpty() && media.isEmpty())) {
                            send("outbound-reply", to, text, media, null);
                        }
                    }));
        }
    }

    /// Twilio's REST API: everything below `/2010-04-01/`.
    Answer answer(Request request) {
        var path = request.segments();
        if (path.size() < 3 || !path.get(1).equals("Accounts")) {
            return failure(404, 20404, "The requested resource " + request.path() + " was not found");
        }
        var sid = path.get(2).replaceFirst("\\.json$", "");
        if (!request.basic().equals(Optional.of(TWILIO_ACCOUNT_SID + ":" + TWILIO_AUTH_TOKEN))) {
            return failure(401, 20003, "Authenticate").with("WWW-Authenticate", "Basic realm=\"Twilio API\"");
        }
        var what = request.method() + " " + String.join("/", path.subList(3, path.size()));
        if (!sid.equals(TWILIO_ACCOUNT_SID)) {
            return failure(404, 20404, "The requested resource " + request.path() + " was not found");
        }
        if (what.equals("GET ")) {
            return Answer.json(200, Json.map("sid", sid, "friendly_name", "City", "status", "active", "type", "Full"));
        }
        if (what.equals("POST Messages.json")) {
            return faults.around(Account.SMS, (status, _) -> refusal(status), () -> create(request.form()));
        }
        if (what.equals("GET Messages.json")) {
            return list(request.query());
        }
        if (what.matches("(GET|DELETE) Messages/[^/]+\\.json")) {
            return one(request.method(), path.get(4).replaceFirst("\\.json$", ""));
        }
        if (what.matches("GET Messages/[^/]+/Media\\.json")) {
            return mediaList(path.get(4));
        }
        if (what.matches("(GET|DELETE) Messages/[^/]+/Media/[^/]+")) {
            return media(request.method(), path.get(6).replaceFirst("\\.json$", ""));
        }
        return failure(404, 20404, "The requested resource " + request.path() + " was not found");
    }

    private Answer create(Params form) {
        if (throttle.secondsToWait(TWILIO_ACCOUNT_SID) > 0) {
            return refusal(429);
        }
        var to = form.text("To");
        var from = form.text("From");
        var body = form.text("Body");
        var media = form.all("MediaUrl");
        var callback = form.text("StatusCallback");
        if (to.isEmpty()) {
            return failure(400, 21604, "A 'To' phone number is required.");
        }
        if (!E164.matcher(to).matches()) {
            return failure(400, 21211, "Invalid 'To' Phone Number: " + to);
        }
        if (from.isEmpty() && form.text("MessagingServiceSid").isEmpty()) {
            return failure(400, 21603, "A 'From' phone number is required.");
        }
        if (!from.isEmpty() && !from.equals(SMS_NUMBER)) {
            return E164.matcher(from).matches()
                    ? failure(
                            400,
                            21606,
                            "The 'From' phone number provided (" + from
                                    + ") is not a valid message-capable Twilio phone number for this destination")
                    : failure(400, 21212, "Invalid 'From' Phone Number: " + from);
        }
        if (body.isEmpty() && media.isEmpty()) {
            return failure(400, 21602, "Message body is required.");
        }
        if (body.length() > BODY_CHARACTERS_MAX) {
            return failure(400, 21617, "The concatenated message body exceeds the 1600 character limit");
        }
        if (media.size() > MEDIA_MAX) {
            return failure(400, 21623, "Number of media files exceeds allowed limit");
        }
        if (!callback.isEmpty() && !isUrl(callback)) {
            return failure(400, 21609, "Invalid 'StatusCallback' URL: " + callback);
        }
        if (settings.limits().twilioBlocksAfterStop() && hasOptedOut(to)) {
            return failure(400, 21610, "Attempt to send to unsubscribed recipient");
        }
        return Answer.json(201, resource(send("outbound-api", to, body, media, callback.isEmpty() ? null : callback)));
    }

    private static boolean isUrl(String text) {
        try {
            var uri = URI.create(text);
            return uri.getHost() != null && Set.of("http", "https").contains(String.valueOf(uri.getScheme()));
        } catch (IllegalArgumentException notUri) {
            return false;
        }
    }

    private boolean hasOptedOut(String number) {
        var words = all().stream()
                .filter(message ->
                        message.direction().equals("inbound") && message.from().equals(number))
                .map(message -> message.body().strip().toUpperCase(Locale.ROOT))
                .filter(word -> STOP_WORDS.contains(word) || START_WORDS.contains(word))
                .toList();
        return !words.isEmpty() && STOP_WORDS.contains(words.getLast());
    }

    private TextMessage send(String direction, String to, String body, List<String> media, @Nullable String callback) {
        var at = settings.clock().instant();
        var sid = Ids.twilio(media.isEmpty() ? "SM" : "MM");
        var message = new TextMessage(
                sid,
                direction,
                SMS_NUMBER,
                to,
                body,
                media.size(),
                "queued",
                null,
                at.toString(),
                at.toString(),
                callback,
                null);
        remembered(message);
        ledger.sent(Ledger.Sent.of(Account.SMS, to, body, sid, at).withMedia(media));
        carry(message);
        return message;
    }

    // The way to the phone: queued, sent, then delivered or not, each told to the status callback.
    private void carry(TextMessage message) {
        threads.execute(() -> {
            try {
                var current = message;
                while (current.isUnderWay()) {
                    Patience.sleep(settings.pace().receipt());
                    current = moved(current);
                    remembered(current);
                    ledger.state(Account.SMS, current.sid(), current.ledgerState());
                    if (current.statusCallback() != null) {
                        webhooks.sendLater(statusWebhook(current, current.statusCallback()));
                    }
                }
            } catch (Patience.Interrupted closing) {
                // goes on at the next start
            }
        });
    }

    private TextMessage moved(TextMessage message) {
        var now = settings.clock().instant();
        if (!message.status().equals("sent")) {
            return message.become("sent", null, now);
        }
        return message.to().equals(DemoAccounts.UNREACHABLE_NUMBER)
                ? message.become("undelivered", 30003, now)
                : message.become("delivered", null, now);
    }

    private Webhooks.Outgoing statusWebhook(TextMessage message, String callback) {
        var now = settings.clock().instant();
        var form = new LinkedHashMap<String, String>();
        if (message.errorCode() != null) {
            form.put("ErrorCode", String.valueOf(message.errorCode()));
        }
        form.put("SmsSid", message.sid());
        form.put("SmsStatus", message.status());
        form.put("MessageStatus", message.status());
        if (!message.isUnderWay()) {
            form.put("RawDlrDoneDate", CARRIER_TIME.format(now));
        }
        form.put("To", message.to());
        form.put("MessageSid", message.sid());
        form.put("AccountSid", TWILIO_ACCOUNT_SID);
        form.put("From", message.from());
        form.put("ApiVersion", "2010-04-01");
        return TwilioWebhook.signed(Account.SMS, Webhooks.Purpose.STATUS, message.sid(), "POST", callback, form, now);
    }

    private Answer list(Params query) {
        var size = Math.clamp(number(query.text("PageSize"), PAGE_SIZE), 1, PAGE_SIZE_MAX);
        var page = Math.max(0, number(query.text("Page"), 0));
        List<TextMessage> found;
        try {
            found = (query.text("To").isEmpty() ? all() : to(query.text("To")))
                    .reversed().stream()
                            .filter(message -> isOrEmpty(query.text("From"), message.from()))
                            .filter(message -> isWithin(query, Instant.parse(message.created())))
                            .toList();
        } catch (DateTimeParseException notADate) {
            return failure(400, 20001, "Parameter 'DateSent' is not valid: " + notADate.getParsedString());
        }
        var from = Math.min(found.size(), page * size);
        var to = Math.min(found.size(), from + size);
        var base = "/2010-04-01/Accounts/" + TWILIO_ACCOUNT_SID + "/Messages.json?";
        var filters = new LinkedHashMap<>(query.values());
        filters.remove("Page");
        filters.remove("PageToken");
        filters.put("PageSize", List.of(String.valueOf(size)));
        var same = base + new Params(filters).encoded() + "&Page=";
        return Answer.json(
                200,
                Json.map(
                        "first_page_uri",
                        same + 0,
                        "end",
                        Math.max(from, to - 1),
                        "previous_page_uri",
                        page == 0 ? null : same + (page - 1),
                        "messages",
                        found.subList(from, to).stream().map(this::resource).toList(),
                        "uri",
                        same + page,
                        "page_size",
                        size,
                        "start",
                        from,
                        "next_page_uri",
                        to < found.size() ? same + (page + 1) : null,
                        "page",
                        page));
    }

    private static int number(String text, int otherwise) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static boolean isOrEmpty(String wanted, String actual) {
        return wanted.isEmpty() || wanted.equals(actual);
    }

    // `DateSent=` is a day; `DateSent<=` and `DateSent>=` come as parameters named `DateSent<` and `DateSent>`.
    private static boolean isWithin(Params query, Instant sent) {
        return query.get("DateSent")
                        .map(day ->
                                day(day).equals(sent.atOffset(ZoneOffset.UTC).toLocalDate()))
                        .orElse(true)
                && query.get("DateSent>")
                        .map(since -> !sent.isBefore(moment(since, 0)))
                        .orElse(true)
                && query.get("DateSent<")
                        .map(until -> !sent.isAfter(moment(until, 1)))
                        .orElse(true);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    }

    private static Instant moment(String text, int daysLater) {
        return text.length() > 10
                ? DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneOffset.UTC).parse(text, Instant::from)
                : LocalDate.parse(text)
                        .plusDays(daysLater)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
    }

    private Answer one(String method, String sid) {
        var message = find(sid);
        if (message.isEmpty()) {
            return failure(
                    404,
                    20404,
                    "The requested resource /2010-04-01/Accounts/" + TWILIO_ACCOUNT_SID + "/Messages/" + sid
                            + ".json was not found");
        }
        if (method.equals("DELETE")) {
            journal.write("twilio-message-gone", sid);
            forget(sid);
            return Answer.nothing(204);
        }
        return Answer.json(200, resource(message.get()));
    }

    private Answer mediaList(String sid) {
        var message = find(sid);
        var uri = "/2010-04-01/Accounts/" + TWILIO_ACCOUNT_SID + "/Messages/" + sid + "/Media";
        if (message.isEmpty()) {
            return failure(404, 20404, "The requested resource " + uri + ".json was not found");
        }
        var created = RFC_2822.format(Instant.parse(message.get().created()));
        var items = message.get().media().stream()
                .flatMap(media -> shelf.find(media).stream()
                        .map(found -> Json.map(
                                "account_sid",
                                TWILIO_ACCOUNT_SID,
                                "content_type",
                                found.contentType(),
                                "date_created",
                                created,
                                "date_updated",
                                created,
                                "parent_sid",
                                sid,
                                "sid",
                                media,
                                "uri",
                                uri + "/" + media + ".json")))
                .toList();
        return Answer.json(
                200,
                Json.map(
                        "first_page_uri",
                        uri + ".json?PageSize=50&Page=0",
                        "end",
                        Math.max(0, items.size() - 1),
                        "previous_page_uri",
                        null,
                        "media_list",
                        items,
                        "uri",
                        uri + ".json?PageSize=50&Page=0",
                        "page_size",
                        PAGE_SIZE,
                        "start",
                        0,
                        "next_page_uri",
                        null,
                        "page",
                        0));
    }

    // The real one answers with a redirect to storage too, where Twilio's credentials have no business.
    private Answer media(String method, String sid) {
        if (shelf.find(sid).isEmpty()) {
            return failure(404, 20404, "The requested media " + sid + " was not found");
        }
        if (method.equals("DELETE")) {
            shelf.remove(sid);
            return Answer.nothing(204);
        }
        return Answer.redirect(307, ownUrl.get() + "/twilio-media/" + sid);
    }

    /// The storage that media redirect to; whoever knows the address may fetch.
    Answer storage(String sid) {
        return shelf.find(sid)
                .<Answer>map(found -> Answer.bytes(found.contentType(), found.bytes()))
                .orElse(Answer.nothing(404));
    }

    private Map<String, @Nullable Object> resource(TextMessage message) {
        var uri = "/2010-04-01/Accounts/" + TWILIO_ACCOUNT_SID + "/Messages/" + message.sid();
        var created = Instant.parse(message.created());
        return Json.map(
                "account_sid",
                TWILIO_ACCOUNT_SID,
                "api_version",
                "2010-04-01",
                "body",
                message.body(),
                "date_created",
                RFC_2822.format(created),
                "date_sent",
                message.status().equals("queued") ? null : RFC_2822.format(created),
                "date_updated",
                RFC_2822.format(Instant.parse(message.updated())),
                "direction",
                message.direction(),
                "error_code",
                message.errorCode(),
                "error_message",
                message.errorCode() == null ? null : "Unreachable destination handset",
                "from",
                message.from(),
                "messaging_service_sid",
                null,
                "num_media",
                String.valueOf(message.numMedia()),
                "num_segments",
                String.valueOf(SmsSegments.of(message.body())),
                "price",
                null,
                "price_unit",
                "USD",
                "sid",
                message.sid(),
                "status",
                message.status(),
                "subresource_uris",
                Map.of("media", uri + "/Media.json", "feedback", uri + "/Feedback.json"),
                "to",
                message.to(),
                "uri",
                uri + ".json");
    }

    private static Answer.Reply refusal(int status) {
        return switch (status) {
            case 429 -> failure(429, 20429, "Too Many Requests");
            case 503 -> failure(503, 20503, "Service unavailable");
            default -> failure(status, status >= 500 ? 20500 : 20001, "An internal server error has occurred");
        };
    }

    private static Answer.Reply failure(int status, int code, String message) {
        return Answer.json(
                status,
                Json.map(
                        "code",
                        code,
                        "message",
                        message,
                        "more_info",
                        "https://www.twilio.com/docs/errors/" + code,
                        "status",
                        status));
    }

    private void remembered(TextMessage message) {
        journal.write("twilio-message", message);
        remember(message);
    }

    private void remember(TextMessage message) {
        synchronized (messages) {
            messages.put(message.sid(), message);
            idsByTo.computeIfAbsent(message.to(), _ -> new LinkedHashSet<>()).add(message.sid());
            if (messages.size() > REMEMBERED_MAX) {
                forget(messages.firstEntry().getKey());
            }
        }
    }

    private void forget(String sid) {
        synchronized (messages) {
            var gone = messages.remove(sid);
            if (gone != null) {
                idsByTo.computeIfPresent(gone.to(), (_, ids) -> {
                    ids.remove(sid);
                    return ids.isEmpty() ? null : ids;
                });
            }
        }
    }

    private Optional<TextMessage> find(String sid) {
        synchronized (messages) {
            return Optional.ofNullable(messages.get(sid));
        }
    }

    private List<TextMessage> to(String number) {
        synchronized (messages) {
            return idsByTo.getOrDefault(number, new LinkedHashSet<>()).stream()
                    .map(messages::get)
                    .toList();
        }
    }

    private List<TextMessage> all() {
        synchronized (messages) {
            return List.copyOf(messages.values());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record TextMessage(
            String sid,
            String direction,
            String from,
            String to,
            String body,
            int numMedia,
            String status,
            @Nullable Integer errorCode,
            String created,
            String updated,
            @Nullable String statusCallback,
            @Nullable List<String> mediaSids) {

        @JsonIgnore
        List<String> media() {
            return mediaSids == null ? List.of() : mediaSids;
        }

        TextMessage become(String newStatus, @Nullable Integer newErrorCode, Instant now) {
            return new TextMessage(
                    sid,
                    direction,
                    from,
                    to,
                    body,
                    numMedia,
                    newStatus,
                    newErrorCode,
                    created,
                    now.toString(),
                    statusCallback,
                    mediaSids);
        }

        @JsonIgnore
        boolean isUnderWay() {
            return status.equals("queued") || status.equals("sent");
        }

        String ledgerState() {
            return status.equals("undelivered") ? "failed" : status;
        }
    }
}

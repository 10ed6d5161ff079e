package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.Faults;
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
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
final class TwilioMessaging implements StandIn, Webhooks.Subscriber {

    private static final RetryPolicy RETRIES = new TwilioRetries();
    private static final int BODY_CHARACTERS_MAX = 1_600;
    private static final int MEDIA_MAX = 10;
    private static final String STORAGE = "twilio-media";
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Set<String> STOP_WORDS =
            Set.of("STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL");
    private static final Set<String> START_WORDS = Set.of("START", "YES", "UNSTOP");
    private static final DateTimeFormatter CARRIER_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);

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
    private final TextMessages messages;

    TwilioMessaging(Account account, Surroundings surroundings) {
        this.account = account;
        this.settings = surroundings.settings();
        this.ownUrl = surroundings.url();
        this.journal = surroundings.journal();
        this.ledger = surroundings.ledger();
        this.faults = surroundings.faults();
        this.webhooks = surroundings.webhooks();
        this.mediaStore = surroundings.media();
        this.threads = surroundings.threads();
        var perSecond = settings.limits().of(200, 1);
        this.throttle = new Throttle(perSecond, perSecond, settings.clock());
        this.messages = new TextMessages(journal, settings.messagesKept());
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
        messages.all().stream().filter(TextMessage::isUnderWay).forEach(this::carry);
    }

    /// A citizen's message, as Twilio's webhook.
    @Override
    public Answer incoming(Incoming in) {
        var at = settings.clock().instant();
        var sid = Ids.withPrefix(in.media().isEmpty() ? "SM" : "MM");
        var mediaSids = in.media().stream().map(this::shelve).toList();
        messages.put(new TextMessage(
                sid,
                "inbound",
                in.from(),
                account.own(),
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

    private String shelve(MediaStore.Attachment attachment) {
        var sid = Ids.withPrefix("ME");
        mediaStore.put(sid, attachment);
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
        form.put("To", account.own());
        form.put("ToZip", "");
        form.put("NumSegments", String.valueOf(SmsSegments.of(in.text())));
        form.put("MessageSid", sid);
        form.put("AccountSid", TwilioDemo.ACCOUNT_SID);
        form.put("From", in.from());
        form.put("ApiVersion", "2010-04-01");
        for (int i = 0; i < in.media().size(); i++) {
            form.put("MediaContentType" + i, in.media().get(i).contentType());
            form.put(
                    "MediaUrl" + i,
                    ownUrl.get() + "/2010-04-01/Accounts/" + TwilioDemo.ACCOUNT_SID + "/Messages/" + sid + "/Media/"
                            + mediaSids.get(i));
        }
        return TwilioWebhook.signed(
                account,
                Webhooks.Purpose.MESSAGE,
                sid,
                "POST",
                settings.channel(account.id()).toString(),
                form,
                at);
    }

    @Override
    public void settled(String providerId, boolean accepted) {
        ledger.state(account, providerId, accepted ? "delivered" : "failed");
    }

    // TwiML in the answer is a message to the citizen, and so is any text/plain, which is how an "OK" gets billed.
    @Override
    public void accepted(Webhooks.Outgoing outgoing, HttpResponse<byte[]> response) {
        var type = response.headers().firstValue("Content-Type").orElse("");
        var body = response.body();
        var to = Params.parse(new String(Base64.getDecoder().decode(outgoing.bodyBase64()), StandardCharsets.UTF_8))
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

    @Override
    public boolean serves(String firstSegment) {
        return firstSegment.equals("2010-04-01") || firstSegment.equals(STORAGE);
    }

    /// Twilio's REST API: everything below `/2010-04-01/`.
    @Override
    public Answer answer(Request request) {
        var path = request.segments();
        if (path.getFirst().equals(STORAGE)) {
            return faults.aroundMedia(account, () -> storage(path.getLast()));
        }
        if (path.size() < 3 || !path.get(1).equals("Accounts")) {
            return TwilioApi.failure(404, 20404, "The requested resource " + request.path() + " was not found");
        }
        var sid = path.get(2).replaceFirst("\\.json$", "");
        if (!request.basic().equals(Optional.of(TwilioDemo.ACCOUNT_SID + ":" + TwilioDemo.AUTH_TOKEN))
                || faults.isTokenExpired(account)) {
            return TwilioApi.failure(401, 20003, "Authenticate").with("WWW-Authenticate", "Basic realm=\"Twilio API\"");
        }
        var what = request.method() + " " + String.join("/", path.subList(3, path.size()));
        if (!sid.equals(TwilioDemo.ACCOUNT_SID)) {
            return TwilioApi.failure(404, 20404, "The requested resource " + request.path() + " was not found");
        }
        if (what.equals("GET ")) {
            return Answer.json(200, Json.map("sid", sid, "friendly_name", "City", "status", "active", "type", "Full"));
        }
        if (what.equals("POST Messages.json")) {
            return faults.around(account, request.form().text("To"), REFUSAL, () -> create(request.form()));
        }
        if (what.equals("GET Messages.json")) {
            return TwilioApi.list(messages, request.query());
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
        return TwilioApi.failure(404, 20404, "The requested resource " + request.path() + " was not found");
    }

    private Answer create(Params form) {
        if (throttle.secondsToWait(TwilioDemo.ACCOUNT_SID) > 0) {
            return refusal(429);
        }
        var to = form.text("To");
        var from = form.text("From");
        var body = form.text("Body");
        var media = form.all("MediaUrl");
        var callback = form.text("StatusCallback");
        if (to.isEmpty()) {
            return TwilioApi.failure(400, 21604, "A 'To' phone number is required.");
        }
        if (!E164.matcher(to).matches()) {
            return TwilioApi.failure(400, 21211, "Invalid 'To' Phone Number: " + to);
        }
        if (from.isEmpty() && form.text("MessagingServiceSid").isEmpty()) {
            return TwilioApi.failure(400, 21603, "A 'From' phone number is required.");
        }
        if (!from.isEmpty() && !from.equals(account.own())) {
            return E164.matcher(from).matches()
                    ? TwilioApi.failure(
                            400,
                            21606,
                            "The 'From' phone number provided (" + from
                                    + ") is not a valid message-capable Twilio phone number for this destination")
                    : TwilioApi.failure(400, 21212, "Invalid 'From' Phone Number: " + from);
        }
        if (body.isEmpty() && media.isEmpty()) {
            return TwilioApi.failure(400, 21602, "Message body is required.");
        }
        if (body.length() > BODY_CHARACTERS_MAX) {
            return TwilioApi.failure(400, 21617, "The concatenated message body exceeds the 1600 character limit");
        }
        if (media.size() > MEDIA_MAX) {
            return TwilioApi.failure(400, 21623, "Number of media files exceeds allowed limit");
        }
        if (!callback.isEmpty() && !isUrl(callback)) {
            return TwilioApi.failure(400, 21609, "Invalid 'StatusCallback' URL: " + callback);
        }
        if (settings.limits() == Settings.Limits.REAL && hasOptedOut(to)) {
            return TwilioApi.failure(400, 21610, "Attempt to send to unsubscribed recipient");
        }
        return Answer.json(
                201, TwilioApi.resource(send("outbound-api", to, body, media, callback.isEmpty() ? null : callback)));
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
        var words = messages.all().stream()
                .filter(message ->
                        message.direction().equals("inbound") && message.from().equals(number))
                .map(message -> message.body().strip().toUpperCase(Locale.ROOT))
                .filter(word -> STOP_WORDS.contains(word) || START_WORDS.contains(word))
                .toList();
        return !words.isEmpty() && STOP_WORDS.contains(words.getLast());
    }

    private TextMessage send(String direction, String to, String body, List<String> media, @Nullable String callback) {
        var at = settings.clock().instant();
        var sid = Ids.withPrefix(media.isEmpty() ? "SM" : "MM");
        var message = new TextMessage(
                sid,
                direction,
                account.own(),
                to,
                body,
                media.size(),
                "queued",
                null,
                at.toString(),
                at.toString(),
                callback,
                null);
        messages.put(message);
        ledger.sent(Ledger.SentMessage.of(account, to, body, sid, at).withMedia(media));
        carry(message);
        return message;
    }

    // The way to the phone: queued, sent, then delivered or not, each told to the status callback.
    private void carry(TextMessage message) {
        threads.execute(() -> {
            try {
                var current = message;
                var failure = faults.onReport(account, message.to()).map(Integer::valueOf);
                while (current.isUnderWay()) {
                    Sleep.lasting(settings.pace().receipt());
                    current = moved(current, failure);
                    messages.put(current);
                    ledger.state(account, current.sid(), current.ledgerState());
                    if (current.statusCallback() != null) {
                        webhooks.sendLater(statusWebhook(current, current.statusCallback()));
                    }
                }
            } catch (Sleep.Interrupted closing) {
                // goes on at the next start
            }
        });
    }

    private TextMessage moved(TextMessage message, Optional<Integer> failure) {
        var now = settings.clock().instant();
        if (!message.status().equals("sent")) {
            return message.become("sent", null, now);
        }
        if (failure.isPresent()) {
            return message.become("undelivered", failure.get(), now);
        }
        return message.to().equals(PhoneNumbers.UNREACHABLE)
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
        form.put("AccountSid", TwilioDemo.ACCOUNT_SID);
        form.put("From", message.from());
        form.put("ApiVersion", "2010-04-01");
        return TwilioWebhook.signed(account, Webhooks.Purpose.STATUS, message.sid(), "POST", callback, form, now);
    }

    private Answer one(String method, String sid) {
        var message = messages.find(sid);
        if (message.isEmpty()) {
            return TwilioApi.failure(
                    404,
                    20404,
                    "The requested resource /2010-04-01/Accounts/" + TwilioDemo.ACCOUNT_SID + "/Messages/" + sid
                            + ".json was not found");
        }
        if (method.equals("DELETE")) {
            messages.delete(sid);
            return Answer.nothing(204);
        }
        return Answer.json(200, TwilioApi.resource(message.get()));
    }

    private Answer mediaList(String sid) {
        var message = messages.find(sid);
        var uri = "/2010-04-01/Accounts/" + TwilioDemo.ACCOUNT_SID + "/Messages/" + sid + "/Media";
        if (message.isEmpty()) {
            return TwilioApi.failure(404, 20404, "The requested resource " + uri + ".json was not found");
        }
        var created = TwilioApi.RFC_2822.format(Instant.parse(message.get().created()));
        var items = message.get().media().stream()
                .flatMap(media -> mediaStore.find(media).stream()
                        .map(found -> Json.map(
                                "account_sid",
                                TwilioDemo.ACCOUNT_SID,
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
                        TwilioApi.PAGE_SIZE,
                        "start",
                        0,
                        "next_page_uri",
                        null,
                        "page",
                        0));
    }

    // The real one answers with a redirect to storage too, where Twilio's credentials have no business.
    private Answer media(String method, String sid) {
        if (mediaStore.find(sid).isEmpty()) {
            return TwilioApi.failure(404, 20404, "The requested media " + sid + " was not found");
        }
        if (method.equals("DELETE")) {
            mediaStore.remove(sid);
            return Answer.nothing(204);
        }
        return Answer.redirect(307, ownUrl.get() + "/" + STORAGE + "/" + sid);
    }

    /// The storage that media redirect to; whoever knows the address may fetch.
    private Answer storage(String sid) {
        return mediaStore
                .find(sid)
                .<Answer>map(found -> Answer.bytes(found.contentType(), found.bytes()))
                .orElse(Answer.nothing(404));
    }

    private static final Faults.Refusal REFUSAL = new Faults.Refusal() {
        @Override
        public Answer.Reply of(int status, long retryAfterSeconds) {
            return refusal(status);
        }

        @Override
        public Answer.Reply ofRecipientLimit(long retryAfterSeconds) {
            return TwilioApi.failure(429, 14107, "Message rate limit exceeded for the 'To' phone number");
        }
    };

    private static Answer.Reply refusal(int status) {
        return switch (status) {
            case 401 -> TwilioApi.failure(401, 20003, "Authenticate"); // the token is not valid any more
            case 429 -> TwilioApi.failure(429, 20429, "Too Many Requests");
            case 503 -> TwilioApi.failure(503, 20503, "Service unavailable");
            default ->
                TwilioApi.failure(status, status >= 500 ? 20500 : 20001, "An internal server error has occurred");
        };
    }
}

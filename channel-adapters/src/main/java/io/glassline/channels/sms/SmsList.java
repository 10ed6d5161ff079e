package io.glassline.channels.sms;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.twilio.exception.TwilioException;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import com.twilio.rest.api.v2010.account.message.Media;
import com.twilio.type.PhoneNumber;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ListingChannel;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ProviderCall.Reply;
import io.glassline.channels.Wording;
import io.glassline.channels.twilio.TwilioErrors;
import io.glassline.channels.twilio.TwilioExchange;
import io.glassline.channels.twilio.TwilioForm;
import java.io.IOException;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lists the messages that Twilio has, and fetches one whose call never came.
///
/// A listed message is kept as a [WebhookCall] of its own kind, and read as the form that the call would have had.
final class SmsList {

    /// Messages taken from the provider's list at once in each direction; it gives the newest first.
    private static final int RECONCILED_MAX = 20_000;

    private static final long RECONCILED_PAGE = 1_000;
    private static final String API_URL = "https://api.twilio.com";

    /// The method of what was taken from the list, and the beginning of its URL, which no call from outside can have.
    private static final String LIST = "LIST";

    private static final String LISTED_URL = "twilio:";

    private final SmsApi api;
    private final InstantSource clock;

    /// @param clock dates what is fetched.
    SmsList(SmsApi api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    static boolean isListed(WebhookCall call) {
        return call.method().equals(LIST) && call.publicUrl().startsWith(LISTED_URL);
    }

    /// A message as the list has it, made into the form that the call would have had.
    static Receipt listed(WebhookCall call, ChannelAccount account) {
        try {
            var whole = SmsApi.JSON.readValue(call.body(), MessageWithMedia.class);
            var listed = whole == null ? null : whole.message();
            if (whole == null || listed == null) {
                return new Receipt.Refused(Fault.MALFORMED, "a listed message without the message");
            }
            return SmsWebhook.message(
                    listed.form(whole.attached(), mediaBase(account)), listed.at(call.receivedAt()), account);
        } catch (IOException e) {
            return new Receipt.Refused(Fault.MALFORMED, "a listed message that is not JSON");
        }
    }

    private static String mediaBase(ChannelAccount account) {
        return account.setting("api-url").orElse(API_URL).replaceFirst("/$", "");
    }

    ListingChannel.Listing list(ChannelAccount account, Instant from, Instant to) throws IOException {
        var received = new ArrayList<ListingChannel.Received>();
        reading(account, from, to, reader -> reader.setTo(new PhoneNumber(account.ownAddress())))
                .filter(message -> message.getDirection() == Message.Direction.INBOUND)
                .map(Message::getSid)
                .map(sid -> new ListingChannel.Received(
                        sid, Set.of(Wording.identifier(sid), Wording.identifier(SmsWebhook.mediaId(sid, 0)))))
                .forEach(received::add);
        var sent = new ArrayList<ListingChannel.Sent>();
        reading(account, from, to, reader -> reader.setFrom(new PhoneNumber(account.ownAddress())))
                .filter(message -> message.getDirection() != Message.Direction.INBOUND && message.getStatus() != null)
                .flatMap(message -> SmsWebhook.delivery(message.getStatus().toString())
                        .map(delivery -> new ListingChannel.Sent(
                                Wording.identifier(message.getSid()),
                                delivery,
                                Optional.ofNullable(message.getErrorCode()).map(TwilioErrors.TABLE::word)))
                        .stream())
                .forEach(sent::add);
        return new ListingChannel.Listing(received.reversed(), sent.reversed());
    }

    private Stream<Message> reading(
            ChannelAccount account, Instant from, Instant to, UnaryOperator<MessageReader> ofWhom) throws IOException {
        var exchange = api.exchange(account);
        var reader = ofWhom.apply(Message.reader())
                .setDateSentAfter(from.atZone(ZoneOffset.UTC))
                .setDateSentBefore(to.atZone(ZoneOffset.UTC))
                .setPageSize(RECONCILED_PAGE)
                .limit(RECONCILED_MAX);
        var messages = new ArrayList<Message>();
        try {
            reader.read(SmsApi.client(account, exchange)).forEach(messages::add);
        } catch (TwilioException e) {
            throw new IOException("the provider's list of messages cannot be read: " + e.getMessage(), e);
        }
        return messages.stream().filter(message -> message.getSid() != null);
    }

    Optional<WebhookCall> fetch(ChannelAccount account, ListingChannel.Received received) throws IOException {
        var exchange = api.exchange(account);
        var client = SmsApi.client(account, exchange);
        try {
            var message = Message.fetcher(received.key()).fetch(client);
            var body = SmsApi.JSON.createObjectNode();
            body.set("message", SmsApi.JSON.readTree(answered(exchange)));
            if (!"0".equals(message.getNumMedia())) {
                Media.reader(received.key()).firstPage(client);
                body.set("media", SmsApi.JSON.readTree(answered(exchange)));
            }
            var url = LISTED_URL + "/2010-04-01/Accounts/" + account.requiredSetting("account-sid") + "/Messages/"
                    + received.key() + ".json";
            return Optional.of(
                    new WebhookCall(LIST, "", url, Map.of(), SmsApi.JSON.writeValueAsBytes(body), clock.instant()));
        } catch (TwilioException e) {
            if (exchange.reply() instanceof Reply.Answer answered && answered.status() == 404) {
                return Optional.empty();
            }
            throw new IOException("a listed message cannot be read: " + e.getMessage(), e);
        }
    }

    private static String answered(TwilioExchange exchange) {
        return exchange.reply() instanceof Reply.Answer answered ? answered.body() : "";
    }

    // The provider's JSON, as records of the same shape. Only what is read.

    private record MessageWithMedia(
            @Nullable MessageJson message, @Nullable MediaListJson media) {

        List<MediaJson> attached() {
            var items = media == null ? null : media.items();
            return items == null ? List.of() : items;
        }
    }

    private record MessageJson(
            @Nullable String sid,
            @Nullable String from,
            @Nullable String to,
            @Nullable String body,
            @JsonProperty("num_media") @Nullable String numMedia,
            @JsonProperty("date_sent") @Nullable String dateSent) {

        TwilioForm form(List<MediaJson> items, String mediaBase) {
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

    private record MediaListJson(
            @JsonProperty("media_list") @Nullable List<MediaJson> items) {}

    private record MediaJson(
            @Nullable String uri,
            @JsonProperty("content_type") @Nullable String contentType) {}
}

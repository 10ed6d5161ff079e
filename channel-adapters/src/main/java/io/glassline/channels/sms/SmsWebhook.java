package io.glassline.channels.sms;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.ProviderErrors.Meaning;
import io.glassline.channels.Wording;
import io.glassline.channels.twilio.TwilioErrors;
import io.glassline.channels.twilio.TwilioForm;
import io.glassline.message.Address;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads Twilio's forms: messages from citizens, and what became of ours.
final class SmsWebhook {

    private static final int MEDIA_MAX = 20;
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}|[a-z]+:.+");

    private SmsWebhook() {}

    static Receipt message(TwilioForm form, Instant at, ChannelAccount account) {
        var id = form.value("MessageSid");
        var from = form.value("From").filter(number -> number.length() <= Address.LENGTH_MAX_CHARS);
        if (id.isEmpty() || from.isEmpty()) {
            return new Receipt.Refused(Fault.MALFORMED, "a message without MessageSid or From");
        }
        var other = form.value("To").filter(to -> !to.equals(account.ownAddress()));
        if (other.isPresent()) { // a messaging service has one address for all its numbers
            return Receipt.Events.forOthers(Set.of(other.get()));
        }
        var citizen = new Address(SmsAdapter.KIND, from.get());
        var tapback = form.value("Body").filter(_ -> mediaCount(form) == 0).flatMap(Tapback::read);
        if (tapback.isPresent()) {
            return new Receipt.Events(
                    List.of(new ChannelEvent.SignalReceived(Wording.identifier(id.get()), citizen, tapback.get(), at)));
        }
        var marks = marks(form, from.get());
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
        consent(form, citizen, at).ifPresent(events::add);
        return new Receipt.Events(events);
    }

    private static Set<Mark> marks(TwilioForm form, String from) {
        var marks = EnumSet.noneOf(Mark.class);
        if (form.value("OptOutType").isPresent()) {
            marks.add(Mark.KEYWORD_ANSWERED_BY_PROVIDER);
        }
        if (!PHONE_NUMBER.matcher(from).matches()) { // a short code, or a name: nobody reads what is sent there
            marks.add(Mark.AUTOMATIC);
        }
        return marks;
    }

    /// The provider's own word counts, whatever the citizen wrote: its account may know more words for it than
    /// we do.
    private static Optional<ChannelEvent> consent(TwilioForm form, Address citizen, Instant at) {
        return switch (form.value("OptOutType").orElse("").toUpperCase(Locale.ROOT)) {
            case "STOP" -> Optional.of(new ChannelEvent.OptedOut(citizen, "has told the provider to stop", at));
            case "START" -> Optional.of(new ChannelEvent.OptedIn(citizen, "has told the provider to start", at));
            default -> Optional.empty();
        };
    }

    static String mediaId(String messageId, int n) {
        return messageId + ":media:" + n;
    }

    private static ChannelEvent received(String id, Address from, Content content, Instant at, Set<Mark> marks) {
        return new ChannelEvent.MessageReceived(Wording.identifier(id), from, content, at, Optional.empty(), marks);
    }

    private static Optional<Content> said(TwilioForm form) {
        var words = form.value("Body");
        var button = form.value("ButtonPayload").map(payload -> (Content) new Content.Choice(
                payload, form.value("ButtonText").or(() -> words).orElse(payload)));
        var row = form.value("ListId").map(listed -> (Content) new Content.Choice(
                listed, form.value("ListTitle").or(() -> words).orElse(listed)));
        return button.or(() -> row).or(() -> place(form)).or(() -> words.map(Content.Text::new));
    }

    private static Optional<Content> place(TwilioForm form) {
        var latitude = form.value("Latitude").flatMap(value -> degrees(value, 90));
        if (latitude.isEmpty()) {
            return Optional.empty();
        }
        var longitude = form.value("Longitude").flatMap(value -> degrees(value, 180));
        var label = Stream.of("Body", "Label", "Address")
                .flatMap(name -> form.value(name).stream())
                .distinct()
                .reduce((words, more) -> words + ", " + more);
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
                        .flatMap(SmsWebhook::location)
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

    static Receipt status(TwilioForm form, WebhookCall call) {
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
        var number = form.value("ErrorCode").flatMap(SmsWebhook::number);
        var meaning = number.flatMap(TwilioErrors.TABLE::meaning);
        var code = number.map(TwilioErrors.TABLE::word).or(() -> form.value("ErrorCode"));
        var words = form.value("ChannelStatusMessage").or(() -> meaning.map(Meaning::words));
        var report = new ChannelEvent.DeliveryReported(id, reference, delivery.get(), code, words, call.receivedAt());
        var optedOut = number.filter(error -> error == TwilioErrors.STOPPED)
                .flatMap(_ -> form.value("To"))
                .filter(to -> to.length() <= Address.LENGTH_MAX_CHARS)
                .map(to -> new ChannelEvent.OptedOut(
                        new Address(SmsAdapter.KIND, to), "has told the provider to stop", call.receivedAt()));
        return new Receipt.Events(Stream.<ChannelEvent>concat(Stream.of(report), optedOut.stream())
                .toList());
    }

    private static Optional<Integer> number(String code) {
        return code.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(code)) : Optional.empty();
    }

    static Optional<Delivery> delivery(String status) {
        return switch (status) {
            case "accepted", "scheduled", "queued", "sending" -> Optional.of(Delivery.ACCEPTED);
            case "sent" -> Optional.of(Delivery.SENT);
            case "delivered" -> Optional.of(Delivery.DELIVERED);
            case "read" -> Optional.of(Delivery.READ);
            case "undelivered", "failed", "canceled" -> Optional.of(Delivery.FAILED);
            default -> Optional.empty();
        };
    }
}

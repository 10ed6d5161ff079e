package io.glassline.channels.voice;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Line;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.Wording;
import io.glassline.channels.twilio.TwilioForm;
import io.glassline.message.Address;
import io.glassline.message.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads Twilio's calls about a phone call: where it stands, and what the caller said or keyed.
final class VoiceWebhook {

    private static final int STEPS_MAX = 1_000_000;
    private static final Set<String> CALL_OVER = Set.of("completed", "busy", "failed", "no-answer", "canceled");

    /// What stands in `From` for a caller who keeps the number back, in small letters and without signs. The digits
    /// spell the words on a phone's keys.
    private static final Set<String> WITHHELD = Set.of(
            "anonymous",
            "restricted",
            "unavailable",
            "notavailable",
            "unknown",
            "blocked",
            "private",
            "withheld",
            "nocallerid",
            "266696687",
            "86282452253",
            "8566696",
            "8656696",
            "2562533",
            "7378742833");

    /// Longer than any number or SIP address that is called back.
    private static final int NUMBER_LENGTH_MAX_CHARS = 100;

    private static final int CALL_ID_LENGTH_MAX_CHARS = 200;

    /// The state of a call whose socket has ended.
    static final String SOCKET = "socket";

    private VoiceWebhook() {}

    static Receipt read(TwilioForm form, WebhookCall call, ChannelAccount account) {
        var line = line(form, call);
        if (line.isEmpty()) {
            return new Receipt.Refused(Fault.MALFORMED, "a call without CallSid");
        }
        var other = form.value("To").filter(to -> !to.equals(account.ownAddress()));
        if (other.isPresent()) {
            return Receipt.Events.forOthers(Set.of(other.get()));
        }
        // The end of a call is also told in the answer to a question, when the caller hung up over it.
        if (form.value("CallStatus").filter(CALL_OVER::contains).isPresent()) {
            var over = new ChannelEvent.LineClosed(line.get(), call.receivedAt());
            return said(form)
                    .<Receipt>map(lastWords -> new Receipt.Events(List.of(received(line.get(), lastWords, call), over)))
                    .orElseGet(() -> one(over));
        }
        if (call.endpoint().equals("status")) {
            return new Receipt.Nothing("a call that goes on");
        }
        return one(said(form)
                .map(content -> received(line.get(), content, call))
                .orElseGet(() -> line.get().state() == Line.State.NEW
                        ? received(line.get(), new Content.Call(), call)
                        : new ChannelEvent.LineOpen(line.get())));
    }

    private static Receipt one(ChannelEvent event) {
        return new Receipt.Events(List.of(event));
    }

    private static ChannelEvent received(Line line, Content content, WebhookCall call) {
        var id = line.callId() + ":" + line.step();
        return new ChannelEvent.MessageReceived(
                id, line.caller(), content, call.receivedAt(), Optional.empty(), Set.of());
    }

    private static Optional<Content> said(TwilioForm form) {
        Optional<Content> keys = form.value("Digits")
                .map(digits -> digits.replaceAll("[^0-9*#]", ""))
                .filter(digits -> !digits.isEmpty())
                .map(Content.Keys::new);
        return keys.or(() -> form.value("SpeechResult").map(Content.Text::new));
    }

    static Optional<Line> line(WebhookCall call, ChannelAccount account) {
        var form = call.method().equals("GET") ? TwilioForm.read(call.rawQuery()) : TwilioForm.read(call.body());
        return form.flatMap(fields -> line(fields, call));
    }

    private static Optional<Line> line(TwilioForm form, WebhookCall call) {
        var place = TwilioForm.read(call.rawQuery()).orElseGet(() -> new TwilioForm(List.of()));
        return form.value("CallSid").map(Wording::identifier).map(callId -> {
            if (place.value("state").equals(Optional.of(SOCKET))) {
                return RelayEnd.line(form, place, callId, caller(form.value("From"), callId));
            }
            var step = number(place.value("step"));
            var state = place.value("state").map(VoiceWebhook::state);
            // Words in a request that names no step answer the first thing we said.
            var unplaced = said(form).isPresent() ? 1 : 0;
            return new Line(
                    callId,
                    caller(form.value("From"), callId),
                    step.orElse(unplaced),
                    number(place.value("silences")).orElse(0),
                    state.orElse(step.isPresent() || unplaced > 0 ? Line.State.ASKED : Line.State.NEW));
        });
    }

    static Optional<Integer> number(Optional<String> text) {
        return text.filter(digits -> digits.matches("\\d{1,7}"))
                .map(Integer::valueOf)
                .filter(number -> number <= STEPS_MAX);
    }

    private static Line.State state(String word) {
        return switch (word) {
            case "held" -> Line.State.HELD;
            case "delayed" -> Line.State.DELAYED;
            default -> Line.State.ASKED;
        };
    }

    static Address caller(Optional<String> said, String callId) {
        var number = said.map(String::strip)
                .filter(from -> !from.isEmpty() && from.length() <= NUMBER_LENGTH_MAX_CHARS && !isWithheld(from));
        return Address.ofCaller(VoiceAdapter.KIND, number, cut(callId));
    }

    /// Of a SIP address only the part before the host says who it is: `sip:anonymous@anonymous.invalid`.
    private static boolean isWithheld(String from) {
        var who = from.toLowerCase(Locale.ROOT)
                .replaceFirst("^sips?:", "")
                .replaceFirst("@.*$", "")
                .replaceAll("[^a-z0-9]", "");
        return who.isEmpty() || WITHHELD.contains(who);
    }

    private static String cut(String callId) {
        return callId.length() <= CALL_ID_LENGTH_MAX_CHARS
                ? callId
                : Wording.hash(callId.getBytes(StandardCharsets.UTF_8));
    }
}

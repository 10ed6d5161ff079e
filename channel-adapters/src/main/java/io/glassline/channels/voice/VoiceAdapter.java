package io.glassline.channels.voice;

import com.twilio.http.HttpMethod;
import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Gather;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Redirect;
import com.twilio.twiml.voice.Say;
import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.Wording;
import io.glassline.channels.twilio.TwilioForm;
import io.glassline.channels.twilio.TwilioWebhook;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Phone calls, through Twilio Voice: <https://www.twilio.com/docs/voice/twiml/gather>.
///
/// The call's place is kept in the URLs we hand out: `step` counts what we said, `silences` how often the caller
/// did not answer, `state` what the caller was doing. Twilio sends them back, so nothing is kept here, and a
/// request made again is known as the same step.
public final class VoiceAdapter implements LineAdapter {

    public static final ChannelKind KIND = new ChannelKind("voice");

    /// What one `<Say>` takes.
    private static final int TEXT_MAX_CHARS = 4096;

    /// How long the caller may think. It also ends a number being keyed; `#` ends it at once.
    private static final int ANSWER_WAIT_S = 6;

    /// How long between two looks for an agent's words, while the caller holds.
    private static final int HOLD_WAIT_S = 4;

    private static final int STEPS_MAX = 1_000_000;

    private static final Set<String> CALL_OVER = Set.of("completed", "busy", "failed", "no-answer", "canceled");

    /// What stands in `From` for a caller who keeps the number back; the digits spell the words on a phone's keys.
    private static final Set<String> WITHHELD = Set.of(
            "anonymous",
            "restricted",
            "unavailable",
            "unknown",
            "blocked",
            "private",
            "withheld",
            "266696687",
            "86282452253",
            "8656696",
            "2562533",
            "7378742833");

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
        return new AccountForm(Set.of("account-sid"), Set.of(), Set.of("auth-token"), Set.of());
    }

    @Override
    public Receipt receive(WebhookCall call, ChannelAccount account) {
        return switch (TwilioWebhook.read(call, account)) {
            case TwilioWebhook.Refused(var receipt) -> receipt;
            case TwilioWebhook.Genuine(var form) -> read(form, call, account);
        };
    }

    private static Receipt read(TwilioForm form, WebhookCall call, ChannelAccount account) {
        var line = line(form, call);
        if (line.isEmpty()) {
            return new Receipt.Refused(Fault.MALFORMED, "a call without CallSid");
        }
        if (form.value("To").filter(to -> !to.equals(account.ownAddress())).isPresent()) {
            return new Receipt.Nothing("a call to another number");
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

    @Override
    public Optional<Line> line(WebhookCall call, ChannelAccount account) {
        var form = call.method().equals("GET") ? TwilioForm.read(call.rawQuery()) : TwilioForm.read(call.body());
        return form.flatMap(fields -> line(fields, call));
    }

    private static Optional<Line> line(TwilioForm form, WebhookCall call) {
        var place = TwilioForm.read(call.rawQuery()).orElseGet(() -> new TwilioForm(List.of()));
        return form.value("CallSid").map(Wording::identifier).map(callId -> {
            var step = number(place.value("step"));
            var state = place.value("state").map(VoiceAdapter::state);
            // Words in a request that names no step answer the first thing we said.
            var unplaced = said(form).isPresent() ? 1 : 0;
            return new Line(
                    callId,
                    caller(form, callId),
                    step.orElse(unplaced),
                    number(place.value("silences")).orElse(0),
                    state.orElse(step.isPresent() || unplaced > 0 ? Line.State.ASKED : Line.State.NEW));
        });
    }

    private static Optional<Integer> number(Optional<String> text) {
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

    /// A caller who keeps the number back is known for this one call: two such callers are never one citizen.
    private static Address caller(TwilioForm form, String callId) {
        return form.value("From")
                .filter(from -> from.length() <= Address.LENGTH_MAX_CHARS)
                .filter(from ->
                        !WITHHELD.contains(from.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\+", "")))
                .map(from -> new Address(KIND, from))
                .orElseGet(() -> new Address(KIND, "withheld:" + cut(callId)));
    }

    private static String cut(String callId) {
        return callId.length() <= 200 ? callId : Wording.hash(callId.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public WebhookReply acknowledgement() {
        return TwilioWebhook.emptyAnswer();
    }

    /// The text, and the offers as keys to press. What is spoken on a line is what is rendered here.
    @Override
    public List<Outgoing.Part> render(Outgoing message) {
        var press = message.language().getLanguage().equals("es") ? "Marque %d para %s." : "Press %d for %s.";
        var offers = IntStream.range(0, message.offers().size())
                .mapToObj(n -> press.formatted(n + 1, sentence(message.offers().get(n))));
        var spoken = Stream.concat(Stream.of(message.text()), offers).toList();
        var texts = Wording.parts(String.join("\n", spoken), TEXT_MAX_CHARS);
        return IntStream.range(0, texts.size())
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), List.of()))
                .toList();
    }

    private static String sentence(Message.Offer offer) {
        return offer.label().strip().replaceFirst("[.!]+$", "");
    }

    @Override
    public WebhookReply speak(Line line, Speech speech, ChannelAccount account) {
        var says = speech.say().stream()
                .flatMap(text -> Wording.parts(text, TEXT_MAX_CHARS).stream())
                .filter(text -> !text.isBlank())
                .map(text -> new Say.Builder(sayable(text))
                        .language(language(speech.language(), Say.Language.values(), Say.Language.EN_US))
                        .build())
                .toList();
        var spoken = new VoiceResponse.Builder();
        switch (speech.then()) {
            case LISTEN -> {
                var silences = line.state() == Line.State.ASKED ? line.silences() : 0;
                spoken.gather(gather(says, speech, url(line, account, 0, "asked"), ANSWER_WAIT_S));
                // Nothing said makes no request: the next verb is run, and it is this one.
                spoken.redirect(redirect(url(line, account, silences + 1, "asked")));
            }
            case HOLD -> {
                spoken.gather(gather(says, speech, url(line, account, 0, "held"), HOLD_WAIT_S));
                spoken.redirect(redirect(url(line, account, 0, "held")));
            }
            case COME_BACK -> {
                says.forEach(spoken::say);
                spoken.redirect(redirect(url(line, account, line.silences(), "delayed")));
            }
            case HANG_UP -> {
                says.forEach(spoken::say);
                spoken.hangup(new Hangup.Builder().build());
            }
        }
        return new WebhookReply(200, "text/xml", spoken.build().toXml());
    }

    private static Gather gather(List<Say> says, Speech speech, String action, int waitSeconds) {
        var gather = new Gather.Builder()
                .inputs(List.of(Gather.Input.DTMF, Gather.Input.SPEECH))
                .action(action)
                .method(HttpMethod.POST)
                .timeout(waitSeconds)
                .speechTimeout("auto")
                .finishOnKey("#")
                .language(language(speech.language(), Gather.Language.values(), Gather.Language.EN_US));
        says.forEach(gather::say);
        return gather.build();
    }

    private static Redirect redirect(String url) {
        return new Redirect.Builder(url).method(HttpMethod.POST).build();
    }

    /// A path, which Twilio takes from the host that it has just called.
    private static String url(Line line, ChannelAccount account, int silences, String state) {
        return "/channels/" + account.id() + "?step=" + (line.step() + 1) + "&silences=" + silences + "&state=" + state;
    }

    /// The provider's word for a language: as it is spoken there, else in the US, else at home, else anywhere.
    private static <L extends Enum<L>> L language(Locale locale, L[] known, L otherwise) {
        var language = locale.getLanguage().toUpperCase(Locale.ROOT);
        var preferred = Stream.of(locale.getCountry(), "US", language)
                .map(country -> (Predicate<L>) l -> l.name().equals(language + "_" + country));
        return Stream.concat(
                        preferred,
                        Stream.of(l -> !language.isEmpty() && l.name().startsWith(language + "_")))
                .flatMap(fits -> Arrays.stream(known).filter(fits).limit(1))
                .findFirst()
                .orElse(otherwise);
    }

    /// Without the characters that XML cannot carry in any form.
    private static String sayable(String text) {
        return Wording.legible(text).replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", " ");
    }
}

package io.glassline.channels.voice;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Line;
import io.glassline.channel.LineSocket;
import io.glassline.channel.LineSocket.Frame;
import io.glassline.channel.LineSocket.Said;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.Wording;
import io.glassline.channels.twilio.TwilioForm;
import io.glassline.channels.twilio.TwilioSignature;
import io.glassline.message.Content;
import io.glassline.message.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The calls of a socket: its handshake, and what came over it, which are kept as calls of our own making. Such a call
/// has the handshake's URL and signature, and a body that holds the frames as they came: so it can be proven and read
/// again like any other.
final class RelayCall {

    private static final String SIGNATURE = "x-twilio-signature";

    /// The call and the step, at the end of a socket's URL.
    private static final Pattern PLACE = Pattern.compile("/" + RelaySocket.ENDPOINT + "/([^/?#]+)/(\\d{1,7})$");

    private RelayCall() {}

    static boolean isOne(WebhookCall call) {
        return call.method().equals(LineSocket.METHOD)
                || call.method().equals("GET") && call.endpoint().equals(RelaySocket.ENDPOINT);
    }

    static WebhookCall of(WebhookCall handshake, Said said, Instant at) {
        var body = RelayFrames.JSON
                .createObjectNode()
                .put("socket", said.socket().toString())
                .put("number", said.number())
                .put("setup", said.setup());
        said.frames().forEach(body.putArray("frames")::add);
        return new WebhookCall(
                LineSocket.METHOD,
                RelaySocket.ENDPOINT,
                handshake.publicUrl(),
                Map.of(SIGNATURE, handshake.headers().getOrDefault(SIGNATURE, List.of())),
                RelaySocket.written(body).getBytes(StandardCharsets.UTF_8),
                at);
    }

    static Receipt read(WebhookCall call, ChannelAccount account) {
        var signature = call.header(SIGNATURE);
        if (signature.isEmpty()) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "signature missing");
        }
        var nothing = new TwilioForm(List.of());
        if (!TwilioSignature.proves(signature.get(), call.publicUrl(), nothing, account.secret("auth-token"))) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "signature wrong");
        }
        if (!call.method().equals(LineSocket.METHOD)) {
            return new Receipt.Handshake(WebhookReply.status(200));
        }
        return body(call)
                .map(body -> read(body, call, account))
                .orElseGet(() -> malformed("not what comes over a socket"));
    }

    private static Optional<JsonNode> body(WebhookCall call) {
        return RelayFrames.object(new String(call.body(), StandardCharsets.UTF_8))
                .filter(body -> body.path("setup").isTextual()
                        && body.path("frames").isArray()
                        && body.path("socket").isTextual());
    }

    private static Receipt read(JsonNode body, WebhookCall call, ChannelAccount account) {
        var begun = body.path("setup").asText();
        var frames = new ArrayList<Frame>();
        body.path("frames").forEach(frame -> frames.add(RelayFrames.read(frame.asText())));
        if (begun.isEmpty()) {
            return frames.size() == 1 && frames.getFirst() instanceof Frame.Unreadable(var because)
                    ? malformed("a frame " + because)
                    : malformed("a frame before setup");
        }
        var setup = RelayFrames.object(begun)
                .filter(_ -> RelayFrames.read(begun) instanceof Frame.Setup)
                .orElse(null);
        var line = line(call).orElse(null);
        if (setup == null || line == null) {
            return malformed("setup of another call than the one that was put through");
        }
        if (RelayFrames.text(setup, "accountSid")
                .filter(sid -> !sid.equals(account.requiredSetting("account-sid")))
                .isPresent()) {
            return new Receipt.Refused(Fault.NOT_AUTHENTIC, "for another provider account");
        }
        if (frames.isEmpty()) {
            return one(new ChannelEvent.LineOpen(line));
        }
        var id = line.callId() + ":" + body.path("socket").asText() + ":"
                + body.path("number").asInt();
        return read(frames, line, id, call);
    }

    private static Receipt read(List<Frame> frames, Line line, String id, WebhookCall call) {
        return switch (frames.getFirst()) {
            case Frame.Words(var text) -> said(new Content.Text(text), line, id, call);
            case Frame.Key _ -> keys(frames, line, id, call);
            case Frame.Interruption(var heard) ->
                one(new ChannelEvent.SignalReceived(id, line.caller(), interruption(heard), call.receivedAt()));
            case Frame.Unreadable(var because) -> malformed("a frame " + because);
            case Frame.Complaint(var description) ->
                malformed("the provider refused a frame of ours" + (description.isEmpty() ? "" : ": " + description));
            case Frame.Setup _ -> malformed("a second setup");
            case Frame.Played _, Frame.Nothing _ -> new Receipt.Nothing("a frame from which nothing follows");
        };
    }

    /// A `#` ends a number and is none of it.
    private static Receipt keys(List<Frame> frames, Line line, String id, WebhookCall call) {
        var digits = new StringBuilder();
        for (var frame : frames) {
            if (frame instanceof Frame.Key(var key) && key != '#') {
                digits.append(key);
            }
        }
        return digits.isEmpty()
                ? new Receipt.Nothing("no key but #")
                : said(new Content.Keys(digits.toString()), line, id, call);
    }

    private static Signal interruption(String heard) {
        var words = heard.strip();
        return words.isEmpty()
                ? new Signal.ServiceNotice(Optional.empty(), "the caller interrupted before a word was heard")
                : new Signal.ServiceNotice(
                        Optional.of(new Signal.About.ByWords(words + "…")),
                        "the caller interrupted and had heard: " + words);
    }

    private static Receipt said(Content content, Line line, String id, WebhookCall call) {
        return one(new ChannelEvent.MessageReceived(
                id, line.caller(), content, call.receivedAt(), Optional.empty(), Set.of()));
    }

    private static Receipt one(ChannelEvent event) {
        return new Receipt.Events(List.of(event));
    }

    private static Receipt malformed(String because) {
        return new Receipt.Refused(Fault.MALFORMED, because);
    }

    /// Where the call stands, if the setup is of the call that the URL names.
    static Optional<Line> line(WebhookCall call) {
        var place = PLACE.matcher(call.publicUrl());
        if (!place.find()) {
            return Optional.empty();
        }
        return body(call)
                .flatMap(body -> RelayFrames.object(body.path("setup").asText()))
                .flatMap(setup -> RelayFrames.text(setup, "callSid")
                        .map(Wording::identifier)
                        .filter(callId -> RelaySocket.inPath(callId).equals(place.group(1)))
                        .map(callId -> new Line(
                                callId,
                                VoiceWebhook.caller(
                                        RelayFrames.text(setup, "from").map(Wording::legible), callId),
                                Integer.parseInt(place.group(2)),
                                0,
                                Line.State.ASKED)));
    }
}

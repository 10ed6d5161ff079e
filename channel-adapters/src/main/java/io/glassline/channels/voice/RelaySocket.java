package io.glassline.channels.voice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.twilio.http.HttpMethod;
import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Connect;
import com.twilio.twiml.voice.ConversationRelay;
import com.twilio.twiml.voice.Gather;
import com.twilio.twiml.voice.Language;
import com.twilio.twiml.voice.Parameter;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter.Utterance;
import io.glassline.channel.LineSocket;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.Wording;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Calls by Twilio's ConversationRelay, which hears and speaks while words go to and fro over a socket:
/// <https://www.twilio.com/docs/voice/twiml/connect/conversationrelay>.
///
/// The socket's URL names the call and the step, so that Twilio's signature of its handshake, which is over the URL
/// alone, is good for this one socket.
final class RelaySocket implements LineSocket {

    /// How what is below the account in a socket's URL begins.
    static final String ENDPOINT = "relay";

    /// The parameter that tells us back in which language the caller is listened to.
    static final String LANGUAGE = "language";

    @Override
    public WebhookReply open(Line line, String url, List<Locale> languages, Locale language, ChannelAccount account) {
        var relay = new ConversationRelay.Builder()
                .url(socketUrl(url, line))
                .language(code(language))
                .dtmfDetection(true)
                .interruptible(RelaySettings.interruptible(account))
                .events("tokens-played")
                .parameter(new Parameter.Builder()
                        .name(LANGUAGE)
                        .value(language.toLanguageTag())
                        .build());
        account.setting(RelaySettings.TTS_PROVIDER).ifPresent(relay::ttsProvider);
        account.setting(RelaySettings.TRANSCRIPTION_PROVIDER).ifPresent(relay::transcriptionProvider);
        for (var spoken : languages) {
            var one = new Language.Builder().code(code(spoken));
            RelaySettings.voice(account, spoken).ifPresent(one::voice);
            relay.language(one.build());
        }
        var cutOff = line.state() == Line.State.CUT_OFF ? line.silences() : 0;
        var connect = new Connect.Builder()
                .action(VoiceScript.url(line, account, cutOff, VoiceWebhook.SOCKET))
                .method(HttpMethod.POST)
                .conversationRelay(relay.build())
                .build();
        return new WebhookReply(
                200,
                "text/xml",
                new VoiceResponse.Builder().connect(connect).build().toXml());
    }

    private static String socketUrl(String url, Line line) {
        return url.replaceFirst("^http", "ws") + "/" + ENDPOINT + "/" + inPath(line.callId()) + "/" + (line.step() + 1);
    }

    static String inPath(String callId) {
        return URLEncoder.encode(callId, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Twilio's word for a language.
    private static String code(Locale language) {
        return VoiceScript.language(language, Gather.Language.values(), Gather.Language.EN_US)
                .toString();
    }

    @Override
    public Frame read(String frame) {
        return RelayFrames.read(frame);
    }

    @Override
    public WebhookCall said(WebhookCall handshake, Said said, Instant at) {
        return RelayCall.of(handshake, said, at);
    }

    @Override
    public List<String> say(List<Utterance> utterances) {
        var tokens = utterances.stream()
                .flatMap(utterance -> Wording.parts(utterance.text(), VoiceScript.TEXT_MAX_CHARS).stream()
                        .filter(text -> !text.isBlank())
                        .map(text -> new Utterance(text, utterance.language())))
                .toList();
        var frames = new ArrayList<String>();
        for (var n = 0; n < tokens.size(); n++) {
            var last = n == tokens.size() - 1;
            var text = Wording.legible(tokens.get(n).text());
            frames.add(written(frame("text")
                    .put("token", last ? text : text + " ")
                    .put("last", last)
                    .put("lang", code(tokens.get(n).language()))));
        }
        return frames;
    }

    @Override
    public String play(String url) {
        return written(frame("play").put("source", url).put("loop", 0).put("preemptible", true)); // 0: without end
    }

    @Override
    public String listenIn(Locale language) {
        var code = code(language);
        return written(frame("language").put("ttsLanguage", code).put("transcriptionLanguage", code));
    }

    @Override
    public String end(Ending why, int silences) {
        return written(frame("end").put("handoffData", RelayEnd.handoff(why, silences)));
    }

    private static ObjectNode frame(String type) {
        return RelayFrames.JSON.createObjectNode().put("type", type);
    }

    static String written(ObjectNode frame) {
        try {
            return RelayFrames.JSON.writeValueAsString(frame);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can be written", e);
        }
    }
}

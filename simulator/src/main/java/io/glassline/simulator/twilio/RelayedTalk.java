package io.glassline.simulator.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Ids;
import io.glassline.simulator.provider.Params;
import io.glassline.simulator.provider.Sleep;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A call while it is spoken with over a socket, as Twilio's ConversationRelay does it: it opens the socket, signs the
/// handshake, and tells what the caller says and hears. Frames that Twilio would not take it answers with `error`.
///
/// Sources: <https://www.twilio.com/docs/voice/conversationrelay/websocket-messages>,
/// <https://www.twilio.com/docs/voice/twiml/connect/conversationrelay>
final class RelayedTalk {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration OPEN_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /// A frame that stands for the end of the socket.
    private static final String CLOSED = "closed";

    private final PhoneCall call;
    private final Twiml.Relay relay;
    private final Account account;
    private final HttpClient http;
    private final BiConsumer<String, String> record;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final List<String> tokens = new ArrayList<>();
    private final long began = System.nanoTime();
    private boolean sawEnd;
    private String handoff = "";

    /// @param record is told who said what: `caller` or `city`
    RelayedTalk(
            PhoneCall call, Twiml.Relay relay, Account account, HttpClient http, BiConsumer<String, String> record) {
        this.call = call;
        this.relay = relay;
        this.account = account;
        this.http = http;
        this.record = record;
    }

    /// Talks until the socket has ended.
    ///
    /// @return what the next request says of it
    Map<String, String> hold() {
        WebSocket socket;
        try {
            socket = http.newWebSocketBuilder()
                    .connectTimeout(OPEN_WITHIN)
                    .header("X-Twilio-Signature", TwilioSignature.of(relay.url(), Params.NONE, TwilioDemo.AUTH_TOKEN))
                    .header("User-Agent", "TwilioProxy/1.1")
                    .buildAsync(URI.create(relay.url()), new Listener())
                    .join();
        } catch (CompletionException | IllegalArgumentException e) {
            return ended("failed", "64102", "unable to connect to the socket");
        }
        try {
            return talk(socket);
        } catch (InterruptedException hungUp) {
            throw new Sleep.Interrupted();
        } finally {
            socket.abort();
        }
    }

    private Map<String, String> talk(WebSocket socket) throws InterruptedException {
        call.language = relay.language();
        send(socket, setup());
        call.state = PhoneCall.State.SPEAKING;
        while (!sawEnd) {
            if (call.loss == PhoneCall.SocketLoss.NOW) {
                call.loss = PhoneCall.SocketLoss.NONE;
                return ended("failed", "64105", "the socket was lost");
            }
            var frame = frames.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            if (CLOSED.equals(frame)) {
                return ended("failed", "64105", "the socket was closed");
            }
            if (frame != null) {
                if (!hear(socket, frame)) {
                    return ended("failed", "64105", "the socket was lost");
                }
            } else if (call.state == PhoneCall.State.LISTENING) {
                speak(socket);
            }
        }
        return ended("ended", "", "");
    }

    private ObjectNode setup() {
        var setup = frame("setup")
                .put("sessionId", Ids.withPrefix("VX"))
                .put("accountSid", TwilioDemo.ACCOUNT_SID)
                .put("parentCallSid", "")
                .put("callSid", call.sid)
                .put("from", call.from)
                .put("to", account.own())
                .put("forwardedFrom", "")
                .put("callType", "PSTN")
                .put("callerName", "")
                .put("direction", "inbound")
                .put("callStatus", "RINGING");
        relay.parameters().forEach(setup.putObject("customParameters")::put);
        return setup;
    }

    /// The caller says the next thing they have to say.
    private void speak(WebSocket socket) {
        var words = call.words.pollFirst();
        if (words == null || words.isBlank()) {
            return;
        }
        record.accept("caller", words);
        if (words.matches("[0-9*#]+") && relay.hearsKeys()) {
            words.chars().forEach(key -> send(socket, frame("dtmf").put("digit", String.valueOf((char) key))));
        } else {
            prompt(socket, words);
        }
        call.state = PhoneCall.State.SPEAKING;
    }

    private void prompt(WebSocket socket, String words) {
        send(
                socket,
                frame("prompt")
                        .put("voicePrompt", words)
                        .put("lang", call.language)
                        .put("last", true));
    }

    /// @return false if the socket is lost over it
    private boolean hear(WebSocket socket, String text) {
        var frame = read(text);
        switch (frame.path("type").asText()) {
            case "text" -> {
                if (!frame.path("token").isTextual()) {
                    complain(socket, text);
                    return true;
                }
                if (call.loss == PhoneCall.SocketLoss.WHEN_SPOKEN_TO) {
                    call.loss = PhoneCall.SocketLoss.NONE;
                    return false;
                }
                tokens.add(frame.path("token").asText());
                if (frame.path("last").asBoolean(false)) {
                    listen(socket);
                }
            }
            case "language" ->
                call.language = frame.path("transcriptionLanguage").asText(call.language);
            case "end" -> {
                sawEnd = true;
                handoff = frame.path("handoffData").asText();
            }
            case "play" -> {
                if (!frame.path("source").isTextual()) {
                    complain(socket, text);
                }
            }
            default -> complain(socket, text);
        }
        return true;
    }

    /// The caller listens to what the city says in one breath, or breaks in.
    private void listen(WebSocket socket) {
        var all = String.join("", tokens);
        var interruption = relay.interruptible() ? call.interruptions.pollFirst() : null;
        if (interruption == null) {
            record.accept("city", all);
            if (relay.tellsTokens()) {
                tokens.forEach(token ->
                        send(socket, frame("info").put("name", "tokensPlayed").put("value", token)));
            }
            call.state = PhoneCall.State.LISTENING;
        } else {
            var heard = all.substring(0, all.length() / 2).strip();
            record.accept("city", heard);
            send(
                    socket,
                    frame("interrupt")
                            .put("utteranceUntilInterrupt", heard)
                            .put("durationUntilInterruptMs", heard.length() * 60L));
            record.accept("caller", interruption);
            prompt(socket, interruption);
        }
        tokens.clear();
    }

    private void complain(WebSocket socket, String frame) {
        call.error = "Twilio does not take " + frame; // its error 64107
        send(socket, frame("error").put("description", "Invalid message received: " + frame));
    }

    private Map<String, String> ended(String status, String code, String message) {
        var form = new LinkedHashMap<String, String>();
        form.put("SessionId", call.sid.replaceFirst("^CA", "VX"));
        form.put("SessionStatus", status);
        form.put(
                "SessionDuration",
                String.valueOf(Duration.ofNanos(System.nanoTime() - began).toSeconds()));
        if (!handoff.isEmpty()) {
            form.put("HandoffData", handoff);
        }
        if (!code.isEmpty()) {
            form.put("ErrorCode", code);
            form.put("ErrorMessage", message);
        }
        return form;
    }

    private static ObjectNode frame(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    /// One that cannot be sent finds the socket closed the next time it is looked at.
    private static void send(WebSocket socket, ObjectNode frame) {
        try {
            socket.sendText(JSON.writeValueAsString(frame), true).join();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (CompletionException closed) {
            socket.abort();
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder begun = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            begun.append(data);
            if (last) {
                frames.add(begun.toString());
                begun.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            frames.add(CLOSED);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            frames.add(CLOSED);
        }
    }
}

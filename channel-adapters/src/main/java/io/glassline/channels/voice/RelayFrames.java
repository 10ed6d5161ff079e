package io.glassline.channels.voice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glassline.channel.LineSocket.Frame;
import io.glassline.channels.Wording;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The frames that Twilio sends over a ConversationRelay socket.
///
/// Source: <https://www.twilio.com/docs/voice/conversationrelay/websocket-messages>
final class RelayFrames {

    static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern KEY = Pattern.compile("[0-9*#]");
    private static final Pattern TONE = Pattern.compile("[A-Da-d]");
    private static final int NAME_MAX_CHARS = 40;

    private RelayFrames() {}

    static Frame read(String frame) {
        return object(frame).map(RelayFrames::read).orElseGet(() -> new Frame.Unreadable("no JSON object"));
    }

    static Optional<JsonNode> object(String frame) {
        try {
            return Optional.of(JSON.readTree(frame)).filter(ObjectNode.class::isInstance);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Frame read(JsonNode frame) {
        var type = text(frame, "type");
        if (type.isEmpty()) {
            return new Frame.Unreadable("without a type");
        }
        return switch (type.get()) {
            case "setup" -> setup(frame);
            case "prompt" -> prompt(frame);
            case "dtmf" -> key(frame);
            case "interrupt" ->
                new Frame.Interruption(text(frame, "utteranceUntilInterrupt")
                        .map(Wording::legible)
                        .orElse(""));
            case "info" -> info(frame);
            case "error" ->
                new Frame.Complaint(
                        text(frame, "description").map(Wording::legible).orElse(""));
            default -> new Frame.Unreadable("of an unknown type: " + shortened(type.get()));
        };
    }

    private static Frame setup(JsonNode frame) {
        if (text(frame, "callSid").filter(sid -> !sid.isBlank()).isEmpty()) {
            return new Frame.Unreadable("setup without callSid");
        }
        return new Frame.Setup(text(frame.path("customParameters"), RelaySocket.LANGUAGE)
                .map(Locale::forLanguageTag)
                .orElse(Locale.ROOT));
    }

    /// One that is not the last is a guess at what is being said, and the last one says all of it.
    private static Frame prompt(JsonNode frame) {
        var words = text(frame, "voicePrompt");
        if (words.isEmpty()) {
            return new Frame.Unreadable("prompt without voicePrompt");
        }
        return words.get().isBlank() || !frame.path("last").asBoolean(true)
                ? new Frame.Nothing()
                : new Frame.Words(Wording.legible(words.get()));
    }

    private static Frame key(JsonNode frame) {
        var digit = text(frame, "digit").orElse("");
        if (KEY.matcher(digit).matches()) {
            return new Frame.Key(digit.charAt(0));
        }
        return TONE.matcher(digit).matches() ? new Frame.Nothing() : new Frame.Unreadable("dtmf without a digit");
    }

    private static Frame info(JsonNode frame) {
        return text(frame, "name").filter("tokensPlayed"::equals).isPresent()
                ? new Frame.Played(text(frame, "value").orElse(""))
                : new Frame.Nothing();
    }

    static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static String shortened(String name) {
        return Wording.begun(Wording.legible(name), NAME_MAX_CHARS);
    }
}

package io.glassline.channels.voice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.channel.Line;
import io.glassline.channel.LineSocket.Ending;
import io.glassline.channels.twilio.TwilioForm;
import io.glassline.message.Address;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How a socket ends: what we give Twilio along, as a text of JSON, and what its next request makes of it.
///
/// Source: <https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#action>
final class RelayEnd {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// One that lasted was no failure to open it.
    private static final int LASTED_S = 5;

    private static final int SILENCES_MAX = 100;

    private RelayEnd() {}

    static String handoff(Ending why, int silences) {
        try {
            return JSON.writeValueAsString(
                    Map.of("reason", why.name().toLowerCase(Locale.ROOT).replace('_', '-'), "silences", silences));
        } catch (JsonProcessingException e) {
            throw new AssertionError("a map can be written", e);
        }
    }

    /// @param place what the request's URL says, which is ours
    static Line line(TwilioForm form, TwilioForm place, String callId, Address caller) {
        var step = VoiceWebhook.number(place.value("step")).orElse(1);
        var before = VoiceWebhook.number(place.value("silences")).orElse(0);
        var lasted = VoiceWebhook.number(form.value("SessionDuration"))
                .filter(seconds -> seconds >= LASTED_S)
                .isPresent();
        return form.value("SessionStatus").filter("ended"::equals).isPresent()
                ? new Line(callId, caller, step, silences(form.value("HandoffData")), Line.State.TALKED)
                : new Line(callId, caller, step, lasted ? 1 : before + 1, Line.State.CUT_OFF);
    }

    private static int silences(Optional<String> handoff) {
        try {
            return handoff.isEmpty()
                    ? 0
                    : Math.clamp(JSON.readTree(handoff.get()).path("silences").asInt(0), 0, SILENCES_MAX);
        } catch (JsonProcessingException e) {
            return 0; // not ours: then nothing is known, and the caller is listened to
        }
    }
}

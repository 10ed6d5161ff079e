package io.glassline.channels.voice;

import io.glassline.channel.Line;
import io.glassline.channel.LineSocket.Ending;
import io.glassline.channels.twilio.TwilioForm;
import io.glassline.message.Address;
import java.util.Locale;
import java.util.Optional;

/// How a socket ends: what we give Twilio along, as a text of JSON, and what its next request makes of it.
///
/// Source: <https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#action>
final class RelayEnd {

    /// One that lasted was no failure to open it.
    private static final int LASTED_S = 5;

    private static final int SILENCES_MAX = 100;

    private RelayEnd() {}

    static String handoff(Ending why, int silences) {
        return RelaySocket.written(RelayFrames.JSON
                .createObjectNode()
                .put("reason", why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("silences", silences));
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

    /// None where it is not ours: then nothing is known, and the caller is listened to.
    private static int silences(Optional<String> handoff) {
        return handoff.flatMap(RelayFrames::object)
                .map(given -> Math.clamp(given.path("silences").asInt(0), 0, SILENCES_MAX))
                .orElse(0);
    }
}

package io.glassline.channel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A channel that waits on the line for its answer: a phone call.
///
/// Its [#receive] gives exactly one event per call in progress: [ChannelEvent.MessageReceived] when the caller said
/// or keyed something, else [ChannelEvent.LineOpen] or [ChannelEvent.LineClosed].
public non-sealed interface LineAdapter extends ChannelAdapter {

    /// The call in whose course `call` was made, or empty when it is not part of one. Pure.
    Optional<Line> line(WebhookCall call, ChannelAccount account);

    /// The next step of the call: says `speech`, then does what it says to do.
    WebhookReply speak(Line line, Speech speech, ChannelAccount account);

    /// What to say on the line, and what then.
    record Speech(List<String> say, Locale language, Then then) {

        public Speech {
            say = List.copyOf(say);
        }
    }

    enum Then {
        /// Listen for words and keys.
        LISTEN,
        /// Keep the caller on the line for a person, and come back soon to hear whether there is something to say.
        HOLD,
        /// Come back at once: the answer is not ready.
        COME_BACK,
        HANG_UP
    }
}

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

    /// The socket by which callers of this account are spoken with while they are listened to; empty where all is said
    /// in the answers to the provider's requests.
    default Optional<LineSocket> socket(ChannelAccount account) {
        return Optional.empty();
    }

    /// What to say on the line, each in its own language, and what then. `language` is the one in which the
    /// caller is listened to. `oneKey` says that a single key is an answer, so that nobody waits for a second
    /// one.
    record Speech(List<Utterance> utterances, Locale language, Then then, boolean oneKey) {

        public Speech {
            utterances = List.copyOf(utterances);
        }

        /// All of it in one language, and any number of keys.
        public Speech(List<String> say, Locale language, Then then) {
            this(say.stream().map(text -> new Utterance(text, language)).toList(), language, then, false);
        }

        public Speech withOneKey(boolean enough) {
            return new Speech(utterances, language, then, enough);
        }

        /// The words alone.
        public List<String> say() {
            return utterances.stream().map(Utterance::text).toList();
        }
    }

    record Utterance(String text, Locale language) {}

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

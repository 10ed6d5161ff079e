package io.glassline.channel;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// The other way to speak on a [LineAdapter]'s line: while the caller is listened to, the provider holds a socket to
/// us, over which it tells at once what is said, and takes our words when we have them.
///
/// The call itself stays one of requests. A socket is opened because we answered a request so ([#open]), and when it
/// ends the provider asks what is next. What is said over it becomes a [WebhookCall] like any other ([#said]), which
/// [LineAdapter#receive] reads and [LineAdapter#line] places. All of it is pure.
public interface LineSocket {

    /// How a call that came over a socket is named where others say `POST`.
    String METHOD = "SOCKET";

    /// The answer that makes the provider open a socket.
    ///
    /// @param url of the account, as the world reaches it
    /// @param languages those that the city answers in
    /// @param language the one in which the caller is listened to first
    WebhookReply open(Line line, String url, List<Locale> languages, Locale language, ChannelAccount account);

    /// What a frame is. Anything at all may come.
    Frame read(String frame);

    /// What was said, as a call.
    ///
    /// @param handshake the call that opened the socket, which proves what comes over it
    /// @param said its frames as they came; none where the caller has only just been put through
    WebhookCall said(WebhookCall handshake, Said said, Instant at);

    /// The frames that say these words. The caller may speak while they are heard.
    List<String> say(List<LineAdapter.Utterance> utterances);

    /// The frame that plays a sound file until there are words again.
    String play(String url);

    /// The frame after which the caller is listened to in this language.
    String listenIn(Locale language);

    /// The frame that ends the socket, and not the call: the provider makes its next request.
    ///
    /// @param silences how often in a row the caller was asked and said nothing
    String end(Ending why, int silences);

    /// @param socket tells this socket from all others
    /// @param setup the frame with which it began; empty before that came
    /// @param number counts what was said over the socket
    record Said(UUID socket, String setup, int number, List<String> frames) {

        public Said {
            frames = List.copyOf(frames);
        }
    }

    enum Ending {
        /// The caller waits for people.
        HOLD,
        /// Nothing more is to be said, or nobody answers.
        HANG_UP,
        /// Nothing can be found out or decided just now.
        OUT_OF_ORDER
    }

    /// What the provider tells.
    sealed interface Frame {

        /// The first one: whose call it is. The caller is listened to in this language.
        record Setup(Locale language) implements Frame {}

        /// What the caller said.
        record Words(String text) implements Frame {}

        /// A key: one of `0` to `9`, `*`, `#`.
        record Key(char key) implements Frame {}

        /// The caller spoke, or pressed a key, while something was said: so much of it was heard.
        record Interruption(String heard) implements Frame {}

        /// These of our words were played to their end.
        record Played(String words) implements Frame {}

        /// The provider could not do what a frame of ours asked for.
        record Complaint(String description) implements Frame {}

        /// Known, and nothing follows from it.
        record Nothing() implements Frame {}

        record Unreadable(String because) implements Frame {}
    }
}

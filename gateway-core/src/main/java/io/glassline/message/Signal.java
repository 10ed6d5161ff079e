package io.glassline.message;

import java.util.Optional;

/// What a citizen's phone or the provider tells about a message or about the chat, and is no sentence: a thumb,
/// a changed word, a message taken back. It is kept and shown beside what it is about. It asks for no turn and
/// no answer, makes nobody wait, and is never an emergency.
public sealed interface Signal extends Content {

    /// Which message it is about; empty when it is about the chat, or does not say.
    Optional<About> about();

    /// An emoji, or the provider's word for one, put to a message.
    record Reaction(Optional<About> about, String emoji) implements Signal {}

    /// `emoji` is what was put to it before, where the provider says so.
    record ReactionWithdrawn(Optional<About> about, Optional<String> emoji) implements Signal {}

    /// The message says `text` now. What it said before stays on the record.
    record Edit(Optional<About> about, String text) implements Signal {}

    /// The citizen took the message back. It is not shown any more, and stays on the record.
    record Deletion(Optional<About> about) implements Signal {}

    /// Something the provider does or tells by itself: a pin, a timer, a member, a changed number.
    /// `description` is in the desk's words, with what the provider says of it.
    record ServiceNotice(Optional<About> about, String description) implements Signal {}

    /// How a signal names the message it is about.
    sealed interface About {

        /// By the provider's id, of a message that came in or of a part that went out.
        record ById(String providerId) implements About {}

        /// By its words, or their beginning: what a phone writes that can only send text.
        record ByWords(String quoted) implements About {

            private static final String CUT = "…";

            /// So many characters quoted out of the middle of a longer message are no chance.
            private static final int PART_CHARS_MIN = 30;

            /// Whether a message that says `words` may be meant. What was sent may have been a part of it, or
            /// had choices below it.
            public boolean mayMean(String words) {
                var quote = plain(quoted);
                var message = plain(words);
                if (quote.isEmpty() || message.isEmpty()) {
                    return false;
                }
                if (quote.endsWith(CUT)) {
                    var begun =
                            quote.substring(0, quote.length() - CUT.length()).strip();
                    return !begun.isEmpty() && message.startsWith(begun);
                }
                return quote.equals(message)
                        || quote.startsWith(message + " 1 ")
                        || quote.length() >= PART_CHARS_MIN && message.contains(quote);
            }

            private static String plain(String text) {
                return text.strip().replaceAll("\\s+", " ");
            }
        }
    }
}

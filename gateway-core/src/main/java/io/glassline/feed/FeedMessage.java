package io.glassline.feed;

/// An entry as a receiver is given it.
///
/// @param index of the entry
/// @param key what belongs together and is kept in order: the conversation's pseudonym, where the receiver may know
///     it, else the index
/// @param type the media type of the body
/// @param body JSON
public record FeedMessage(long index, String key, String type, byte[] body) {

    /// The same whenever this entry is given, so that a receiver knows one that it has.
    public String id() {
        return "entry_" + index;
    }
}

package io.glassline.log;

/// One thing that is wrong with a log.
///
/// @param path the file to look at: the one that is at fault where that can be told, otherwise the one where it
///     shows
/// @param what a whole sentence, with the place
public record Fault(Kind kind, String path, String what) {

    public enum Kind {
        /// A file did not come. Nothing is proved against the log, and nothing for it.
        UNAVAILABLE,
        /// A file is not what its format says.
        MALFORMED,
        /// Files contradict each other, or what the log signed.
        CONTRADICTION
    }

    @Override
    public String toString() {
        return what;
    }
}

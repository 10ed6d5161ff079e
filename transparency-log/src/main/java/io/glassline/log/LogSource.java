package io.glassline.log;

/// Where a log's files are read from: `checkpoint`, `vkey`, `tile/…`. Safe to call from any thread.
@FunctionalInterface
public interface LogSource {

    /// Reads one file. What is not there, or does not come, is a value and not an exception.
    ///
    /// @param path relative to the log's prefix, without a leading slash
    /// @param bytesMax of the content; a longer one is [Fetched.TooLong]
    Fetched fetch(String path, int bytesMax);

    sealed interface Fetched {

        record Found(byte[] bytes) implements Fetched {}

        /// The log says that it has no such file.
        record Missing(String because) implements Fetched {}

        /// The file has more bytes than any such file has.
        record TooLong(int bytesMax) implements Fetched {}

        /// The log did not say, also after trying again.
        record Failed(String because) implements Fetched {}
    }
}

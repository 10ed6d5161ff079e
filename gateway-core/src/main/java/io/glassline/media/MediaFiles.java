package io.glassline.media;

import io.glassline.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The bytes of attachments. Each message has a place of its own, in which files are named by their
/// content, so that writing one again changes nothing, and erasing a message asks about no other.
public interface MediaFiles {

    /// Begins a file. Until it is kept, nobody can read it.
    Draft draft(Message.Id message) throws IOException;

    /// @throws IOException when it is not there, or cannot be read.
    InputStream open(Message.Id message, String digest) throws IOException;

    void delete(Message.Id message, String digest) throws IOException;

    /// Deletes all files of a message.
    void deleteAll(Message.Id message) throws IOException;

    /// A file being written.
    interface Draft extends AutoCloseable {

        OutputStream out();

        /// Makes the file durable under its digest.
        ///
        /// @param type of its content.
        StoredFile keep(String type) throws IOException;

        /// What was written so far, to look at before it is kept.
        InputStream written() throws IOException;

        /// Drops it, unless it was kept.
        @Override
        void close() throws IOException;
    }
}
